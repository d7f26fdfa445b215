"""Windows: a minute of one's own, evenly spread, and never moved by what the clocks do."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import occurrence, window
from bot.calendar.quiet import Quiet
from bot.calendar.subscription import Subscription
from bot.calendar.window import Window
from bot.chat import Place
from tests.calendar.test_occurrence import QUARTERS, ZONES


def spread(length: int, minute: int, at: time = time(7), zone: str = "Europe/Berlin") -> Subscription:
    return Subscription(Place("telegram", "1"), at, zone, window=Window(length, minute))


@given(first=st.integers(1, 2_000_000), chats=st.integers(60, 3000), length=st.integers(2, 720))
def test_chats_that_follow_one_another_are_spread_evenly(first: int, chats: int, length: int) -> None:
    counts = Counter(Window(length).of(number).minute for number in range(first, first + chats))
    fair = chats / length
    assert set(counts) <= set(range(length))
    assert max(counts.values()) <= fair + 3
    assert min(counts[minute] for minute in range(length)) >= fair - 3


def test_a_window_over_midnight_keeps_the_date_of_its_beginning() -> None:
    late = spread(60, 45, time(23, 30))
    assert window.between(time(23, 30), time(0, 30)) == 60
    assert late.window
    assert (late.window.end(late.at), late.window.own(late.at)) == (time(0, 30), time(0, 15))
    (each,) = occurrence.within(late, date(2026, 3, 2), 1)
    assert (each.day, each.at) == (date(2026, 3, 2), datetime(2026, 3, 2, 23, 15, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_clocks_within_a_window_bunches_nothing_up(day: date) -> None:
    found = [next(occurrence.since(spread(60, minute, time(2)), day)).at for minute in range(60)]
    assert found == [found[0] + timedelta(minutes=minute) for minute in range(60)]


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    at=st.sampled_from(QUARTERS),
    length=st.integers(2, 720),
    data=st.data(),
)
def test_a_window_has_one_occurrence_a_date_in_order_and_none_in_quiet_hours(
    zone: str, day: date, at: time, length: int, data: st.DataObject
) -> None:
    minute = data.draw(st.integers(0, length - 1))
    plain = Subscription(Place("telegram", "1"), at, zone)
    hours = data.draw(st.one_of(st.none(), st.builds(Quiet, st.sampled_from(QUARTERS), st.sampled_from(QUARTERS))))
    standing = replace(plain, window=Window(length, minute), quiet=hours)
    found = list(occurrence.within(standing, day, 8))
    assert [each.day for each in found] == [each.day for each in occurrence.within(plain, day, 8)]
    assert all(one.at <= other.at for one, other in pairwise(found))
    assert not any(hours.hold(each.local(standing.clock).time()) for each in found if hours)
