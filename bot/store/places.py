"""Places and what is known of them: their zone and language, where they moved, that they were left."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar.subscription import Standing
from bot.chat import Place
from bot.store.database import Database
from bot.store.tables import place as places
from bot.store.tables import subscription as subscriptions


@dataclass(frozen=True, slots=True)
class Habits:
    """What a place has chosen: an IANA zone, a BCP 47 language, who turns pages; empty where it has not."""

    zone: str = ""
    language: str = ""
    paging: str = ""


class Places:
    """The places that the bot keeps anything about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def habits(self, place: Place) -> Habits:
        """Return what a place has chosen; a thread without a zone or a paging of its own keeps its chat's."""
        columns = (places.c.thread, places.c.zone, places.c.language, places.c.paging)
        query = sa.select(*columns).where(*_chat(place)).order_by(places.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        own = [each for each in rows if each["thread"] == place.thread]
        every = own + list(rows)
        return Habits(_first(every, "zone"), _first(own, "language"), _first(every, "paging"))

    async def remember(self, place: Place, *, zone: str = "", language: str = "", paging: str = "") -> None:
        """Keep what a place has chosen; an empty value leaves what it had."""
        chosen = {name: value for name, value in (("zone", zone), ("language", language), ("paging", paging)) if value}
        async with self._database.writing() as connection:
            number = await numbered(self._database, connection, place)
            if chosen:
                await connection.execute(sa.update(places).where(places.c.id == number).values(chosen))

    async def move(self, place: Place, chat: str) -> None:
        """Follow a chat to its new id, with all its threads and subscriptions."""
        async with self._database.writing() as connection:
            await moved(connection, place, chat)

    async def leave(self, place: Place, reason: str) -> int:
        """Pause what a chat has ordered, keeping its settings, and return how many subscriptions that were.

        `reason` names, as a message of the catalogue, why nothing can be posted there.
        """
        here = sa.select(places.c.id).where(*_chat(place))
        pause = (
            sa.update(subscriptions)
            .where(subscriptions.c.place.in_(here), subscriptions.c.standing == Standing.ACTIVE)
            .values(standing=Standing.PAUSED, reason=reason, detail="")
        )
        async with self._database.writing() as connection:
            return (await connection.execute(pause)).rowcount


async def numbered(database: Database, connection: AsyncConnection, place: Place) -> int:
    """Return the number of a place, which is written down if it is new."""
    values: dict[str, object] = {"platform": place.platform, "chat": place.chat, "thread": place.thread}
    values |= {"private": place.private, "title": place.title, "zone": "", "language": ""}
    insert = database.insert(places).values(values)
    told: dict[str, object] = {"private": place.private} | ({"title": place.title} if place.title else {})
    known = insert.on_conflict_do_update(index_elements=["platform", "chat", "thread"], set_=told)
    return int((await connection.execute(known.returning(places.c.id))).scalar_one())


async def moved(connection: AsyncConnection, place: Place, chat: str) -> None:
    """Give the rows of a chat their new id; where the new one has rows already, subscriptions go over to those."""
    rows = (await connection.execute(sa.select(places.c.id, places.c.thread).where(*_chat(place)))).all()
    for number, thread in rows:
        there = await connection.scalar(sa.select(places.c.id).where(*_chat(place, chat), places.c.thread == thread))
        if there:
            await connection.execute(
                sa.update(subscriptions).where(subscriptions.c.place == number).values(place=there)
            )
            await connection.execute(sa.delete(places).where(places.c.id == number))
        else:
            await connection.execute(sa.update(places).where(places.c.id == number).values(chat=chat))


def _chat(place: Place, chat: str = "") -> tuple[sa.ColumnElement[bool], ...]:
    return (places.c.platform == place.platform, places.c.chat == (chat or place.chat))


def _first(rows: list[Any], name: str) -> str:
    return next((each[name] for each in rows if each[name]), "")
