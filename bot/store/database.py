"""The database behind the store: SQLite or PostgreSQL by URL, transactions that read and transactions that write."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.apart import apart
from bot.store.trouble import Cause, DatabaseTrouble, translated, translated_raw

Result = TypeVar("Result")

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
BUSY = 10
"""Seconds to wait for another process that writes to the same SQLite file."""
ALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""What PostgreSQL is told so that it notices within half a minute that a machine is gone, and frees its seats."""
CONNECTIONS = 16
"""To one PostgreSQL server, kept open: some are held by seats and by the engine, the others take turns."""
REACH = 10
"""Seconds to wait for a PostgreSQL server to answer."""


def address(url: str) -> URL:
    """Return the URL with the driver we use; both `postgres://` and `postgresql://` are PostgreSQL."""
    given = make_url(url)
    driver = DRIVERS.get(given.drivername.partition("+")[0])
    if not driver:
        raise DatabaseTrouble(given.drivername, Cause.MISSING)
    query = {("ssl" if name == "sslmode" else name): value for name, value in given.query.items()}
    return given.set(drivername=driver, query=query)


class Database:
    """A pool of connections. Writes to SQLite take turns within the process, and wait for other processes."""

    def __init__(self, url: str) -> None:
        self.url = address(url)
        self.name = self.url.database if self.is_sqlite else self.url.set(drivername="postgresql").render_as_string()
        self.engine = self._sqlite() if self.is_sqlite else self._postgresql()
        self._turn = asyncio.Lock()
        self._apart: sqlite3.Connection | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the state is one file of this machine."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The file of a SQLite database."""
        return Path(self.url.database or "")

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        with translated(str(self.name)):
            async with self.engine.connect() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; it is committed on leaving, or nothing of it is.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        async with self._turn if self.is_sqlite else contextlib.nullcontext():
            with translated(str(self.name)):
                async with self.engine.connect() as connection:
                    await connection.execution_options(writes=True)
                    async with connection.begin():
                        yield connection

    async def written_apart(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work that writes to SQLite in a thread, as one transaction, and return its result.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        async with self._turn:
            with translated(str(self.name)):
                return await apart(partial(self._worked, work))

    @contextlib.asynccontextmanager
    async def raw(self) -> AsyncIterator[Any]:
        """Lend a connection as PostgreSQL's driver knows it, outside any transaction.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        with translated(str(self.name)), translated_raw(str(self.name)):
            async with self.engine.connect() as plain:
                connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
                yield (await connection.get_raw_connection()).driver_connection

    def insert(self, table: sa.Table) -> Any:
        """Return an INSERT that knows ON CONFLICT, which both databases have and the standard lacks."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
        if self._apart:
            self._apart.close()

    def _worked(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        if not self._apart:
            self._apart = sqlite3.connect(self.file, BUSY, check_same_thread=False)
            _prepare(self._apart, None)
        self._apart.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._apart)
            self._apart.commit()
        except BaseException:
            self._apart.rollback()
            raise
        return result

    def _sqlite(self) -> AsyncEngine:
        with translated(str(self.name)):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # A file that cannot be opened is told here: aiosqlite would leave its thread behind.
            sqlite3.connect(self.file).close()
        engine = create_async_engine(self.url, connect_args={"timeout": BUSY})
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    def _postgresql(self) -> AsyncEngine:
        return create_async_engine(
            self.url, pool_pre_ping=True, connect_args={"timeout": REACH, "server_settings": ALIVE}
        )


def _prepare(connection: Any, _record: object) -> None:
    """Leave transactions to us, and make a commit survive a power cut: a lost `sent` would post twice."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except sqlite3.Error:
        connection.close()  # The pool forgets a connection that was never ready, and its thread would live on.
        raise


def _begin(connection: sa.Connection) -> None:
    """Begin; one that writes takes the lock at once, since a lock cannot be raised after a read without failing."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
