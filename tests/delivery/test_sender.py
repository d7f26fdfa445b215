"""The sender: whatever the platform says, nothing is posted twice and nothing is forgotten."""

import asyncio
from datetime import timedelta

import pytest

from bot.calendar.subscription import Standing
from bot.chat import Ambiguous, Gone, Place, TryLater
from bot.delivery.conduct import conduct
from bot.delivery.nonce import LONGEST, nonce
from bot.delivery.pace import Pace
from bot.delivery.posting import Posting, Unpostable
from bot.delivery.sender import Sender
from bot.store.delivery import Delivery, State
from bot.store.store import Store
from bot.store.trouble import Cause, DatabaseTrouble
from tests.delivery.platform import Platform, reply
from tests.store.samples import again, queued, wanted

GROUP = Place("telegram", "-100")
CHANNEL = Place("discord", "5")


class Sending:
    """A sender on a platform that does as it is told."""

    def __init__(
        self, store: Store, *, platform: str = "telegram", parts: int = 1, at_least_once: bool = False
    ) -> None:
        self.platform = Platform(platform)
        self.time = self.platform.time
        self.parts = parts
        rules = conduct(platform, at_least_once=at_least_once)
        pace = Pace(rules.limits, self.time, self.time.sleep)
        self.posting = Posting(store.ledger, self.platform, self.pieces, rules, pace, self.time.now, seat=platform)
        self.sender = Sender(store, self.posting)
        self.store = store

    async def pieces(self, delivery: Delivery):
        return self.platform.split(reply(*(f"{delivery.passages[0]}.{part}" for part in range(self.parts))))

    async def drain(self, *answers: Exception | str) -> None:
        self.platform.answers.extend(answers)
        await self.sender.drain()


@pytest.fixture
def sending(store: Store) -> Sending:
    return Sending(store)


