"""The ledger: one row a date, and every step of a posting committed."""

from datetime import timedelta

from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Standing
from bot.chat import Place
from bot.store.delivery import Delivery, State
from bot.store.store import Store
from tests.store.samples import GROUP, LATE, NOW, again, chosen, queued, subscribed, wanted

DAY = timedelta(days=1)


def never(_: Delivery) -> bool:
    return False


async def test_a_due_subscription_makes_one_delivery_and_is_due_again_on_the_next_date(store: Store) -> None:
    added = await subscribed(store)
    assert await store.planning.plan(NOW, 10, chosen) == 1
    assert await store.planning.plan(NOW, 10, chosen) == 0
    now = await store.subscriptions.find(added.id)
    assert now
    assert (now.next_due, now.cursor) == (NOW + DAY, Cursor(0, 0, "key0"))


async def test_a_date_that_was_planned_before_costs_no_second_row_and_no_passage(store: Store) -> None:
    added = await subscribed(store)
    await store.planning.plan(NOW, 10, chosen)
    planned = await store.subscriptions.find(added.id)
    assert planned
    await store.subscriptions.change(planned, next(iter([_same_day_again()])))
    await store.planning.plan(NOW, 10, chosen)
    assert len(await store.ledger.latest(added.id, 10)) == 1
    found = await store.subscriptions.find(added.id)
    assert found
    assert (found.cursor, found.next_due) == (Cursor(0, 0, "key0"), NOW + DAY)


def _same_day_again():
    from bot.calendar.occurrence import Occurrence

    return Occurrence(NOW.date(), NOW)


async def test_those_that_agree_in_all_but_their_place_are_decided_together(store: Store) -> None:
    for number in range(5):
        await subscribed(store, wanted(Place("telegram", str(number))))
    await subscribed(store, wanted(silent=True))
    asked: list[int] = []

    def choose(each):
        asked.append(each.id)
        return chosen(each)

    assert await store.planning.plan(NOW, 10, choose) == 6
    assert len(asked) == 2
    assert len(await store.ledger.ready("telegram", NOW, 10)) == 6


async def test_nothing_is_ready_before_its_time_or_for_another_platform(store: Store) -> None:
    delivery = await queued(store)
    assert await store.ledger.ready("telegram", delivery.due - timedelta(seconds=1), 10) == []
    assert await store.ledger.ready("discord", NOW, 10) == []


async def test_only_one_can_begin_a_part(store: Store) -> None:
    delivery = await queued(store)
    assert await store.ledger.begin(delivery, "telegram", NOW)
    assert not await store.ledger.begin(delivery, "telegram", NOW)
    assert (await again(store, delivery)).state is State.SENDING


