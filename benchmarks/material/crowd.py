"""A crowd: any number of subscriptions, each in a private chat of its own, written down by the database itself."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.store import Store
from bot.store.tables import milliseconds

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Africa/Cairo",
    "Africa/Lagos",
    "Australia/Sydney",
    "UTC",
)


async def gathered(store: Store, total: int, due: int, now: datetime, *, keys: int = 1) -> None:
    """Write down `total` active subscriptions, `due` of them due at `now`, the others over the day that follows.

    They are spread over twelve zones, and stand at any of `keys` places of what they read.
    """
    sqlite, every = store.database.is_sqlite, total // due
    numbers = f"generate_series(1, {total}) AS numbers(i)"
    if sqlite:
        numbers = f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {total}) SELECT i FROM n)"
    places = f"""
        INSERT INTO place (id, platform, chat, thread, private, title, zone, language)
        SELECT i, 'telegram', CAST(i AS text), '', true, '', '', '' FROM {numbers}
    """
    zone = "CASE i % 12 " + " ".join(f"WHEN {at} THEN '{name}'" for at, name in enumerate(ZONES)) + " END"
    at, step = milliseconds(now), f"(i / {every}) % {keys}"
    subscriptions = f"""
        INSERT INTO subscription (id, place, at, zone, weekdays, every, month_days, pack, work, topic, rotation, format,
            silent, standing, reason, detail, seed, lap, position, last_key, next_day, next_due)
        SELECT i, i, '07:30', {zone}, '', 1, '', '', '', '', 'sequence', 'passage',
            false, 'active', '', '', 0, 0, {step}, '', {"" if sqlite else "DATE "}'{now.date()}',
            CASE WHEN i % {every} = 0 THEN {at} ELSE {at} + 60000 * (1 + i % 1440) END
        FROM {numbers}
    """
    async with store.database.writing() as connection:
        await connection.execute(sa.text(places))
        await connection.execute(sa.text(subscriptions))
    await analysed(store)


async def forgotten(store: Store, due: int, total: int, now: datetime) -> None:
    """Make the same subscriptions due again, as if they had never been planned."""
    when = f"next_due = {milliseconds(now)}, next_day = '{now.date()}'"
    again = f"UPDATE subscription SET {when} WHERE id % {total // due} = 0"
    async with store.database.writing() as connection:
        await connection.execute(sa.text("DELETE FROM delivery"))
        await connection.execute(sa.text(again))
    await analysed(store)


async def analysed(store: Store) -> None:
    """Have PostgreSQL tidy up and count what it has, as it does by itself within minutes."""
    if store.database.is_sqlite:
        return
    async with store.database.raw() as connection:
        await connection.execute("VACUUM ANALYZE")
