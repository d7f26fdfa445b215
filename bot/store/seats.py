"""Seats: who may send for a platform. One process at a time holds a seat, and lets go of it by ending, however it ends.

On SQLite a seat is a lock on a small file beside the database; on PostgreSQL an advisory lock of one connection.
Whoever takes a seat knows that its last holder is dead, and may settle what that one left behind.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import AsyncIterator
from functools import partial

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.apart import apart
from bot.store.database import Database
from bot.store.trouble import DatabaseTrouble, translated


class Seat:
    """A seat that is held."""

    def __init__(self, name: str, connection: AsyncConnection | None = None) -> None:
        self.name = name
        self._connection = connection

    async def held(self) -> bool:
        """Return whether it is still ours: PostgreSQL lets go of it when the connection breaks."""
        if not self._connection:
            return True
        try:
            with translated(self.name):
                await self._connection.execute(sa.text("SELECT 1"))
        except DatabaseTrouble:
            return False
        return True


class Seats:
    """The seats of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextlib.asynccontextmanager
    async def take(self, name: str) -> AsyncIterator[Seat | None]:
        """Hold a seat, None when another process holds it.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        held = self._of_file(name) if self._database.is_sqlite else self._of_server(name)
        async with held as seat:
            yield seat

    @contextlib.asynccontextmanager
    async def _of_file(self, name: str) -> AsyncIterator[Seat | None]:
        path = self._database.file.with_name(f"{self._database.file.name}-{name}")
        with contextlib.closing(
            sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        ) as lock:
            try:
                await apart(partial(lock.execute, "BEGIN EXCLUSIVE"))
            except sqlite3.OperationalError:
                yield None
                return
            yield Seat(name)

    @contextlib.asynccontextmanager
    async def _of_server(self, name: str) -> AsyncIterator[Seat | None]:
        number = int.from_bytes(hashlib.blake2b(f"seat {name}".encode(), digest_size=8).digest(), signed=True)
        with translated(str(self._database.name)):
            async with self._database.engine.connect() as plain:
                connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
                free = await connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number)))
                try:
                    yield Seat(name, connection) if free else None
                finally:
                    await _let_go(connection)


async def _let_go(connection: AsyncConnection) -> None:
    """Give the lock back before the connection returns to the pool; one that broke has let go by itself."""
    if connection.invalidated:
        return
    with contextlib.suppress(DBAPIError):
        await connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))
