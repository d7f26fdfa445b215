"""The database locked, full or gone: the operator reads why and what to do, and nothing is lost or doubled after it."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from benchmarks.material.crowd import gathered
from bot.chat import Place
from bot.delivery import posting, seated
from bot.delivery.clock import Clock
from bot.delivery.decks import Decks
from bot.delivery.deliveries import Deliveries
from bot.delivery.planner import Planner
from bot.library.source import Source
from bot.lookup.desk import Desk
from bot.store import database
from bot.store.delivery import State
from bot.store.store import Store, beside
from bot.wording.wording import Wording
from tests.conversations.core import PACKS
from tests.delivery.platform import Platform
from tests.delivery.test_planner import Library
from tests.platforms.relay import Relay
from tests.store.conftest import SERVER, a_postgresql
from tests.store.samples import LATE, NOW, subscribed, wanted

OUTAGE = timedelta(minutes=10)
CHATS = 60


def chat(number: int) -> Place:
    return Place("telegram", str(number), private=True)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody asks again soon."""
    monkeypatch.setattr(database, "BUSY", 0.05)
    monkeypatch.setattr(seated, "RETAKE", 0.05)
    monkeypatch.setattr(posting, "LONGEST_PAUSE", 0.1)


@pytest.fixture
async def store(hurried: None, tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(beside(tmp_path)) as opened:
        yield opened


async def outage(store: Store, caplog: pytest.LogCaptureFixture, mend: Callable[[], Awaitable[object]]) -> None:
    """Tick twice in an outage, mend it, tick again: it was told once, and the date is planned once."""
    clock = Clock(Planner(store, Decks(Library()), LATE).tick, now=lambda: NOW)
    with caplog.at_level(logging.WARNING):
        await clock.tick()
        await clock.tick()
    assert caplog.text.count("planning waits") == 1
    await mend()
    await clock.tick()
    assert await store.ledger.counts() == {State.QUEUED: len(await store.subscriptions.after(0, 1000))}


async def test_a_locked_database_is_waited_for(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await subscribed(store)
    with contextlib.closing(sqlite3.connect(store.database.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        async def mend() -> None:
            other.execute("ROLLBACK")

        await outage(store, caplog, mend)
    assert "is locked by another program: end the other program that writes to it" in caplog.text


async def test_a_full_disk_is_waited_for(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    await gathered(store, 500, 500, NOW)
    await bounded(store, 1)  # SQLite takes no more pages than it has, as on a disk without room.
    await outage(store, caplog, partial(bounded, store, 1_000_000))
    assert "has no room left on its disk: free some space" in caplog.text


async def bounded(store: Store, pages: int) -> None:
    """Let the planner's connection make the file no larger than so many pages, or than it is."""
    await store.database.written_apart(lambda file: file.execute(f"PRAGMA max_page_count = {pages}").fetchall())


async def test_a_database_that_is_gone_for_ten_minutes_loses_and_doubles_nothing(
    hurried: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    now, platform = [NOW], Platform(whole=True)
    host, port = SERVER.rpartition("@")[2].split(":")
    folders = sorted(each for each in PACKS.iterdir() if each.is_dir())
    context = a_postgresql()
    url = await asyncio.to_thread(context.__enter__)
    try:
        async with (
            Relay(host, int(port)) as relay,
            Store.open(url.replace(f"{host}:{port}", relay.address)) as store,
            Desk.open(tmp_path / "library.sqlite", folders) as desk,
        ):
            for number in range(CHATS):
                await subscribed(store, wanted(chat(number), source=Source("shore")))
            await subscribed(store, wanted(chat(CHATS), at="07:35", source=Source("shore")))
            with caplog.at_level(logging.WARNING):
                async with Deliveries(store, desk, Wording.load(), [platform], lateness=LATE, now=lambda: now[0]):
                    await platform.reached(8)
                    relay.cut()
                    await asyncio.sleep(0.5)
                    before = len(platform.posts)
                    now[0] += OUTAGE
                    relay.mend()
                    await platform.reached(CHATS + 1)
                    await ended(store, CHATS + 1)
            assert before < CHATS
            assert await store.ledger.counts() == {State.SENT: CHATS + 1}
    finally:
        await asyncio.to_thread(context.__exit__, None, None, None)
    assert sorted(int(place.chat) for place, *_ in platform.posts) == list(range(CHATS + 1))
    assert "cannot be reached: check that it runs" in caplog.text
    assert "Traceback" not in caplog.text


async def ended(store: Store, count: int) -> None:
    async with asyncio.timeout(30):
        while (await store.ledger.counts()).get(State.SENT, 0) < count:  # noqa: ASYNC110 - the ledger announces nothing
            await asyncio.sleep(0.05)
