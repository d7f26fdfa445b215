"""The state on SQLite and on PostgreSQL: every test of the store runs on both, in a database of its own."""

import asyncio
import contextlib
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa

from bot.store.store import Store, beside
from tests.conftest import unavailable

SERVER = os.environ.get("COMMONPLACE_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")


FORGOTTEN = "place, subscription, delivery, fact, gate, pgqueuer, pgqueuer_log"


async def _told(statement: str) -> None:
    connection = await asyncpg.connect(f"{SERVER}/postgres", timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextlib.contextmanager
def a_postgresql() -> Iterator[str]:
    """A PostgreSQL database of one test's own, by URL."""
    name = f"commonplace_{uuid.uuid4().hex[:12]}"
    try:
        asyncio.run(_told(f"CREATE DATABASE {name}"))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        unavailable(f"no PostgreSQL at {SERVER}: {error}")
    try:
        yield f"{SERVER}/{name}"
    finally:
        asyncio.run(_told(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield beside(tmp_path)
        return
    with a_postgresql() as found:
        yield found


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL database that tests use one after the other."""
    with a_postgresql() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def emptied(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database whose rows the next test may forget."""
    return beside(tmp_path) if request.param == "sqlite" else str(request.getfixturevalue("server"))


@pytest.fixture
async def fleet(server: str) -> AsyncIterator[Store]:
    """An open store on PostgreSQL that holds nothing: what several processes share."""
    async with Store.open(server) as opened:
        await _forget(opened)
        yield opened


async def _forget(store: Store) -> None:
    async with store.database.writing() as connection:
        await connection.execute(sa.text(f"TRUNCATE {FORGOTTEN} RESTART IDENTITY"))


@pytest.fixture
async def store(emptied: str) -> AsyncIterator[Store]:
    """An open store that holds nothing."""
    async with Store.open(emptied) as opened:
        if not opened.database.is_sqlite:
            await _forget(opened)
        yield opened
