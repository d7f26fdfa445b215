"""The carrier: what the engine hands over is posted once, whoever dies, and shared only where it is paid for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

from bot.chat import Place, Reply
from bot.delivery.carrier import Carrier, seats
from bot.delivery.clock import utcnow
from bot.delivery.conduct import conduct
from bot.delivery.pace import FREE, Pace
from bot.delivery.posting import Posting
from bot.delivery.turns import SharedTurns
from bot.store.delivery import Delivery, State
from bot.store.store import Store
from tests.delivery.platform import Platform, reply
from tests.store.samples import chosen, subscribed, wanted


async def pieces(_: Delivery) -> Sequence[Reply]:
    return [reply("one")]


def carrier(store: Store, platform: Platform, *, paid_rate: float = 0) -> Carrier:
    rules = conduct("telegram", paid_rate=paid_rate)
    shared = SharedTurns(store.gate("send telegram", 1 / paid_rate)) if paid_rate else None
    pace = Pace(rules.limits if paid_rate else FREE, shared=shared)
    return Carrier(store, Posting(store.ledger, platform, pieces, rules, pace, utcnow, seat="telegram"))


@contextlib.asynccontextmanager
async def running(*carriers: Carrier) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(each.run()) for each in carriers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def due(store: Store, count: int) -> None:
    now = utcnow()
    for number in range(count):
        await subscribed(
            store, wanted(Place("telegram", str(number), private=True), at=f"{now:%H:%M}", zone="UTC"), now
        )
    while await store.planning.plan(now.replace(second=59), 10, chosen):
        pass


async def counted(store: Store, state: State, count: int) -> None:
    async with asyncio.timeout(20):
        while (await store.ledger.counts()).get(state, 0) < count:  # noqa: ASYNC110 - the ledger announces nothing
            await asyncio.sleep(0.05)


async def test_what_is_planned_is_posted_once(fleet: Store) -> None:
    await due(fleet, 30)
    platform = Platform()
    async with running(carrier(fleet, platform)):
        await counted(fleet, State.SENT, 30)
    assert len({place.chat for place, *_ in platform.posts}) == len(platform.posts) == 30
    async with fleet.database.raw() as connection:
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer WHERE status = 'picked'") == 0


async def test_one_process_sends_and_another_stands_by_until_it_ends(fleet: Store) -> None:
    first, second = carrier(fleet, Platform()), carrier(fleet, Platform())
    async with running(first):
        await due(fleet, 5)
        await counted(fleet, State.SENT, 5)
        async with running(second):
            await asyncio.sleep(0.1)
            assert (first.seated, second.seated) == (True, False)
    assert seats("telegram", shared=False) == ("telegram",)


async def test_several_send_together_where_it_is_paid_for_and_share_the_pace(fleet: Store) -> None:
    await due(fleet, 60)
    both = Platform(), Platform()
    carriers = [carrier(fleet, each, paid_rate=40) for each in both]
    async with running(*carriers):
        begun = asyncio.get_running_loop().time()
        await counted(fleet, State.SENT, 60)
        assert asyncio.get_running_loop().time() - begun > 60 / 40 - 0.6
        assert {each.posting.seat for each in carriers} == {"telegram", "telegram-1"}
    chats = [place.chat for each in both for place, *_ in each.posts]
    assert len(set(chats)) == len(chats) == 60


async def test_what_a_dead_sender_left_in_the_air_is_settled_by_the_others(fleet: Store) -> None:
    await due(fleet, 3)
    async with fleet.database.raw() as connection:
        await connection.execute("UPDATE delivery SET state = 'sending', seat = 'telegram-7' WHERE id = 1")
    async with running(carrier(fleet, Platform(), paid_rate=40)):
        await counted(fleet, State.SENT, 2)
        await counted(fleet, State.UNKNOWN, 1)


async def test_an_ordered_stop_leaves_nothing_in_the_air(fleet: Store) -> None:
    await due(fleet, 40)
    platform = Platform()
    async with running(carrier(fleet, platform, paid_rate=40)):
        await counted(fleet, State.SENT, 1)
    counts = await fleet.ledger.counts()
    assert set(counts) <= {State.SENT, State.QUEUED}
    assert counts[State.SENT] == len(platform.posts)
    async with running(carrier(fleet, platform)):
        assert await fleet.chunks.gather(utcnow())
        await counted(fleet, State.SENT, 40)
    assert len({place.chat for place, *_ in platform.posts}) == len(platform.posts) == 40