async def test_parts_are_counted_and_their_messages_kept(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.part_sent(delivery, "11", NOW)
    half = await again(store, delivery)
    assert (half.state, half.next_part, half.message_ids, half.began) == (State.QUEUED, 1, ("11",), None)
    assert await store.ledger.ready("telegram", NOW, 10) == []
    assert not await store.ledger.begin(delivery, "telegram", NOW), "the first part must not go out again"
    await store.ledger.begin(half, "telegram", NOW)
    await store.ledger.sent(half, "12", NOW)
    whole = await again(store, delivery)
    assert (whole.state, whole.message_ids, whole.ended) == (State.SENT, ("11", "12"), NOW)


async def test_what_was_put_off_is_ready_later(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.put_off(delivery, NOW + timedelta(seconds=30), "slow down")
    assert await store.ledger.ready("telegram", NOW, 10) == []
    ready = await store.ledger.ready("telegram", NOW + timedelta(seconds=30), 10)
    assert [(each.attempt, each.began, each.error) for each in ready] == [(1, None, "slow down")]


async def test_a_part_that_may_have_arrived_keeps_the_moment_it_began(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.put_off(delivery, NOW, "timed out", arrived=None)
    later = await again(store, delivery)
    await store.ledger.begin(later, "telegram", NOW + timedelta(seconds=9))
    assert (await again(store, delivery)).began == NOW


async def test_a_begin_of_which_nothing_came_is_taken_back_only_by_its_own_try(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.take_back(delivery)
    mine = await again(store, delivery)
    assert (mine.state, mine.began) == (State.QUEUED, None)
    await store.ledger.begin(mine, "telegram", NOW)
    await store.ledger.take_back(delivery)
    assert (await again(store, delivery)).state is State.SENDING


async def test_what_comes_too_late_is_skipped_but_a_half_posted_passage_goes_on(store: Store) -> None:
    begun = await queued(store)
    await store.ledger.begin(begun, "telegram", NOW)
    await store.ledger.part_sent(begun, "1", NOW)
    waiting = await queued(store, wanted(Place("telegram", "2", private=True)))
    after = NOW + LATE + timedelta(seconds=1)
    assert await store.ledger.expire("telegram", after) == 1
    assert (await again(store, waiting)).state is State.SKIPPED
    assert [each.id for each in await store.ledger.ready("telegram", after, 10)] == [begun.id]


async def test_settling_makes_unknown_what_a_dead_process_was_sending(store: Store) -> None:
    cut_off, untouched = await queued(store), await queued(store, wanted(at="07:15"), NOW - timedelta(minutes=15))
    await store.ledger.begin(cut_off, "telegram", NOW)
    settled = await store.ledger.settle("telegram", NOW, never)
    assert settled[State.UNKNOWN] == 1
    assert (await again(store, cut_off)).state is State.UNKNOWN
    assert (await again(store, untouched)).state is State.QUEUED


async def test_settling_leaves_alone_what_another_seat_sends(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.settle("discord", NOW, never)
    assert (await again(store, delivery)).state is State.SENDING


async def test_settling_queues_again_what_makes_no_double(store: Store) -> None:
    old = await queued(store, wanted(Place("discord", "1")))
    young = await queued(store, wanted(Place("discord", "2")))
    await store.ledger.begin(old, "discord", NOW)
    await store.ledger.begin(young, "discord", NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    settled = await store.ledger.settle("discord", later, lambda each: each.id == young.id)
    assert settled == {State.QUEUED: 1, State.UNKNOWN: 1}
    assert ((await again(store, old)).state, (await again(store, young)).state) == (State.UNKNOWN, State.QUEUED)


async def test_settling_brings_back_at_once_what_was_between_two_parts(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.part_sent(delivery, "1", NOW)
    await store.ledger.settle("telegram", NOW, never)
    assert [each.next_part for each in await store.ledger.ready("telegram", NOW, 10)] == [1]


async def test_a_place_that_is_gone_ends_all_it_ordered_and_skips_what_waits(store: Store) -> None:
    first, second = await queued(store), await queued(store, wanted(at="07:15"), NOW - timedelta(minutes=15))
    elsewhere = await queued(store, wanted(Place("telegram", "2")))
    told = await store.ledger.gone(first, "gone-blocked", NOW, standing=Standing.ENDED, detail="403")
    assert {each.id for each in told} == {first.subscription, second.subscription}
    assert (await again(store, first)).state is State.FAILED
    assert (await again(store, second)).state is State.SKIPPED
    assert (await again(store, elsewhere)).state is State.QUEUED
    ended = await store.subscriptions.find(first.subscription)
    assert ended
    assert (ended.standing, ended.reason, ended.detail) == (Standing.ENDED, "gone-blocked", "403")
    assert await store.ledger.gone(first, "gone-blocked", NOW, standing=Standing.ENDED) == []


async def test_a_moved_chat_is_followed_and_its_delivery_goes_on_there(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.begin(delivery, "telegram", NOW)
    await store.ledger.follow(delivery, "-200")
    ready = await store.ledger.ready("telegram", NOW, 10)
    assert [each.place.chat for each in ready] == ["-200"]


async def test_extras_are_no_occurrence_and_move_the_cursor(store: Store) -> None:
    added = await subscribed(store)
    for number in range(2):
        found = await store.subscriptions.find(added.id)
        assert found
        await store.ledger.add_extra(found, (f"key{number}",), Cursor(0, number, f"key{number}"), NOW)
    extras = await store.ledger.latest(added.id, 10)
    assert [(each.day, each.passages) for each in extras] == [(None, ("key1",)), (None, ("key0",))]
    assert await store.subscriptions.last_day(added.id) is None


async def test_a_date_left_out_is_recorded_and_not_owed_again(store: Store) -> None:
    from bot.calendar import occurrence

    added = await subscribed(store)
    assert added.next_day
    await store.ledger.leave_out(added, occurrence.following(added, added.next_day), "daily-skipped")
    found = await store.subscriptions.find(added.id)
    assert found
    assert found.next_due == NOW + DAY
    left = await store.ledger.on(added.id, NOW.date())
    assert left
    assert (left.state, left.error) == (State.SKIPPED, "daily-skipped")
    assert await store.planning.plan(NOW, 10, chosen) == 0


async def test_withdrawing_skips_what_waits(store: Store) -> None:
    delivery = await queued(store)
    await store.ledger.withdraw(delivery.subscription, "daily-ended", NOW)
    assert (await store.ledger.counts()) == {State.SKIPPED: 1}


async def test_a_delivery_carries_how_it_is_to_be_posted(store: Store) -> None:
    await store.places.remember(GROUP, language="de")
    delivery = await queued(store, wanted(silent=True))
    assert (delivery.place, delivery.zone, delivery.silent, delivery.language) == (GROUP, "Europe/Berlin", True, "de")
    assert delivery.day == NOW.date()


async def test_what_ended_because_its_place_was_gone_is_still_told_of(store: Store) -> None:
    delivery = await queued(store)
    assert await store.subscriptions.lost(GROUP) == []
    await store.ledger.gone(delivery, "gone-topic-deleted", NOW, standing=Standing.ENDED, detail="400")
    assert await store.subscriptions.of(GROUP) == []
    assert [(each.id, each.reason) for each in await store.subscriptions.lost(GROUP)] == [
        (delivery.subscription, "gone-topic-deleted")
    ]
