"""The ledger read backwards, and orders that their place can no longer have; on both databases."""

import asyncio
from datetime import timedelta

from bot.calendar import occurrence
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Standing
from bot.chat import Place
from bot.store.delivery import State
from bot.store.store import Store
from tests.store.samples import GROUP, LATE, NOW, again, chosen, queued, subscribed, wanted

DAY = timedelta(days=1)


async def test_when_a_passage_was_posted_last_counts_only_what_was_sent_before(store: Store) -> None:
    delivery = await queued(store)
    assert await store.history.posted(delivery.subscription, "key0", NOW + DAY) is None
    await store.ledger.sent(delivery, "7", NOW)
    assert await store.history.posted(delivery.subscription, "key0", NOW + DAY) == delivery.due
    assert await store.history.posted(delivery.subscription, "key0", delivery.due) is None
    assert await store.history.posted(delivery.subscription, "key1", NOW + DAY) is None
    assert await store.history.posted(delivery.subscription + 1, "key0", NOW + DAY) is None


async def test_what_was_missed_is_told_oldest_first_until_something_made_up_for_it(store: Store) -> None:
    first = await queued(store)
    await store.ledger.expire("telegram", NOW + DAY / 2)
    await store.planning.plan(NOW + DAY, 10, chosen)
    second = (await store.ledger.latest(first.subscription))[0]
    await store.ledger.close(second, State.FAILED, "gone-topic-closed", NOW + DAY)
    missed = await store.history.missed(first.subscription)
    assert [(each.day, each.passages) for each in missed] == [
        (first.day, ("key0",)),
        (second.day, ("key1",)),
    ]
    standing = await store.subscriptions.find(first.subscription)
    assert standing
    again_at_once = [("key0",), standing.cursor, NOW + DAY]
    made = await asyncio.gather(
        *(store.ledger.add_extra(standing, *again_at_once, instead=missed[0]) for _ in range(4))
    )
    assert sum(each > 0 for each in made) == 1
    assert (await again(store, first)).error == "daily-caught-up"
    assert [each.day for each in await store.history.missed(first.subscription)] == [second.day]


async def test_what_nobody_missed_is_not_told(store: Store) -> None:
    for state, error in ((State.UNKNOWN, "cut off"), (State.SKIPPED, "daily-skipped"), (State.FAILED, "passage-gone")):
        delivery = await queued(store, wanted(at="07:30", place=Place("telegram", error)))
        await store.ledger.close(delivery, state, error, NOW)
        assert not await store.history.missed(delivery.subscription)


async def test_what_waits_and_what_was_left_out_is_counted(store: Store) -> None:
    delivery = await queued(store)
    await queued(store, wanted(Place("telegram", "7")))
    assert await store.history.waiting(NOW) == 2
    assert await store.history.waiting(NOW + 2 * LATE) == 0
    await store.ledger.part_sent(delivery, "7", NOW)
    assert await store.history.waiting(NOW + 2 * LATE) == 1
    assert await store.ledger.expire("telegram", NOW + 2 * LATE) == 1
    assert await store.history.skipped(NOW, NOW + 2 * LATE) == 1
    assert await store.history.skipped(NOW, NOW + LATE) == 0


async def test_an_order_that_its_topic_lost_is_offered_to_the_chat_s_other_topics_and_moves_with_all_it_has(
    store: Store,
) -> None:
    topic, other = Place("telegram", GROUP.chat, "44"), Place("telegram", GROUP.chat, "45")
    delivery = await queued(store, wanted(topic, cursor=Cursor(1, 4, "key4")))
    assert await store.subscriptions.stranded(other) == []
    await store.ledger.gone(delivery, "gone-topic-deleted", NOW, standing=Standing.PAUSED)
    (stranded,) = await store.subscriptions.stranded(other)
    assert await store.subscriptions.stranded(topic) == []
    assert await store.subscriptions.stranded(Place("telegram", "elsewhere", "45")) == []
    assert await store.subscriptions.stranded(Place("discord", GROUP.chat, "45")) == []
    await store.subscriptions.transfer(stranded, other)
    (moved,) = await store.subscriptions.of(other)
    assert (moved.id, moved.place.thread, moved.cursor) == (stranded.id, "45", stranded.cursor)
    assert await store.subscriptions.of(topic) == []


async def test_an_order_that_an_admin_paused_is_nobody_else_s(store: Store) -> None:
    topic, other = Place("telegram", GROUP.chat, "44"), Place("telegram", GROUP.chat, "45")
    added = await subscribed(store, wanted(topic, standing=Standing.PAUSED, reason="daily-paused"))
    assert occurrence.first(added, NOW)
    assert await store.subscriptions.stranded(other) == []
