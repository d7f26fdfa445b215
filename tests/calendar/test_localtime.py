"""Wall clocks and instants, at every kind of transition."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.calendar import localtime


@pytest.mark.parametrize(
    ("zone", "day", "at", "shown"),
    [
        ("Europe/Berlin", date(2026, 3, 1), time(7, 30), "2026-03-01T07:30:00+01:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 0), "2026-03-29T03:00:00+02:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(1, 59), "2026-03-29T01:59:00+01:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:00+02:00"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-24T01:00:00+03:00"),
        ("America/Havana", date(2026, 3, 8), time(0, 30), "2026-03-08T01:00:00-04:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), "2026-10-04T02:30:00+11:00"),
        ("America/Nuuk", date(2026, 3, 28), time(23, 30), "2026-03-29T00:00:00-01:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30:00-04:00"),
    ],
)
def test_a_wall_time_becomes_the_first_valid_minute(zone: str, day: date, at: time, shown: str) -> None:
    moment = localtime.instant(day, at, ZoneInfo(zone))
    assert moment is not None
    assert moment.astimezone(ZoneInfo(zone)).isoformat() == shown
    assert moment.utcoffset() == datetime(2026, 1, 1, tzinfo=UTC).utcoffset()


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
def test_a_day_that_its_zone_skips_has_no_instant(zone: str, day: date) -> None:
    assert localtime.instant(day, time(7, 30), ZoneInfo(zone)) is None
    assert localtime.instant(day, time(0, 0), ZoneInfo(zone)) is None


def test_a_gap_that_ends_between_minutes_waits_for_the_next_whole_one() -> None:
    moment = localtime.instant(date(1916, 5, 14), time(23, 30), ZoneInfo("Africa/Casablanca"))
    assert moment is not None
    assert moment.second == moment.microsecond == 0


def test_today_is_the_zones_own_date() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert localtime.today(now, ZoneInfo("Pacific/Kiritimati")) == date(2026, 3, 2)
    assert localtime.today(now, ZoneInfo("Pacific/Pago_Pago")) == date(2026, 3, 1)