async def test_a_delivery_is_posted_once_and_its_message_kept(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    await sending.drain()
    await sending.drain()
    sent = await again(store, delivery)
    assert sending.platform.said == ["key0.0"]
    assert (sent.state, sent.message_ids, sent.next_part, sent.attempt) == (State.SENT, ("1",), 1, 1)


async def test_the_parts_of_one_passage_keep_their_order_and_their_distance(store: Store) -> None:
    sending = Sending(store, parts=3)
    delivery = await queued(store, wanted(GROUP))
    await sending.drain()
    assert sending.platform.said == ["key0.0", "key0.1", "key0.2"]
    assert (await again(store, delivery)).message_ids == ("1", "2", "3")
    assert len({each for _, _, each in sending.platform.posts}) == 3
    first, second, third = sending.platform.times
    assert second - first >= 1
    assert third - second >= 1


async def test_two_passages_for_one_chat_do_not_mix_their_parts(store: Store) -> None:
    sending = Sending(store, parts=2)
    await queued(store, wanted(GROUP, source=wanted().source))
    await queued(store, wanted(GROUP, silent=True))
    await sending.drain()
    assert sending.platform.said == ["key0.0", "key0.1"] * 2
    assert len({each for _, _, each in sending.platform.posts}) == 4


async def test_a_passage_cut_off_after_a_part_goes_on_with_the_next(store: Store) -> None:
    sending = Sending(store, parts=3)
    delivery = await queued(store, wanted(GROUP))
    await sending.drain("a", TryLater(30))
    assert (await again(store, delivery)).next_part == 1
    sending.time.seconds += 90
    await sending.drain()
    assert sending.platform.said == ["key0.0", "key0.1", "key0.2"]


async def test_an_ambiguous_answer_is_unknown_on_telegram_and_never_repeated(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    await sending.drain(Ambiguous("read timed out"))
    await sending.drain()
    unknown = await again(store, delivery)
    assert (unknown.state, unknown.error, sending.platform.said) == (State.UNKNOWN, "read timed out", [])


async def test_an_ambiguous_answer_is_repeated_where_the_operator_chose_so_but_not_for_ever(store: Store) -> None:
    sending = Sending(store, at_least_once=True)
    delivery = await queued(store, wanted(GROUP))
    for _ in range(8):
        await sending.drain(Ambiguous("read timed out"))
        sending.time.seconds += 90
        sending.platform.answers.clear()
    assert (await again(store, delivery)).state is State.SENT or (await again(store, delivery)).attempt == 6


async def test_discord_is_asked_again_with_the_same_nonce(store: Store) -> None:
    sending = Sending(store, platform="discord")
    seen: list[str] = []
    plain = sending.platform.post

    async def post(place, piece, name):
        seen.append(name)
        return await plain(place, piece, name)

    sending.platform.post = post
    delivery = await queued(store, wanted(CHANNEL))
    await sending.drain(Ambiguous("502", resendable=True))
    sending.time.seconds += 5
    await sending.drain()
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert (await again(store, delivery)).state is State.SENT


async def test_discord_is_not_asked_again_when_the_nonce_may_be_forgotten(store: Store) -> None:
    sending = Sending(store, platform="discord")
    delivery = await queued(store, wanted(CHANNEL))
    await sending.drain(Ambiguous("502", resendable=True))
    sending.time.seconds += 121
    await sending.drain()
    assert ((await again(store, delivery)).state, sending.platform.said) == (State.UNKNOWN, [])


async def test_what_discord_cannot_recognise_is_unknown_at_once(store: Store) -> None:
    sending = Sending(store, platform="discord")
    delivery = await queued(store, wanted(CHANNEL))
    await sending.drain(Ambiguous("502 from a forum"))
    assert (await again(store, delivery)).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("forum", "minutes", "state"),
    [(False, 1, State.QUEUED), (True, 1, State.UNKNOWN), (False, 3, State.UNKNOWN), (False, -30, State.UNKNOWN)],
)
async def test_what_a_dead_process_left_is_posted_again_only_where_a_nonce_surely_keeps_a_double_away(
    store: Store, forum: bool, minutes: int, state: State
) -> None:
    sending = Sending(store, platform="discord")
    sending.platform.forums = {CHANNEL} if forum else set()
    delivery = await queued(store, wanted(CHANNEL))
    await store.ledger.begin(delivery, "discord", sending.time.now())
    sending.time.seconds = 60 * minutes
    await sending.sender.settle()
    assert (await again(store, delivery)).state is state


async def test_settling_always_queues_again_where_the_operator_prefers_doubles(store: Store) -> None:
    sending = Sending(store, at_least_once=True)
    delivery = await queued(store, wanted(GROUP))
    await store.ledger.begin(delivery, "telegram", sending.time.now())
    sending.time.seconds = 3600
    await sending.sender.settle()
    assert (await again(store, delivery)).state is State.QUEUED


async def test_a_chat_that_is_gone_ends_its_subscription_with_the_reason(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    await sending.drain(Gone("gone-deactivated", detail="user is deactivated"))
    ended = await store.subscriptions.find(delivery.subscription)
    assert ended
    assert (ended.standing, ended.reason) == (Standing.ENDED, "gone-deactivated")
    assert (await again(store, delivery)).state is State.FAILED


async def test_what_an_admin_can_mend_only_pauses(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    await sending.drain(Gone("gone-topic-closed", mendable=True))
    paused = await store.subscriptions.find(delivery.subscription)
    assert paused
    assert (paused.standing, paused.reason) == (Standing.PAUSED, "gone-topic-closed")


async def test_a_chat_that_moved_is_followed_and_gets_its_passage(store: Store, sending: Sending) -> None:
    await queued(store, wanted(GROUP))
    await sending.drain(Gone("gone-moved", to="-200"))
    assert [place.chat for place, _, _ in sending.platform.posts] == ["-200"]


async def test_a_platform_that_asks_to_wait_is_obeyed_everywhere(store: Store, sending: Sending) -> None:
    await queued(store, wanted(GROUP))
    await sending.drain(TryLater(17, everywhere=True))
    for chat in range(3):
        await queued(store, wanted(Place("telegram", str(chat), private=True)))
    await sending.drain()
    assert len(sending.platform.said) >= 3
    assert min(sending.platform.times) >= 17


async def test_a_post_that_was_begun_while_the_platform_asked_to_wait_is_taken_back(
    store: Store, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, plain = await queued(store, wanted(GROUP)), store.ledger.begin

    async def begin(*given):
        begun = await plain(*given)
        monkeypatch.setattr(store.ledger, "begin", plain)
        sending.posting.pace.halt(30)
        return begun

    monkeypatch.setattr(store.ledger, "begin", begin)
    await sending.drain()
    assert [each >= 30 for each in sending.platform.times] == [True]
    assert (await again(store, delivery)).state is State.SENT


async def test_what_waits_in_memory_beyond_its_deadline_is_not_posted(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    sending.posting.pace.hold(GROUP, 4)
    plain = sending.time.sleep

    async def sleep(seconds: float) -> None:
        await plain(seconds + 6 * 3600)

    sending.posting.pace.sleep = sleep
    await sending.drain()
    late = await again(store, delivery)
    assert (late.state, late.error, sending.platform.said) == (State.SKIPPED, "delivery-late", [])


async def test_a_place_that_asks_to_wait_holds_up_nobody_else(store: Store, sending: Sending) -> None:
    slow = await queued(store, wanted(GROUP))
    await sending.drain(TryLater(60))
    await queued(store, wanted(Place("telegram", "2", private=True)))
    await sending.drain()
    assert len(sending.platform.said) == 1
    assert sending.platform.times[0] < 2
    assert (await again(store, slow)).state is State.QUEUED
    sending.time.seconds += 60
    await sending.drain()
    assert (await again(store, slow)).state is State.SENT


async def test_what_waits_beyond_its_deadline_is_skipped_not_flooded(store: Store, sending: Sending) -> None:
    delivery = await queued(store, wanted(GROUP))
    sending.time.seconds = timedelta(hours=6, seconds=1).total_seconds()
    await sending.drain()
    late = await again(store, delivery)
    assert (late.state, late.error, sending.platform.said) == (State.SKIPPED, "delivery-late", [])


async def test_a_group_gets_no_more_than_twenty_a_minute_and_the_rest_goes_back_to_the_ledger(store: Store) -> None:
    sending = Sending(store)
    for number in range(25):
        await queued(store, wanted(GROUP, silent=bool(number % 2)))
    await sending.drain()
    assert len(sending.platform.posts) == 20
    assert (await store.ledger.counts()) == {State.SENT: 20, State.QUEUED: 5}
    sending.time.seconds += 61
    await sending.drain()
    assert len(sending.platform.posts) == 25


async def test_a_delivery_that_cannot_be_made_fails_with_its_reason(store: Store, sending: Sending) -> None:
    async def pieces(_: Delivery):
        raise Unpostable("passage-gone")

    sending.posting.pieces = pieces
    delivery = await queued(store, wanted(GROUP))
    await sending.drain()
    failed = await again(store, delivery)
    assert (failed.state, failed.error) == (State.FAILED, "passage-gone")


async def test_a_bug_in_one_delivery_stops_no_other(store: Store, sending: Sending, caplog) -> None:
    await queued(store, wanted(GROUP))
    await queued(store, wanted(Place("telegram", "2", private=True)))
    await sending.drain(ZeroDivisionError("ours"))
    assert await store.ledger.counts() == {State.UNKNOWN: 1, State.SENT: 1}
    assert "ours" in caplog.text


async def test_a_bug_while_making_a_delivery_fails_it(store: Store, sending: Sending, caplog) -> None:
    async def pieces(_: Delivery):
        raise ZeroDivisionError

    sending.posting.pieces = pieces
    delivery = await queued(store, wanted(GROUP))
    await sending.drain()
    assert (await again(store, delivery)).state is State.FAILED


async def test_a_posting_that_arrived_is_written_down_however_long_the_database_is_away(
    store: Store, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = await queued(store, wanted(GROUP))
    plain, away = store.ledger.sent, [True] * 5

    async def sent(*given):
        if away:
            away.pop()
            raise DatabaseTrouble("state", Cause.FULL)
        await plain(*given)

    monkeypatch.setattr(store.ledger, "sent", sent)
    await sending.drain()
    assert (await again(store, delivery)).state is State.SENT
    assert sending.platform.said == ["key0.0"]


async def test_a_begin_whose_answer_was_lost_is_taken_back_and_tried_again(
    store: Store, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = await queued(store, wanted(GROUP))
    plain, lost = store.ledger.begin, [True]

    async def begin(*given):
        done = await plain(*given)
        if lost:
            lost.pop()
            raise DatabaseTrouble("state", Cause.UNREACHABLE)
        return done

    monkeypatch.setattr(store.ledger, "begin", begin)
    await sending.drain()
    assert sending.platform.said == ["key0.0"]
    assert (await again(store, delivery)).state is State.SENT


async def test_a_sender_takes_over_what_a_dead_one_left(store: Store, sending: Sending) -> None:
    cut_off = await queued(store, wanted(GROUP))
    await store.ledger.begin(cut_off, "telegram", sending.time.now())
    await queued(store, wanted(Place("telegram", "2", private=True)))
    running = asyncio.create_task(sending.sender.run())
    await sending.platform.reached(1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (await again(store, cut_off)).state is State.UNKNOWN
    assert len(sending.platform.said) == 1


async def test_a_second_process_does_not_send_while_the_first_lives(store: Store) -> None:
    async with store.seats.take("telegram") as seat:
        assert seat
        second = Sending(store)
        await queued(store, wanted(GROUP))
        running = asyncio.create_task(second.sender.run())
        for _ in range(50):
            await asyncio.sleep(0)
        assert not second.sender.seated
        assert second.platform.said == []
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_an_ordered_stop_lets_a_post_come_to_its_end(store: Store) -> None:
    sending = Sending(store)
    asked, answer = asyncio.Event(), asyncio.Event()

    async def post(place, piece, name):
        asked.set()
        await answer.wait()
        return "77"

    sending.platform.post = post
    delivery = await queued(store, wanted(GROUP))
    running = asyncio.create_task(sending.sender.run())
    await asked.wait()
    running.cancel()
    await asyncio.sleep(0)
    answer.set()
    await asyncio.gather(running, return_exceptions=True)
    sent = await again(store, delivery)
    assert (sent.state, sent.message_ids) == (State.SENT, ("77",))


async def test_a_nonce_is_short_and_its_own_for_every_part(store: Store) -> None:
    from dataclasses import replace

    delivery = await queued(store, wanted(GROUP))
    names = {nonce(replace(delivery, id=number, next_part=part)) for number in range(50) for part in range(4)}
    assert len(names) == 200
    assert max(map(len, names)) <= LONGEST
    assert nonce(delivery) == nonce(replace(delivery, attempt=5, error="x"))


async def test_a_sender_that_is_woken_and_stopped_at_once_stops(store: Store, sending: Sending) -> None:
    pausing = asyncio.create_task(sending.sender._pause())
    await asyncio.sleep(0)
    sending.sender.wake()
    pausing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pausing
