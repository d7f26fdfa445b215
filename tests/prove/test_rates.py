"""The pace in real time against platforms that enforce their limits to the letter: none is ever exceeded."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.calendar.occurrence import Occurrence
from bot.chat import Place, Reply
from bot.delivery.clock import utcnow
from bot.delivery.conduct import conduct
from bot.delivery.pace import Pace
from bot.delivery.posting import Posting
from bot.delivery.sender import Sender
from bot.store.delivery import Delivery, Plan, State
from bot.store.store import Store, beside
from tests.delivery.platform import reply
from tests.prove.strict import Client, Strict
from tests.store.samples import wanted


@dataclass(frozen=True)
class Case:
    """A platform, and the least rate that a broadcast must reach on it."""

    platform: str
    make: Callable[[], Strict]
    least: float


CASES = [
    Case("telegram", lambda: Strict((30, 1.0), (1, 1.0), group=(20, 60.0)), 24),
    Case("discord", lambda: Strict((50, 1.0), (5, 5.0)), 38),
]


async def pieces(_: Delivery) -> Sequence[Reply]:
    return [reply("one")]


async def broadcast(store: Store, platform: str, count: int) -> None:
    """Queue `count` deliveries, most of them to a chat of their own, some to two busy groups."""
    now = datetime.now(UTC)
    due = Occurrence(date(2026, 3, 2), now)
    for number in range(count):
        busy = number % 50 == 0
        place = Place(platform, f"g{number % 100}") if busy else Place(platform, str(number), private=True)
        await store.subscriptions.add(wanted(place), due)

    def plan(each) -> Plan:
        return Plan(each, due.day, now, now + timedelta(hours=6), None, passages=("key",))

    while await store.planning.plan(now, 500, plan):
        pass


async def conversing(client: Client, waits: list[float]) -> None:
    """Answer three people a second, as long as nobody stops it."""
    while True:
        waits.append(await client.reply(Place(client.platform, f"person{len(waits)}", private=True)))
        await asyncio.sleep(1 / 3)


async def prove(tmp_path: Path, case: Case, count: int) -> None:
    rules, waits = conduct(case.platform), list[float]()
    async with Store.open(beside(tmp_path)) as store, case.make() as server:
        await broadcast(store, case.platform, count)
        async with Client(case.platform, address=server.address) as client:
            posting = Posting(store.ledger, client, pieces, rules, Pace(rules.limits), utcnow, seat=case.platform)
            sending = asyncio.create_task(Sender(store, posting).run())
            talking = asyncio.create_task(conversing(client, waits))
            await server.reached(count)
            for task in (sending, talking):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        assert await store.ledger.counts() == {State.SENT: count}
    slowest = sorted(waits)[int(len(waits) * 0.99)]
    speed = f"{count} posts at {server.rate:.1f}/s, {server.refused} refused"
    print(f"\n{case.platform}: {speed}, replies p99 {slowest * 1000:.0f} ms")
    assert server.refused == 0
    assert server.rate >= case.least
    assert slowest < 0.2


@pytest.mark.prove
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.platform)
async def test_a_broadcast_never_meets_a_limit(tmp_path: Path, case: Case) -> None:
    await prove(tmp_path, case, 800)


@pytest.mark.full
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.platform)
async def test_ten_thousand_posts_never_meet_a_limit(tmp_path: Path, case: Case) -> None:
    await prove(tmp_path, case, 10_000)
