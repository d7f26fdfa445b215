"""Bad days: clocks that jump, packs that go, a stop in the middle of it all; each with a plain sentence in the log."""

import contextlib
import logging
import re
import shutil
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Cursor, Rotation
from bot.calendar.window import Window
from bot.chat import Place
from bot.delivery.decks import Decks
from bot.delivery.deliveries import Deliveries
from bot.delivery.planner import Planner
from bot.library.source import Source
from bot.lookup.desk import Desk
from bot.store.delivery import State
from bot.store.store import Store, beside
from bot.wording.wording import Wording
from tests.conversations.core import PACKS
from tests.delivery.platform import Platform
from tests.delivery.test_planner import Library
from tests.store.samples import GROUP, LATE, NOW, subscribed, wanted

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def planner(store: Store) -> Planner:
    return Planner(store, Decks(Library()), LATE)


async def dates(store: Store, number: int) -> list[tuple[date | None, State]]:
    return [(each.day, each.state) for each in reversed(await store.ledger.latest(number, 50))]


@pytest.mark.parametrize("hours", [1, 5, 11, 25])
async def test_a_clock_put_back_by_hours_posts_nothing_twice(store, planner, caplog, hours: int) -> None:
    caplog.set_level(logging.WARNING)
    added = await subscribed(store)
    for moment in (NOW, NOW - hours * HOUR, NOW, NOW + HOUR, NOW + DAY):
        await planner.tick(moment)
    assert await dates(store, added.id) == [(date(2026, 3, 2), State.QUEUED), (date(2026, 3, 3), State.QUEUED)]
    assert f"the clock was put back by {hours * HOUR}" in caplog.text
    assert "what was posted by then is not posted again" in caplog.text


@pytest.mark.parametrize("hours", [1, 5, 7, 30])
async def test_a_clock_that_jumps_ahead_by_hours_loses_no_date_silently(store, planner, caplog, hours: int) -> None:
    caplog.set_level(logging.WARNING)
    added = await subscribed(store)
    await planner.tick(NOW - HOUR)
    await planner.tick(NOW - timedelta(minutes=1) + hours * HOUR)
    for step in range(1, 4):
        await planner.tick(NOW + step * DAY + 8 * HOUR)
    found = await dates(store, added.id)
    assert [day for day, _ in found] == [date(2026, 3, 2) + step * DAY for step in range(len(found))]
    assert found[0][1] is (State.QUEUED if hours < 7 else State.SKIPPED)
    assert "this machine slept or its clock went ahead by" in caplog.text


async def test_what_an_outage_has_cost_is_told_in_one_line(store, planner, caplog) -> None:
    caplog.set_level(logging.WARNING)
    for minute in range(20):
        await subscribed(store, wanted(at=f"07:{minute + 30}"))
    await planner.tick(NOW + DAY + HOUR)
    assert caplog.text.count("the bot was away: 20 dates were too late and are skipped") == 1
    await planner.tick(NOW + DAY + 2 * HOUR)
    assert caplog.text.count("the bot was away") == 1


