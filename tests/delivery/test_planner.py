"""The planner: due subscriptions get the right passage, once, also after an outage or a change of the library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.calendar import occurrence
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Subscription
from bot.delivery.decks import Decks
from bot.delivery.planner import Planner
from bot.library.passage import Passage
from bot.library.source import Source
from bot.library.work import Work
from bot.store.delivery import State
from bot.store.store import Store
from tests.store.samples import LATE, NOW, subscribed, wanted

DAY = timedelta(days=1)


@dataclass
class Shelf:
    """As much of a shelf as choosing needs."""

    passages: list[str] = field(default_factory=lambda: ["a", "b", "c"])
    calendar: dict[str, list[Passage]] = field(default_factory=dict)
    generation: int = 1
    reads: int = 0

    def keys(self, source: Source, *, postable: bool = False) -> Sequence[str]:
        assert postable
        self.reads += 1
        return [] if source.pack == "empty" else list(self.passages)

    def dated(self, day: str) -> list[Passage]:
        return self.calendar.get(day, [])

    def work(self, pack: str, work: str) -> Work:
        return Work(pack, work, "Entries", topics=("weather",), redistribute=work != "closed")


@dataclass
class Library:
    """A desk over it."""

    shelf: Shelf = field(default_factory=Shelf)

    async def ask(self, question: Callable):
        return question(self)


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def planner(store: Store, library: Library) -> Planner:
    return Planner(store, Decks(library), LATE)


async def posts(store: Store, subscription: Subscription) -> list[tuple[date | None, State, str]]:
    found = await store.ledger.latest(subscription.id, 100)
    return [(each.day, each.state, " ".join(each.passages)) for each in reversed(found)]


async def days(planner: Planner, count: int, start: datetime = NOW) -> None:
    for step in range(count):
        await planner.tick(start + step * DAY)


async def test_a_sequence_is_posted_in_order_day_by_day(store: Store, planner: Planner) -> None:
    added = await subscribed(store)
    await days(planner, 4)
    assert await posts(store, added) == [
        (date(2026, 3, 2), State.QUEUED, "a"),
        (date(2026, 3, 3), State.QUEUED, "b"),
        (date(2026, 3, 4), State.QUEUED, "c"),
        (date(2026, 3, 5), State.QUEUED, "a"),
    ]


async def test_ticking_often_plans_once(store: Store, planner: Planner) -> None:
    await subscribed(store)
    assert [await planner.tick(NOW + timedelta(seconds=step)) for step in range(5)] == [1, 0, 0, 0, 0]


async def test_a_restart_goes_on_where_the_cursor_stands(store: Store, library: Library) -> None:
    added = await subscribed(store)
    for step in range(3):
        await Planner(store, Decks(library), LATE).tick(NOW + step * DAY)
    assert [passage for _, _, passage in await posts(store, added)] == ["a", "b", "c"]


async def test_two_subscriptions_stand_each_at_their_own_place(store: Store, planner: Planner) -> None:
    early = await subscribed(store)
    await days(planner, 2)
    late = await subscribed(store, wanted(at="09:00"), NOW + DAY)
    await days(planner, 3, NOW + DAY + timedelta(hours=2))
    assert [passage for _, _, passage in await posts(store, early)] == ["a", "b", "c", "a"]
    assert [passage for _, _, passage in await posts(store, late)] == ["a", "b", "c"]


async def test_after_an_outage_what_is_too_late_is_recorded_and_costs_no_passage(
    store: Store, planner: Planner
) -> None:
    added = await subscribed(store)
    await planner.tick(NOW + 3 * DAY + timedelta(hours=1))
    assert await posts(store, added) == [
        (date(2026, 3, 2), State.SKIPPED, ""),
        (date(2026, 3, 3), State.SKIPPED, ""),
        (date(2026, 3, 4), State.SKIPPED, ""),
        (date(2026, 3, 5), State.QUEUED, "a"),
    ]


async def test_a_clock_set_back_by_hours_doubles_nothing_and_set_forward_again_loses_nothing(
    store: Store, planner: Planner
) -> None:
    added = await subscribed(store)
    for hours in (0, -5, 0, 3, -20, 24, 4, 24):
        await planner.tick(NOW + timedelta(hours=hours))
    assert [day for day, _, _ in await posts(store, added)] == [date(2026, 3, 2), date(2026, 3, 3)]


async def test_a_clock_that_was_days_ahead_has_skipped_nothing_once_it_is_put_right(
    store: Store, planner: Planner, caplog: pytest.LogCaptureFixture
) -> None:
    added = await subscribed(store)
    queued = await subscribed(store, wanted(at="07:15"), NOW - timedelta(minutes=15))
    await planner.tick(NOW - timedelta(minutes=15))
    ahead = NOW + 3 * DAY + timedelta(hours=7)
    await planner.tick(ahead)
    await store.ledger.expire("telegram", ahead)
    assert {state for _, state, _ in await posts(store, added)} == {State.SKIPPED}
    await planner.tick(NOW + timedelta(minutes=1))
    assert await posts(store, added) == [(date(2026, 3, 2), State.QUEUED, "a")]
    assert await posts(store, queued) == [(date(2026, 3, 2), State.QUEUED, "a")]
    assert "the clock was ahead" in caplog.text
    await days(planner, 3, NOW + DAY)
    assert [(day.day, passage) for day, _, passage in await posts(store, added)] == [
        (2, "a"),
        (3, "b"),
        (4, "c"),
        (5, "a"),
    ]


async def test_a_clock_put_right_by_a_restart_is_noticed_too(store: Store, library: Library) -> None:
    added = await subscribed(store)
    await Planner(store, Decks(library), LATE).tick(NOW + 2 * DAY + timedelta(hours=1))
    await Planner(store, Decks(library), LATE).tick(NOW + timedelta(minutes=1))
    found = await posts(store, added)
    assert (found[0], len(found)) == ((date(2026, 3, 2), State.QUEUED, "b"), 2)


async def test_what_a_clock_ahead_has_planned_is_not_planned_twice(store: Store, planner: Planner) -> None:
    added = await subscribed(store)
    await planner.tick(NOW + 2 * DAY)
    await days(planner, 3)
    assert [(day.day, state) for day, state, _ in await posts(store, added)] == [
        (2, State.QUEUED),
        (3, State.QUEUED),
        (4, State.QUEUED),
    ]


async def test_a_changed_time_posts_today_once(store: Store, planner: Planner) -> None:
    added = await subscribed(store)
    await planner.tick(NOW)
    changed = replace(added, at=wanted(at="09:00").at)
    last = await store.subscriptions.last_day(added.id)
    await store.subscriptions.change(changed, occurrence.changed(added, changed, NOW + timedelta(minutes=5), last=last))
    await planner.tick(NOW + timedelta(hours=2))
    assert len(await posts(store, added)) == 1
    await planner.tick(NOW + DAY + timedelta(hours=2))
    assert len(await posts(store, added)) == 2


async def test_what_is_late_is_not_posted_into_the_quiet_hours(store: Store, planner: Planner) -> None:
    added = await subscribed(store, wanted(at="20:00", quiet=Quiet(time(22), time(7))))
    assert added.next_due
    await planner.tick(added.next_due + timedelta(hours=2, minutes=1))
    assert [state for _, state, _ in await posts(store, added)] == [State.SKIPPED]
    await planner.tick(added.next_due + DAY + timedelta(hours=1))
    assert [state for _, state, _ in await posts(store, added)] == [State.SKIPPED, State.QUEUED]


async def test_a_reading_plan_goes_on_from_where_it_stood_after_what_was_skipped(
    store: Store, planner: Planner
) -> None:
    added = await subscribed(store, wanted(portion=2))
    await planner.tick(NOW)
    await planner.tick(NOW + 2 * DAY)
    assert await posts(store, added) == [
        (date(2026, 3, 2), State.QUEUED, "a b"),
        (date(2026, 3, 3), State.SKIPPED, ""),
        (date(2026, 3, 4), State.QUEUED, "c"),
    ]


async def test_a_source_with_nothing_to_post_is_recorded_as_failed(store: Store, planner: Planner) -> None:
    added = await subscribed(store, wanted(source=Source("empty")))
    await planner.tick(NOW)
    assert await posts(store, added) == [(date(2026, 3, 2), State.FAILED, "")]
    found = await store.subscriptions.find(added.id)
    assert found
    assert found.next_day == date(2026, 3, 3)


async def test_a_passage_taken_out_of_the_library_is_passed_over(
    store: Store, planner: Planner, library: Library
) -> None:
    added = await subscribed(store)
    await days(planner, 1)
    library.shelf.passages.remove("b")
    library.shelf.generation += 1
    await days(planner, 1, NOW + DAY)
    assert [passage for _, _, passage in await posts(store, added)] == ["a", "c"]


async def test_the_library_is_read_once_for_many(store: Store, planner: Planner, library: Library) -> None:
    for minute in range(20):
        await subscribed(store, wanted(at=f"07:{minute + 30}"))
    await planner.tick(NOW + timedelta(hours=1))
    assert library.shelf.reads == 1


async def test_a_shuffle_posts_everything_before_it_repeats(store: Store, planner: Planner) -> None:
    added = await subscribed(store, wanted(rotation=Rotation.SHUFFLE))
    await days(planner, 6)
    found = [passage for _, _, passage in await posts(store, added)]
    assert sorted(found[:3]) == sorted(found[3:]) == ["a", "b", "c"]


async def test_a_batch_may_name_more_sources_than_are_kept_at_hand(store: Store, planner: Planner) -> None:
    for number in range(70):
        await subscribed(store, wanted(source=Source(f"pack{number}")))
    assert await planner.tick(NOW) == 70


async def test_by_date_the_day_or_the_nearest_earlier_one_is_posted(
    store: Store, planner: Planner, library: Library
) -> None:
    library.shelf.calendar = {
        "03-02": [Passage("p", "open", "1", "Two"), Passage("p", "closed", "9", "Never")],
        "03-04": [Passage("p", "open", "2", "Four")],
    }
    added = await subscribed(store, wanted(rotation=Rotation.DATE))
    await days(planner, 3)
    two, four = (library.shelf.calendar[day][0].key for day in ("03-02", "03-04"))
    assert [passage for _, _, passage in await posts(store, added)] == [two, two, four]


async def test_by_date_only_the_source_asked_for_counts(store: Store, planner: Planner, library: Library) -> None:
    library.shelf.calendar = {"03-02": [Passage("p", "open", "1", "Two")]}
    wind = await subscribed(store, wanted(rotation=Rotation.DATE, source=Source(topic="wind")))
    weather = await subscribed(store, wanted(rotation=Rotation.DATE, source=Source("p", "open", "weather")))
    await planner.tick(NOW)
    assert [state for _, state, _ in await posts(store, wind)] == [State.FAILED]
    assert [state for _, state, _ in await posts(store, weather)] == [State.QUEUED]
