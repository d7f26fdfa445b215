"""kill -9 at every step of the path: nothing lost, nothing doubled, unknown at most what was in flight."""

import asyncio
import multiprocessing
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.calendar.occurrence import Occurrence
from bot.calendar.subscription import Subscription
from bot.chat import Place
from bot.store.delivery import Delivery, State
from bot.store.store import Store, beside
from tests.prove.witness import Witness
from tests.prove.worker import STEPS, live, parts
from tests.store.conftest import a_postgresql

WORKERS = multiprocessing.get_context("forkserver")
WORKERS.set_forkserver_preload(["tests.prove.worker"])
ANYTIME = "anytime"
FRESH = 6
"""Subscriptions that come due in each life of a worker."""
MOST = {"planning": 1, "planned": 1, "between-parts": 2, ANYTIME: 9}
"""How often a worker surely comes by a step."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield beside(tmp_path)
        return
    with a_postgresql() as found:
        yield found


async def filled(url: str, platform: str, numbers: range) -> None:
    """Write down subscriptions that have just come due, each in a chat of its own."""
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    async with Store.open(url) as store:
        for number in numbers:
            given = Subscription(Place(platform, str(number), private=True), due.time(), "UTC")
            await store.subscriptions.add(given, Occurrence(due.date(), due))


async def killed(url: str, witness: Witness, platform: str, step: str, count: int) -> bool:
    """Run a worker to its death or its end; return whether it was killed.

    At the step `anytime` it is killed from outside, after `count` tenths of a second, wherever it is then.
    """
    process = WORKERS.Process(target=live, args=(url, witness.address, platform, step, count))
    process.start()
    if step == ANYTIME:
        await asyncio.to_thread(process.join, count / 10)
        process.kill()
    await asyncio.to_thread(process.join, 120)
    assert process.exitcode in (0, -9), f"the worker ended with {process.exitcode}"
    return process.exitcode == -9


async def prove(url: str, platform: str, kills: int) -> None:
    chance = random.Random(kills)  # the same steps in each run
    done = in_flight = 0
    async with Witness(knows_nonces=platform == "discord") as witness:
        for number in range(kills):
            await filled(url, platform, range(number * FRESH, (number + 1) * FRESH))
            step = (*STEPS, ANYTIME)[number % (len(STEPS) + 1)]
            died = await killed(url, witness, platform, step, chance.randint(1, MOST.get(step, 4)))
            assert died or step == ANYTIME
            done += died
            in_flight += await sending(url)
        assert not await killed(url, witness, platform, "never", 1)
        await check(url, witness, kills * FRESH, in_flight, kills=done)


async def sending(url: str) -> int:
    async with Store.open(url) as store:
        return (await store.ledger.counts()).get(State.SENDING, 0)


async def check(url: str, witness: Witness, subscriptions: int, in_flight: int, *, kills: int) -> None:
    async with Store.open(url) as store:
        counts = await store.ledger.counts()
        rows = [row for number in range(1, subscriptions + 1) for row in await store.ledger.latest(number, 10)]
    unknown = counts.get(State.UNKNOWN, 0)
    seen_twice = f"{witness.repeated} recognised by their nonce"
    print(f"\n{kills} kills: {counts}, {len(witness.taken)} messages, {seen_twice}, {in_flight} in flight")
    assert len(rows) == subscriptions, "lost or doubled in the ledger"
    assert set(counts) <= {State.SENT, State.UNKNOWN}
    assert witness.doubled == []
    assert unknown <= in_flight
    seen = witness.parts()
    for row in rows:
        check_parts(row, seen.get(row.place.chat, []))


def check_parts(row: Delivery, seen: list[int]) -> None:
    """What was sent was seen whole and in order; of an unknown one there is a beginning."""
    if row.state is State.SENT:
        assert seen == list(range(parts(row)))
        assert len(row.message_ids) == parts(row)
    else:
        assert seen == list(range(len(seen)))
        assert len(seen) in (row.next_part, row.next_part + 1)


@pytest.mark.prove
@pytest.mark.parametrize(("platform", "kills"), [("telegram", 24), ("discord", 16)])
async def test_no_kill_loses_or_doubles_a_delivery(url: str, platform: str, kills: int) -> None:
    await prove(url, platform, kills)


@pytest.mark.full
@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_hundreds_of_kills_lose_or_double_nothing(url: str, platform: str) -> None:
    await prove(url, platform, 150)
