"""A new tz database: what is still to come is reckoned anew, what was planned stays, no date is doubled or lost."""

import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.calendar import zones
from bot.calendar.occurrence import Occurrence
from bot.calendar.quiet import Quiet
from bot.calendar.window import Window
from bot.delivery.decks import Decks
from bot.delivery.deliveries import recalculate
from bot.delivery.planner import Planner
from bot.store.store import Store
from tests.delivery.test_planner import Library
from tests.store.samples import LATE, NOW, subscribed, wanted

DAY = timedelta(days=1)
Release = Callable[[str, str], None]


@pytest.fixture
def release(tmp_path: Path) -> Iterator[Release]:
    """Bring out a tz database, by its version, in which Berlin keeps the clocks of another city."""

    def out(version: str, city: str) -> None:
        folder = tmp_path / version
        (folder / "Europe").mkdir(parents=True)
        (folder / "tzdata.zi").write_text(f"# version {version}\n")
        rules = files("tzdata").joinpath("zoneinfo", *city.split("/")).read_bytes()
        (folder / "Europe" / "Berlin").write_bytes(rules)
        zoneinfo.reset_tzpath([str(folder)])
        zoneinfo.ZoneInfo.clear_cache()

    before = zoneinfo.TZPATH
    yield out
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


async def due(store: Store, number: int) -> tuple[date | None, datetime | None]:
    found = await store.subscriptions.find(number)
    assert found
    return found.next_day, found.next_due


async def test_what_is_still_to_come_moves_with_the_rules(store: Store, release: Release) -> None:
    release("2098a", "Europe/Berlin")
    assert await recalculate(store, NOW) == 0
    plain = await subscribed(store, wanted(at="09:00"))
    window = await subscribed(store, wanted(at="09:00", window=Window(60)))
    quiet = await subscribed(store, wanted(at="09:00", quiet=Quiet(time(8), time(10))))
    other = await subscribed(store, wanted(at="09:00", zone="Asia/Tokyo"))
    tokyo = await due(store, other.id)
    release("2098b", "Europe/Lisbon")
    assert "2098b" in zones.version()
    assert await recalculate(store, NOW) == 3
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert window.window
    assert await due(store, plain.id) == (nine.date(), nine)
    assert await due(store, window.id) == (nine.date(), nine + window.window.wait)
    assert await due(store, quiet.id) == (nine.date(), nine + timedelta(hours=1))
    assert await due(store, other.id) == tokyo
    assert await recalculate(store, NOW) == 0


async def test_a_date_that_was_planned_by_the_old_rules_gets_no_second_post_and_the_next_none_too_few(
    store: Store, release: Release
) -> None:
    release("2098a", "Europe/Berlin")
    await recalculate(store, NOW)
    added = await subscribed(store)
    planner = Planner(store, Decks(Library()), LATE)
    await planner.tick(NOW)
    for version, city in (("2098b", "America/New_York"), ("2098c", "Asia/Tokyo"), ("2098d", "Europe/Berlin")):
        release(version, city)
        await recalculate(store, NOW + timedelta(minutes=1))
        await planner.tick(NOW + timedelta(hours=8))
    for step in range(16):
        await planner.tick(NOW + DAY + step * timedelta(hours=6))
    found = [each.day for each in reversed(await store.ledger.latest(added.id, 20))]
    assert len(set(found)) == len(found)
    assert found == [date(2026, 3, 2) + step * DAY for step in range(len(found))]


async def test_one_that_is_planned_while_it_is_reckoned_keeps_what_the_planner_gave_it(store: Store) -> None:
    added = await subscribed(store)
    stale = await store.subscriptions.find(added.id)
    assert stale
    await Planner(store, Decks(Library()), LATE).tick(NOW)
    planned = await due(store, added.id)
    await store.subscriptions.reckon({stale: Occurrence(NOW.date(), NOW - DAY)})
    assert await due(store, added.id) == planned


async def test_thousands_are_reckoned_in_few_transactions(store: Store, release: Release) -> None:
    release("2098a", "Europe/Berlin")
    await recalculate(store, NOW)
    for minute in range(30):
        await subscribed(store, wanted(at=f"09:{minute:02}"))
    release("2098b", "Europe/Lisbon")
    writes: list[object] = []
    writing = store.database.writing
    store.database.writing = lambda: writes.append(None) or writing()
    assert await recalculate(store, NOW) == 30
    assert len(writes) == 2
