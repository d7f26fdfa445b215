"""The whole of it: an order, a minute that comes, a post on the platform; across a restart and a new tz database."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from benchmarks.material.crowd import gathered
from bot.calendar.subscription import Format
from bot.chat import Place, Reply
from bot.delivery.clock import Clock, utcnow
from bot.delivery.composer import Composer
from bot.delivery.deliveries import Deliveries, recalculate
from bot.delivery.editor import Editor
from bot.delivery.posting import Unpostable
from bot.library.source import Source
from bot.lookup.desk import Desk
from bot.reading.library import Library
from bot.roles import Role
from bot.store.delivery import Delivery, State
from bot.store.store import Store
from bot.store.trouble import Cause, DatabaseTrouble
from bot.wording.wording import Wording
from tests.conversations.core import PACKS
from tests.delivery.platform import Platform
from tests.store.samples import GROUP, NOW, subscribed, wanted

HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(tmp_path) -> AsyncIterator[Desk]:
    async with Desk.open(
        tmp_path / "library.sqlite", sorted(each for each in PACKS.iterdir() if each.is_dir())
    ) as opened:
        yield opened


@contextlib.asynccontextmanager
async def delivering(store: Store, desk: Desk, platform: Platform, now: datetime) -> AsyncIterator[Deliveries]:
    lateness = timedelta(hours=6)
    async with Deliveries(store, desk, Wording.load(), [platform], lateness=lateness, now=lambda: now) as opened:
        yield opened


async def test_an_order_is_posted_on_time_once_and_across_a_restart(store: Store, desk: Desk) -> None:
    added = await subscribed(store, wanted(GROUP, source=Source("shore")))
    platform = Platform(whole=True)
    async with delivering(store, desk, platform, NOW):
        await platform.reached(1)
    async with delivering(store, desk, platform, NOW + HOUR):
        await asyncio.sleep(0.05)
    async with delivering(store, desk, platform, NOW + 24 * HOUR):
        await platform.reached(2)
    found = await store.ledger.latest(added.id, 10)
    assert [(each.day, each.state) for each in reversed(found)] == [
        (date(2026, 3, 2), State.SENT),
        (date(2026, 3, 3), State.SENT),
    ]
    assert len({nonce for _, _, nonce in platform.posts}) == len(platform.posts) == 2
    assert platform.said[0].startswith("2 March 2026\n")


async def test_two_platforms_are_each_served_by_their_own_sender(store: Store, desk: Desk) -> None:
    await subscribed(store, wanted(GROUP))
    await subscribed(store, wanted(Place("discord", "5")))
    both = [Platform("telegram", whole=True), Platform("discord", whole=True)]
    async with Deliveries(store, desk, Wording.load(), both, lateness=6 * HOUR, now=lambda: NOW):
        await asyncio.gather(*(each.reached(1) for each in both))
    assert {place.platform for each in both for place, _, _ in each.posts} == {"telegram", "discord"}


def delivery(*passages: str, form: Format = Format.PASSAGE) -> Delivery:
    return Delivery(1, 1, GROUP, NOW.date(), NOW, NOW, NOW, "Europe/Berlin", passages, format=form)


async def key(desk: Desk) -> str:
    return await desk.ask(lambda lookup: lookup.shelf.keys(Source("almanac"))[0])


async def test_a_post_has_its_date_its_words_its_citation_and_where_to_go_on(desk: Desk) -> None:
    composer = Composer(Library(desk), Wording.load())
    reply = await composer.reply(delivery(await key(desk)))
    assert reply.text.plain.startswith("2 March 2026\n")
    assert "A Neighbour's Almanac" in reply.text.plain
    assert [each.command for each in reply.buttons[0]] == ["context", "discuss"]
    share, copied = reply.buttons[1]
    assert share.share == await key(desk)
    assert "A Neighbour's Almanac" in copied.copy


async def test_a_format_may_bring_the_question_after_or_before(desk: Desk) -> None:
    composer, first = Composer(Library(desk), Wording.load()), await key(desk)
    after = (await composer.reply(delivery(first, form=Format.PROMPTED))).text.plain
    before = (await composer.reply(delivery(first, form=Format.PROMPT_FIRST))).text.plain
    assert after.rstrip().endswith("?")
    assert before.splitlines()[1].endswith("?")


async def test_the_same_post_is_made_once_for_many_chats(desk: Desk) -> None:
    platform = Platform()
    editor, first = Editor(Library(desk), Wording.load(), platform), await key(desk)
    one = await editor.pieces(delivery(first))
    other = await editor.pieces(replace(delivery(first), id=2, place=Place("telegram", "9")))
    assert one is other


async def test_the_operator_is_told_how_long_what_comes_at_once_will_take(
    store: Store, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await gathered(store, 1501, 1501, NOW)
    planner = Deliveries(store, desk, Wording.load(), [], lateness=6 * HOUR, roles=frozenset({Role.PLAN}))
    with caplog.at_level(logging.INFO):
        await planner.tick(NOW)
    assert "telegram: what waits now holds 1501 chats = 2 minutes at the free limit (25 a second)" in caplog.text


@dataclass
class Counting(Platform):
    """Counts how often it is asked to cut a reply."""

    cuts: int = 0

    def split(self, reply: Reply) -> Sequence[Reply]:
        self.cuts += 1
        return super().split(reply)


async def test_a_passage_is_made_once_for_its_language_and_not_for_each_chat_that_asks_at_once(desk: Desk) -> None:
    platform, first = Counting(), delivery(await key(desk))
    editor = Editor(Library(desk), Wording.load(), platform)
    chats = [replace(first, id=number, place=Place("telegram", str(number))) for number in range(200)]
    some = [*chats, *(replace(each, language="de") for each in chats)]
    made = await asyncio.gather(*(editor.pieces(each) for each in some))
    assert platform.cuts == 2
    assert len({id(each) for each in made}) == 2


async def test_a_passage_that_left_the_library_cannot_be_posted(desk: Desk) -> None:
    editor = Editor(Library(desk), Wording.load(), Platform())
    with pytest.raises(Unpostable, match="passage-gone"):
        await editor.pieces(delivery("aaaaaaaaaaaa"))
    with pytest.raises(Unpostable, match="delivery-source-empty"):
        await editor.pieces(delivery())


async def test_a_new_tz_database_moves_what_is_still_to_come(store: Store) -> None:
    added = await subscribed(store)
    wrong = replace(added, next_due=None)
    await store.subscriptions.change(wrong, replace_due(added, HOUR))
    due = await subscribed(store, wanted(at="06:00"), NOW - 2 * HOUR)
    assert await recalculate(store, NOW) == 1
    moved = await store.subscriptions.find(added.id)
    kept = await store.subscriptions.find(due.id)
    assert moved
    assert kept
    assert (moved.next_due, kept.next_due) == (added.next_due, due.next_due)
    assert await recalculate(store, NOW) == 0


def replace_due(added, by: timedelta):
    from bot.calendar.occurrence import Occurrence

    return Occurrence(added.next_day, added.next_due + by)


async def test_the_clock_ticks_with_the_present_and_outlives_a_database_that_is_away(caplog) -> None:
    ticked: list[datetime] = []
    thrice = asyncio.Event()

    async def tick(now: datetime) -> None:
        ticked.append(now)
        if len(ticked) == 3:
            thrice.set()
        if len(ticked) < 3:
            raise DatabaseTrouble("state.sqlite", Cause.FULL)

    clock = Clock(tick, seconds=0.01)
    with caplog.at_level(logging.WARNING):
        clock.start()
        await asyncio.wait_for(thrice.wait(), 5)
        await clock.stop()
    assert ticked[0].utcoffset() == timedelta()
    assert caplog.text.count("no room left") == 1
    assert abs(utcnow() - ticked[-1]) < timedelta(seconds=5)


async def test_stopping_the_clock_lets_a_tick_under_way_come_to_its_end(caplog) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()
    gate = asyncio.Event()

    async def tick(now: datetime) -> None:
        begun.set()
        await gate.wait()
        ended.set()

    clock = Clock(tick, seconds=0.01)
    clock.start()
    await asyncio.wait_for(begun.wait(), 5)
    stopping = asyncio.create_task(clock.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    gate.set()
    await asyncio.wait_for(stopping, 5)
    assert ended.is_set()
    assert not caplog.text


async def test_a_bug_in_one_tick_is_not_the_last_of_all_ticks(caplog) -> None:
    again = asyncio.Event()
    ticked: list[datetime] = []

    async def tick(now: datetime) -> None:
        ticked.append(now)
        if len(ticked) == 1:
            raise ZeroDivisionError
        again.set()

    clock = Clock(tick, seconds=0.01)
    clock.start()
    await asyncio.wait_for(again.wait(), 5)
    await clock.stop()
    assert caplog.text.count("a tick failed") == 1
