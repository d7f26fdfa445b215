"""Several processes on one PostgreSQL: planners and senders share a broadcast, and one may die in the middle."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from benchmarks.material.crowd import gathered
from bot.store.delivery import State
from bot.store.store import Store
from tests.conftest import ROOT
from tests.prove.telegraph import Telegraph
from tests.store.conftest import a_postgresql

SENDERS, PLANNERS = 3, 2
RECOVERED = 60
"""Seconds after which what a dead process had in hand has come to its end."""
CLOSED = {State.SENT, State.UNKNOWN}


@pytest.fixture
def url() -> Iterator[str]:
    with a_postgresql() as found:
        yield found


@contextlib.asynccontextmanager
async def process(role: str, environment: dict[str, str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot with one role, as its own process; what it says goes into a file."""
    command = (sys.executable, "-m", "bot", "run", "--roles", role)
    with log.open("wb") as told:
        started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stderr=told)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
        async with asyncio.timeout(60):
            await started.wait()


def settings(url: str, data: Path, server: Telegraph, **more: str) -> dict[str, str]:
    own = {"DATABASE": url, "DATA": str(data), "TELEGRAM_TOKEN": "1:fleet", "TELEGRAM_API": server.address, **more}
    return {**os.environ, **{f"COMMONPLACE_{name}": value for name, value in own.items()}}


async def until(reached: Callable[[], Awaitable[bool]], seconds: float) -> float:
    """Wait until something is so, and return how many seconds that took."""
    begun = time.monotonic()
    async with asyncio.timeout(seconds):
        while not await reached():  # noqa: ASYNC110 - other processes announce nothing here
            await asyncio.sleep(0.1)
    return time.monotonic() - begun


async def in_hand(store: Store) -> tuple[int, list[int]]:
    """How many posts are in flight, and the ids of all that live chunks hold."""
    held = "SELECT d.id FROM delivery d JOIN pgqueuer q ON q.id = d.chunk WHERE q.status = 'picked'"
    async with store.database.raw() as connection:
        flying = await connection.fetchval("SELECT count(*) FROM delivery WHERE state = 'sending'")
        return flying, [each["id"] for each in await connection.fetch(f"{held} AND d.state IN ('queued', 'sending')")]


async def ended(store: Store, numbers: list[int]) -> bool:
    """Whether all of these deliveries have come to their end."""
    query = "SELECT count(*) FROM delivery WHERE id = ANY($1) AND state IN ('queued', 'sending')"
    async with store.database.raw() as connection:
        return not await connection.fetchval(query, numbers)


async def closed(store: Store, count: int) -> bool:
    """Whether so many deliveries have come to their end."""
    return sum(many for state, many in (await store.ledger.counts()).items() if state in CLOSED) >= count


async def taken(server: Telegraph, count: int) -> bool:
    """Whether so many messages were taken."""
    return len(server.times) >= count


def said(folder: Path) -> str:
    return "".join(each.read_text() for each in sorted(folder.glob("*.log")))


async def prove(url: str, folder: Path, count: int, senders: int, *, kill: bool) -> None:
    now = datetime.now(UTC)
    async with Store.open(url) as store, Telegraph() as server, contextlib.AsyncExitStack() as stack:
        environment = settings(url, folder, server, ALLOW_PAID_BROADCAST="true")
        started = [
            await stack.enter_async_context(process(role, environment, folder / f"{role}{number}.log"))
            for role, many in (("send", senders), ("plan", PLANNERS))
            for number in range(many)
        ]
        await gathered(store, count, count, now)
        took, flying = 0.0, 0
        if kill:
            await until(partial(taken, server, count // 3), 60 + count / 50)
            started[0].kill()
            flying, held = await in_hand(store)
            took = await until(partial(ended, store, held), RECOVERED * 2)
        await until(partial(closed, store, count), 120 + count / 50)
        counts = await store.ledger.counts()
    told = said(folder)
    unknown = counts.get(State.UNKNOWN, 0)
    speed = f"{senders} senders: {count} posts at {server.rate:.0f}/s, {server.refused} refused"
    print(f"\n{speed}; {flying} in flight when one was killed, {unknown} unknown, recovered in {took:.0f} s")
    assert set(counts) <= CLOSED, told
    assert sum(counts.values()) == count, "lost or doubled in the ledger"
    assert max(server.chats.values()) == 1, "doubled in a chat"
    assert count - len(server.chats) <= unknown <= flying
    assert server.refused == server.unpaid == 0
    assert took <= RECOVERED
    assert "Traceback" not in told


@pytest.mark.prove
async def test_a_fleet_delivers_each_once_though_one_sender_is_killed(url: str, tmp_path: Path) -> None:
    await prove(url, tmp_path, 3_000, SENDERS, kill=True)


@pytest.mark.full
async def test_a_fleet_delivers_a_hundred_thousand_once_each_though_one_sender_is_killed(
    url: str, tmp_path: Path
) -> None:
    await prove(url, tmp_path, 100_000, SENDERS, kill=True)


@pytest.mark.full
@pytest.mark.parametrize("senders", [1, 3])
async def test_the_rate_that_senders_reach_at_paid_pace(url: str, tmp_path: Path, senders: int) -> None:
    await prove(url, tmp_path, 20_000, senders, kill=False)
