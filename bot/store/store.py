"""The store: the state of one installation, opened by URL."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from bot.store import schema
from bot.store.chunks import Chunks
from bot.store.database import Database
from bot.store.engine import Engine
from bot.store.gate import Gate
from bot.store.history import History
from bot.store.ledger import Ledger
from bot.store.peaks import Peaks
from bot.store.places import Places
from bot.store.planning import Planning
from bot.store.seats import Seats
from bot.store.subscriptions import Subscriptions
from bot.store.tables import fact
from bot.store.trouble import Cause, DatabaseTrouble


def beside(data: Path) -> str:
    """Return the URL of the SQLite database in the data folder."""
    return f"sqlite:///{data / 'state.sqlite'}"


class Store:
    """Everything that is remembered, each matter under its own name."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.places = Places(database)
        self.subscriptions = Subscriptions(database)
        self.planning = Planning(database)
        self.ledger = Ledger(database)
        self.history = History(database)
        self.seats = Seats(database)
        self.chunks = Chunks(database)
        self.engine = Engine(database)
        self.peaks = Peaks(database)

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Self]:
        """Open the database of a URL (`sqlite:///path`, `postgresql://…`), bringing its tables up to date.

        Raises:
            DatabaseTrouble: when it cannot be reached or used, or is newer than this program.

        """
        database = Database(url)
        try:
            await schema.upgrade(database)
            store = cls(database)
            await store.ready()
            yield store
        finally:
            await database.close()

    async def ready(self) -> None:
        """Set up the engine where there is one and its version has changed; refuse what was moved elsewhere."""
        if elsewhere := await self.fact("moved"):
            raise DatabaseTrouble(str(self.database.name), Cause.MOVED, elsewhere)
        if not self.database.is_sqlite and await self.fact("engine") != self.engine.release:
            await self.engine.install()
            await self.note("engine", self.engine.release)

    def gate(self, name: str, gap: float, *, burst: int = 0) -> Gate:
        """Return the gate of a name, which opens every `gap` seconds; only PostgreSQL has any."""
        return Gate(self.database, name, gap, burst=burst)

    async def fact(self, name: str) -> str:
        """Return what was noted under a name, empty where nothing was."""
        async with self.database.reading() as connection:
            return str(await connection.scalar(sa.select(fact.c.value).where(fact.c.name == name)) or "")

    async def note(self, name: str, value: str) -> None:
        """Note a value under a name, in place of the one before."""
        insert = self.database.insert(fact).values(name=name, value=value)
        async with self.database.writing() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
