"""Exactly one occurrence of each due local date, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import localtime, occurrence
from bot.calendar.days import WEEKDAYS, Days
from bot.calendar.quiet import Quiet
from bot.calendar.subscription import Subscription
from bot.calendar.window import Window
from bot.chat import Place
from tests.calendar import clocks

PLACE = Place("telegram", "1")
DAY = timedelta(days=1)
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
WINDOWS = st.one_of(st.none(), st.integers(0, 699).map(lambda minute: Window(700, minute)))
ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def subscription(at: str = "07:30", zone: str = "Europe/Berlin", **fields: object) -> Subscription:
    return replace(Subscription(PLACE, time.fromisoformat(at), zone), **fields)  # type: ignore[arg-type]


def owed(standing: Subscription, now: datetime, last: date | None) -> occurrence.Occurrence:
    """What is due after a change of something that was due on 2 March."""
    found = occurrence.changed(replace(standing, next_day=date(2026, 3, 2)), standing, now, last=last)
    assert found
    return found


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def transitions(zone: ZoneInfo, start: datetime, end: datetime) -> set[date]:
    """Local dates around each change of offset, found day by day."""
    found: set[date] = set()
    while start < end:
        if start.astimezone(zone).utcoffset() != (start + DAY).astimezone(zone).utcoffset():
            day = start.astimezone(zone).date()
            found |= {day, day + DAY}
        start += DAY
    return found


def own_rules() -> list[str]:
    """The zones without those that are another name for one of them."""
    by_rules = {files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes(): name for name in ZONES}
    return sorted(by_rules.values())


def check(zone: ZoneInfo, days: set[date], at: time) -> None:
    standing = subscription(at.isoformat(), zone.key)
    for day in days:
        each = next(occurrence.since(standing, day))
        shown = each.local(zone).replace(tzinfo=None)
        wanted = datetime.combine(day, at)
        if each.day != day:
            assert localtime.instant(day, at, zone) is None
        elif shown != wanted:
            assert shown > wanted
            assert (each.at - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None) < wanted
        else:
            earlier = [each.at - timedelta(minutes=back) for back in (15, 30, 45, 60, 90, 120)]
            assert all(other.astimezone(zone).replace(tzinfo=None) != wanted for other in earlier)


@pytest.mark.parametrize("part", range(8))
def test_every_zone_and_quarter_hour_has_one_occurrence_a_date_around_every_transition(part: int) -> None:
    start, end = utc("2026-01-01"), utc("2028-01-01")
    for name in own_rules()[part::8]:
        zone = ZoneInfo(name)
        days = transitions(zone, start, end)
        if days:
            for at in QUARTERS:
                check(zone, days, at)


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata"]
)
def test_two_years_have_each_date_once_and_in_order(zone: str) -> None:
    for at in QUARTERS[::5]:
        found = list(occurrence.within(subscription(at.isoformat(), zone), date(2026, 1, 1), 730))
        assert [each.day for each in found] == [date(2026, 1, 1) + step * DAY for step in range(730)]
        assert all(one.at < other.at for one, other in pairwise(found))


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(1971, 1, 1), date(2060, 1, 1)),
    at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
)
def test_a_walk_by_following_visits_every_existing_date_once(zone: str, day: date, at: time) -> None:
    standing = subscription(at.isoformat(), zone)
    walked = [day]
    for _ in range(10):
        each = occurrence.following(standing, walked[-1])
        assert each is not None
        walked.append(each.day)
    missing = {day + step * DAY for step in range((walked[-1] - day).days)} - set(walked)
    assert all(localtime.instant(each, time(12), ZoneInfo(zone)) is None for each in missing)


def test_the_skipped_day_of_apia_is_nobodys() -> None:
    found = list(occurrence.within(subscription(zone="Pacific/Apia"), date(2011, 12, 28), 5))
    assert [each.day.day for each in found] == [28, 29, 31, 1]


def test_a_new_subscription_begins_today_while_its_minute_lasts() -> None:
    assert occurrence.first(subscription(), utc("2026-03-02T06:30:59")).day == date(2026, 3, 2)
    assert occurrence.first(subscription(), utc("2026-03-02T06:31:00")).day == date(2026, 3, 3)


def test_a_changed_time_owes_today_unless_today_was_planned() -> None:
    now = utc("2026-03-02T09:00")
    assert owed(subscription(), now, None).day == date(2026, 3, 2)
    assert owed(subscription(), now, date(2026, 3, 1)).day == date(2026, 3, 2)
    assert occurrence.changed(subscription(), subscription(), now, last=None).day == date(2026, 3, 3)
    assert owed(subscription(), now, date(2026, 3, 2)).day == date(2026, 3, 3)


def test_a_zone_changed_westwards_does_not_double_the_date() -> None:
    now = utc("2026-03-01T20:00")
    moved = subscription(zone="America/Los_Angeles")
    assert owed(moved, now, date(2026, 3, 2)).day == date(2026, 3, 3)


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    at=st.sampled_from(QUARTERS),
    start=st.sampled_from(QUARTERS),
    end=st.sampled_from(QUARTERS),
)
def test_nothing_is_due_in_quiet_hours_and_no_date_is_lost_to_them(
    zone: str, day: date, at: time, start: time, end: time
) -> None:
    quiet, clock = Quiet(start, end), ZoneInfo(zone)
    plain = list(occurrence.within(subscription(at.isoformat(), zone), day, 10))
    hushed = list(occurrence.within(subscription(at.isoformat(), zone, quiet=quiet), day, 10))
    assert [each.day for each in hushed] == [each.day for each in plain]
    for before, after in zip(plain, hushed, strict=True):
        assert after.at >= before.at
        assert after.at - before.at <= 3 * DAY
        assert not quiet.hold(after.local(clock).time())


def test_a_time_in_quiet_hours_moves_to_their_end_and_keeps_its_date() -> None:
    night = Quiet(time(22), time(7))
    early = next(occurrence.since(subscription("06:15", quiet=night), date(2026, 3, 2)))
    assert (early.day, early.at) == (date(2026, 3, 2), utc("2026-03-02T06:00"))
    late = next(occurrence.since(subscription("23:30", quiet=night), date(2026, 3, 2)))
    assert (late.day, late.at) == (date(2026, 3, 2), utc("2026-03-03T06:00"))
    assert owed(subscription("23:30", quiet=night), utc("2026-03-03T04:00"), date(2026, 3, 1)) == late


@given(
    at=st.sampled_from(QUARTERS),
    to=st.sampled_from(QUARTERS),
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    hours=st.integers(0, 96),
    windows=st.tuples(WINDOWS, WINDOWS),
)
def test_a_change_neither_doubles_a_date_nor_loses_one(
    at: time, to: time, zones: tuple[str, str], hours: int, windows: tuple[Window | None, Window | None]
) -> None:
    """Ticked every quarter of an hour over some days, with one change of time, zone and window among them."""
    now, posted, last = utc("2026-03-02"), list[date](), None
    standing = subscription(at.isoformat(), zones[0], window=windows[0])
    due = occurrence.first(standing, now)
    change = now + timedelta(hours=hours)
    while now < utc("2026-03-08"):
        if now == change:
            standing = replace(standing, next_day=due.day, next_due=due.at)
            after = replace(standing, at=to, zone=zones[1], window=windows[1])
            due = occurrence.changed(standing, after, now, last=last)
            standing = after
        while due.at <= now:
            posted.append(due.day)
            last = due.day
            due = occurrence.following(standing, due.day)
        now += timedelta(minutes=15)
    assert len(set(posted)) == len(posted)
    days = {posted[0] + step * DAY for step in range((posted[-1] - posted[0]).days)}
    missing = days - set(posted)
    assert all(localtime.instant(each, to, ZoneInfo(zones[1])) is None for each in missing)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (Days(WEEKDAYS), [2, 3, 4, 5, 6, 9]),
        (Days(every=3, start=date(2026, 3, 2)), [2, 5, 8]),
        (Days(month_days=(1, 4)), [1, 4]),
        (Days(start=date(2026, 3, 3), end=date(2026, 3, 5)), [3, 4, 5]),
    ],
)
def test_only_due_days_occur(days: Days, expected: list[int]) -> None:
    found = occurrence.within(subscription(days=days), date(2026, 3, 1), 9)
    assert [each.day.day for each in found] == expected


def test_the_31st_is_passed_over_where_a_month_has_none() -> None:
    found = occurrence.within(subscription(days=Days(month_days=(31,))), date(2026, 1, 1), 365)
    assert [each.day.month for each in found] == [1, 3, 5, 7, 8, 10, 12]


def test_a_pause_leaves_out_the_days_before_its_end() -> None:
    found = occurrence.within(subscription(paused_until=date(2026, 3, 4)), date(2026, 3, 1), 5)
    assert [each.day.day for each in found] == [4, 5]


def test_a_rule_that_never_comes_due_ends() -> None:
    assert occurrence.first(subscription(days=Days(end=date(2020, 1, 1))), utc("2026-03-01")) is None
    assert occurrence.first(subscription(days=Days((0,), 7, start=date(2026, 3, 3))), utc("2026-03-01")) is None


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Berlin", date(2026, 1, 1)),
        ("America/Nuuk", date(2026, 1, 1)),
        ("Africa/Cairo", date(2026, 1, 1)),
        ("Africa/Casablanca", date(2026, 1, 1)),
        ("Australia/Lord_Howe", date(2026, 1, 1)),
        ("Antarctica/Troll", date(2026, 1, 1)),
        ("Pacific/Apia", date(2011, 1, 1)),
        ("Pacific/Kwajalein", date(1993, 1, 1)),
        ("America/Caracas", date(2016, 1, 1)),
        ("Asia/Pyongyang", date(2018, 1, 1)),
    ],
)
def test_two_years_agree_with_a_second_opinion(zone: str, first: date) -> None:
    """`make prove` does the same for every zone and quarter-hour."""
    known = clocks.stretches(zone, first, 730)
    assert len(known) > 1
    for quarter in range(0, 96, 7):
        at = time(quarter // 4, quarter % 4 * 15)
        found = list(occurrence.within(subscription(at.isoformat(), zone), first, 730))
        wanted = [each for each in clocks.due(known, first, 730, quarter).tolist() if each >= 0]
        assert [round(each.at.timestamp()) for each in found] == wanted
