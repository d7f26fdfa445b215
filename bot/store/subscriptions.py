"""Subscriptions: written down, changed, paused, ended; never forgotten, so that the ledger can name them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.calendar import occurrence
from bot.calendar.occurrence import Occurrence
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Standing, Subscription
from bot.chat import Place
from bot.store import rows
from bot.store.database import Database
from bot.store.places import numbered
from bot.store.tables import delivery as deliveries
from bot.store.tables import place as places
from bot.store.tables import subscription as subscriptions

PLACE = (places.c.platform, places.c.chat, places.c.thread, places.c.private, places.c.title)
LONGEST = 18
"""Digits beyond which a number is surely none of ours."""
SEEDS = 64
"""How many orders a shuffled source has. Chats share them, so that an order is worked out once for many; what is not
shuffled has the seed 0, so that planning can tell that subscriptions are alike."""


def joined() -> sa.Select[Any]:
    """Return the query of subscriptions with their places."""
    own = [each for each in subscriptions.c if each.name != "place"]
    return sa.select(*own, *PLACE).join(places, places.c.id == subscriptions.c.place)


class Subscriptions:
    """The standing orders of all places."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, given: Subscription, first: Occurrence | None) -> Subscription:
        """Write down a new subscription, first due as told, and return it with its id."""
        values = rows.columns(given) | _due(first)
        async with self._database.writing() as connection:
            values["place"] = await numbered(self._database, connection, given.place)
            insert = sa.insert(subscriptions).values(values).returning(subscriptions.c.id)
            number = (await connection.execute(insert)).scalar_one()
            own = sa.update(subscriptions).where(subscriptions.c.id == number)
            await connection.execute(own.values(_numbered(given, first, number)))
            return await self._one(connection, number)

    async def find(self, number: int) -> Subscription | None:
        """Return a subscription by its id."""
        async with self._database.reading() as connection:
            row = (await connection.execute(joined().where(subscriptions.c.id == number))).mappings().first()
        return rows.subscription(row) if row else None

    async def of(self, place: Place, *, also: str = "") -> list[Subscription]:
        """Return what a place has ordered and not ended, oldest first; `also` is a number of another of its threads."""
        own = places.c.thread == place.thread
        own = own | (subscriptions.c.id == int(also)) if also.isdecimal() and len(also) < LONGEST else own
        here = (places.c.platform == place.platform, places.c.chat == place.chat, own)
        query = joined().where(*here, subscriptions.c.standing != Standing.ENDED).order_by(subscriptions.c.id)
        async with self._database.reading() as connection:
            return [rows.subscription(each) for each in (await connection.execute(query)).mappings()]

    async def lost(self, place: Place) -> list[Subscription]:
        """Return what a place had ordered until it could no longer be posted to, newest first."""
        here = (places.c.platform == place.platform, places.c.chat == place.chat, places.c.thread == place.thread)
        ended = (subscriptions.c.standing == Standing.ENDED, subscriptions.c.reason.like("gone-%"))
        query = joined().where(*here, *ended).order_by(subscriptions.c.id.desc())
        async with self._database.reading() as connection:
            return [rows.subscription(each) for each in (await connection.execute(query)).mappings()]

    async def stranded(self, place: Place) -> list[Subscription]:
        """Return what other threads of a chat had ordered until they could no longer be posted to, oldest first."""
        chat = (places.c.platform == place.platform, places.c.chat == place.chat, places.c.thread != place.thread)
        halted = (subscriptions.c.standing != Standing.ACTIVE, subscriptions.c.reason.like("gone-%"))
        query = joined().where(*chat, *halted).order_by(subscriptions.c.id)
        async with self._database.reading() as connection:
            return [rows.subscription(each) for each in (await connection.execute(query)).mappings()]

    async def transfer(self, given: Subscription, place: Place) -> None:
        """Give a subscription to another place, with everything it has."""
        async with self._database.writing() as connection:
            number = await numbered(self._database, connection, place)
            own = sa.update(subscriptions).where(subscriptions.c.id == given.id)
            await connection.execute(own.values(place=number))

    async def change(self, given: Subscription, due: Occurrence | None) -> None:
        """Write down a subscription's new settings and when it is due next."""
        values = rows.columns(given) | _due(due) | {"seed": _seed(given.rotation, given.id)}
        change = sa.update(subscriptions).where(subscriptions.c.id == given.id).values(values)
        async with self._database.writing() as connection:
            await connection.execute(change)

    async def reckon(self, due: Mapping[Subscription, Occurrence]) -> None:
        """Write down when subscriptions are due after all; one that was planned meanwhile keeps its own."""
        if not due:
            return
        moved = [{"number": each.id, "was": each.next_day, "day": to.day, "due": to.at} for each, to in due.items()]
        own = sa.update(subscriptions).where(subscriptions.c.id == sa.bindparam("number"))
        step = own.where(subscriptions.c.next_day == sa.bindparam("was"))
        step = step.values(next_day=sa.bindparam("day"), next_due=sa.bindparam("due"))
        async with self._database.writing() as connection:
            await connection.execute(step, moved)

    async def last_day(self, number: int) -> date | None:
        """Return the latest local date that the ledger holds of a subscription."""
        query = sa.select(sa.func.max(deliveries.c.local_date)).where(deliveries.c.subscription == number)
        async with self._database.reading() as connection:
            day: date | None = await connection.scalar(query)
        return day

    async def after(self, number: int, limit: int) -> Sequence[Subscription]:
        """Return the active subscriptions of higher ids, in their order: all of them, a page at a time."""
        query = joined().where(subscriptions.c.id > number, subscriptions.c.standing == Standing.ACTIVE)
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(subscriptions.c.id).limit(limit))
            return [rows.subscription(each) for each in found.mappings()]

    async def _one(self, connection: Any, number: int) -> Subscription:
        found = await connection.execute(joined().where(subscriptions.c.id == number))
        return rows.subscription(found.mappings().one())


def _seed(rotation: Rotation, number: int) -> int:
    return number % SEEDS if rotation is Rotation.SHUFFLE else 0


def _numbered(given: Subscription, first: Occurrence | None, number: int) -> dict[str, Any]:
    """Return what only the id of a new subscription tells: its seed, its minute in a window and when that comes."""
    seed = {"seed": _seed(given.rotation, number)}
    if not given.window:
        return seed
    own = replace(given, id=number, window=given.window.of(number))
    at = occurrence.instant(own, first.day) if first else None
    return rows.columns(own) | seed | _due(Occurrence(first.day, at) if first and at else None)


def _due(coming: Occurrence | None) -> dict[str, Any]:
    return {"next_day": coming.day if coming else None, "next_due": coming.at if coming else None}