async def test_windows_that_end_at_one_minute_part_again_on_the_next_day(store, planner) -> None:
    """Quiet hours bring many minutes together; what is decided for all alike must not make them one."""
    hushed = {"window": Window(60), "quiet": Quiet(time(7), time(8))}
    added = [await subscribed(store, wanted(Place("telegram", str(each)), **hushed)) for each in range(12)]
    assert len({each.next_due for each in added}) < len(added)
    await planner.tick(NOW + 3 * HOUR)
    for each in added:
        found = await store.subscriptions.find(each.id)
        assert found
        assert found.window == each.window
        assert found.next_due == each.next_due + DAY
    assert await store.ledger.counts() == {State.QUEUED: 12}


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The packs of the tests, in a folder from which some may be deleted."""
    return Path(shutil.copytree(PACKS, tmp_path / "packs"))


@pytest.fixture
async def desk(tmp_path: Path, packs: Path) -> AsyncIterator[Desk]:
    async with Desk.open(tmp_path / "library.sqlite", [packs / "almanac", packs / "shore"]) as opened:
        yield opened


@pytest.fixture
async def lone(tmp_path: Path) -> AsyncIterator[Store]:
    """A state of one process: what the library does is the same for all."""
    async with Store.open(beside(tmp_path)) as opened:
        yield opened


async def once(store: Store, desk: Desk, platform: Platform, now: datetime) -> None:
    deliveries = Deliveries(store, desk, Wording.load(), [platform], lateness=LATE, now=lambda: now)
    await deliveries.tick(now)
    for each in deliveries.senders:
        await each.drain()


async def test_a_pack_deleted_under_a_plan_is_recorded_told_and_goes_on_when_it_is_back(
    lone, desk, packs, tmp_path, caplog
) -> None:
    store = lone
    added = await subscribed(store, wanted(source=Source("shore")))
    platform = Platform(whole=True)
    await once(store, desk, platform, NOW)
    async with Desk.open(tmp_path / "without.sqlite", [packs / "almanac"]) as without:
        await once(store, without, platform, NOW + DAY)
    assert await dates(store, added.id) == [(date(2026, 3, 2), State.SENT), (date(2026, 3, 3), State.FAILED)]
    assert "pack shore has nothing that may be posted: put it back" in caplog.text
    await once(store, desk, platform, NOW + 2 * DAY)
    assert len(platform.posts) == 2
    assert platform.said[0] != platform.said[1]


async def test_a_passage_deleted_between_plan_and_post_fails_alone_and_says_so(lone, desk, packs, tmp_path, caplog):
    store = lone
    mine = await subscribed(store, wanted(source=Source("shore")))
    other = await subscribed(store, wanted(Place("telegram", "7"), source=Source("almanac")))
    await Planner(store, Decks(desk), LATE).tick(NOW)
    platform = Platform(whole=True)
    async with Desk.open(tmp_path / "without.sqlite", [packs / "almanac"]) as without:
        await once(store, without, platform, NOW + timedelta(seconds=5))
    assert await dates(store, mine.id) == [(date(2026, 3, 2), State.FAILED)]
    assert await dates(store, other.id) == [(date(2026, 3, 2), State.SENT)]
    assert (await store.ledger.latest(mine.id))[0].error == "passage-gone"
    assert "a passage that it names is no longer in the library" in caplog.text


@contextlib.asynccontextmanager
async def without(packs: Path, verses: str) -> AsyncIterator[Desk]:
    """The library once some verses of the Book of Tides were taken out of it."""
    file = packs / "shore" / "tides.jsonl"
    kept = [each for each in file.read_text(encoding="utf-8").splitlines() if not re.search(verses, each)]
    file.write_text("\n".join(kept), encoding="utf-8")
    async with Desk.open(packs.parent / "without.sqlite", [packs / "shore"]) as opened:
        yield opened


TIDES = Source("shore", "tides")


async def test_in_place_of_a_passage_deleted_after_its_plan_goes_the_next_and_none_comes_twice(lone, desk, packs):
    mine = await subscribed(lone, wanted(source=TIDES))
    platform = Platform(whole=True)
    await Planner(lone, Decks(desk), LATE).tick(NOW)
    async with without(packs, "Tides 1:1") as fewer:
        for days in range(3):
            await once(lone, fewer, platform, NOW + days * DAY)
    assert await dates(lone, mine.id) == [(date(2026, 3, day), State.SENT) for day in (2, 3, 4)]
    for post, verse in zip(platform.said, ("1:2", "1:3", "1:4"), strict=True):
        assert f"Tides {verse}" in post


async def test_of_several_passages_one_of_which_was_deleted_the_others_are_posted(lone, desk, packs) -> None:
    mine = await subscribed(lone, wanted(source=TIDES, portion=3))
    platform = Platform(whole=True)
    await Planner(lone, Decks(desk), LATE).tick(NOW)
    async with without(packs, "Tides 1:3") as fewer:
        for days in range(2):
            await once(lone, fewer, platform, NOW + days * DAY)
    found = await lone.ledger.latest(mine.id, 2)
    assert [len(each.passages) for each in found] == [3, 2]
    assert "Tides 1:1-2" in platform.said[0]
    assert "Tides 1:4" in platform.said[1]


@pytest.mark.parametrize("rotation", [Rotation.SHUFFLE, Rotation.SEQUENCE])
async def test_a_shuffled_order_too_goes_on_with_what_it_has_not_posted(lone, desk, packs, rotation) -> None:
    mine = await subscribed(lone, wanted(source=TIDES, rotation=rotation))
    await Planner(lone, Decks(desk), LATE).tick(NOW)
    planned = (await lone.ledger.latest(mine.id))[0].passages[0]
    named = await desk.ask(lambda lookup: lookup.shelf.passage(planned).locator)
    platform = Platform(whole=True)
    async with without(packs, f'"{named}"') as fewer:
        for days in range(20):
            await once(lone, fewer, platform, NOW + days * DAY)
    posted = [each.passages[0] for each in await lone.ledger.latest(mine.id, 20)]
    assert planned not in posted
    assert len(set(posted)) == 20


async def test_what_was_begun_is_not_exchanged_and_a_moved_cursor_stays(store, desk, packs) -> None:
    mine = await subscribed(store, wanted(source=TIDES))
    await Planner(store, Decks(desk), LATE).tick(NOW)
    planned = (await store.ledger.latest(mine.id))[0]
    elsewhere = Cursor(7, 7, "other")
    assert not await store.ledger.exchange(planned, ["x"], onward=(elsewhere, Cursor(1, 1, "x")))
    stands = (await store.subscriptions.find(mine.id)).cursor
    assert await store.ledger.begin(planned, "telegram", NOW)
    assert not await store.ledger.exchange(planned, ["x"], onward=(stands, Cursor(1, 1, "x")))
    assert (await store.ledger.latest(mine.id))[0].passages == planned.passages
    assert (await store.subscriptions.find(mine.id)).cursor == stands


async def test_a_restart_in_the_middle_of_a_broadcast_sends_the_rest_once(store, desk, caplog) -> None:
    caplog.set_level(logging.INFO)
    for chat in range(1, 61):
        await subscribed(store, wanted(Place("telegram", str(chat), private=True), source=Source("shore")))
    platform = Platform(whole=True)
    async with Deliveries(store, desk, Wording.load(), [platform], lateness=LATE, now=lambda: NOW):
        await platform.reached(8)
    before = len(platform.posts)
    assert before < 60
    async with Deliveries(store, desk, Wording.load(), [platform], lateness=LATE, now=lambda: NOW + HOUR):
        await platform.reached(60)
    assert f"{60 - before} deliveries wait from before: they go out now" in caplog.text
    assert sorted(int(place.chat) for place, _, _ in platform.posts) == list(range(1, 61))
    assert await store.ledger.counts() == {State.SENT: 60}
    assert GROUP.chat not in {place.chat for place, _, _ in platform.posts}
