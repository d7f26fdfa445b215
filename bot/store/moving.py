"""Moving: everything that a SQLite state holds, carried into an empty PostgreSQL database, all of it or nothing."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.store import Store
from bot.store.tables import delivery, fact, place, subscription

CARRIED = (place, subscription, delivery, fact)
"""Tables in the order in which they refer to one another; gates belong to processes that run."""
PORTION = 5000
"""Rows carried in one go."""
PLACES = ("telegram", "discord", "listen-telegram", "listen-discord")
"""Seats that a running bot would hold."""
OURS = ("engine", "moved")
"""Facts that each database has for itself."""

Progress = Callable[[str, int, int], None]
"""Is told a table, how many of its rows have been carried, and how many it has."""


class Unmovable(Exception):  # noqa: N818 - it names what is in the way
    """Something is in the way of moving; nothing was changed, and the message says what to do."""


async def move(source: str, target: str, progress: Progress) -> dict[str, int]:
    """Carry the state of a SQLite URL to a PostgreSQL URL; return how many rows of each table that were.

    Afterwards the old state refuses to be opened, so that no bot goes on with it by mistake.

    Raises:
        Unmovable: when a bot still runs on the state, the target is not empty, or the counts differ afterwards.
        DatabaseTrouble: when either database does not let us.

    """
    async with Store.open(source) as old, Store.open(target) as new:
        if not old.database.is_sqlite or new.database.is_sqlite:
            raise Unmovable("A state is moved from SQLite to PostgreSQL: give the address of a PostgreSQL database.")
        async with _quiet(old):
            await _empty(new)
            counts = await _carried(old.database, new.database, progress)
            await old.note("moved", str(new.database.name))
    return counts


@contextlib.asynccontextmanager
async def _quiet(store: Store) -> AsyncIterator[None]:
    """Hold every seat there is, so that no bot runs meanwhile."""
    prefix = f"{store.database.file.name}-"
    files = {each.name.removeprefix(prefix) for each in store.database.file.parent.glob(f"{prefix}*")}
    async with contextlib.AsyncExitStack() as stack:
        for name in sorted({*files, *PLACES} - {"wal", "shm", "journal"}):
            if not await stack.enter_async_context(store.seats.take(name)):
                raise Unmovable("The bot still runs on this state: stop it, then move.")
        yield


async def _empty(store: Store) -> None:
    for table in (place, subscription, delivery):
        async with store.database.reading() as connection:
            if await connection.scalar(sa.select(sa.func.count()).select_from(table)):
                name = store.database.name
                raise Unmovable(f"The database {name} is not empty: it has rows in {table.name}. Give one that is new.")


async def _carried(old: Database, new: Database, progress: Progress) -> dict[str, int]:
    """Copy all tables in one transaction, count what arrived, and let numbering go on after the highest ids."""
    counts: dict[str, int] = {}
    with contextlib.closing(sqlite3.connect(f"file:{old.file}?mode=ro", uri=True)) as source:
        source.execute("BEGIN")  # All tables as they are at one moment.
        async with new.raw() as target, target.transaction():
            await target.execute("DELETE FROM fact WHERE NOT name = ANY($1)", OURS)
            for table in CARRIED:
                counts[table.name] = await _copied(source, target, table, progress)
            for table in (place, subscription, delivery):
                numbers = f"pg_get_serial_sequence('{table.name}', 'id')"
                await target.execute(f"SELECT setval({numbers}, greatest(max(id), 1)) FROM {table.name}")  # noqa: S608
    return counts


async def _copied(source: sqlite3.Connection, target: Any, table: sa.Table, progress: Progress) -> int:
    own = "" if table is not fact else f" WHERE name NOT IN {OURS}"
    wanted = source.execute(f"SELECT count(*) FROM {table.name}{own}").fetchone()[0]  # noqa: S608 - our own names
    columns = [each.name for each in table.columns]
    done = 0
    for rows in _portions(source, table, own):
        await target.copy_records_to_table(table.name, records=rows, columns=columns)
        done += len(rows)
        progress(table.name, done, wanted)
    there = "" if table is not fact else f" WHERE NOT name IN {OURS}"
    arrived = await target.fetchval(f"SELECT count(*) FROM {table.name}{there}")  # noqa: S608
    if not done == arrived == wanted:
        raise Unmovable(f"Of {wanted} rows in {table.name} {arrived} arrived: nothing was moved. Try again.")
    return done


def _portions(source: sqlite3.Connection, table: sa.Table, own: str) -> Iterator[list[tuple[Any, ...]]]:
    kinds = [each.type for each in table.columns]
    found = source.execute(f"SELECT {', '.join(each.name for each in table.columns)} FROM {table.name}{own}")  # noqa: S608
    while rows := found.fetchmany(PORTION):
        yield [tuple(_carried_value(kind, value) for kind, value in zip(kinds, row, strict=True)) for row in rows]


def _carried_value(kind: object, value: Any) -> Any:
    """Return a value of SQLite's as PostgreSQL's driver wants it."""
    if value is None:
        return None
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    if isinstance(kind, sa.Boolean):
        return bool(value)
    return value.replace("\0", "") if isinstance(value, str) else value
