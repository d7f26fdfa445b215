"""Local time: the one place where a wall clock becomes an instant and back.

The rule of this project: in a gap, the first valid minute after it (Berlin 02:30 becomes 03:00; zoneinfo alone would
give 03:30); in an overlap, the first of the two; on a day that its zone skips as a whole, no instant at all.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return when the wall clock of `zone` shows `at` on `day`, aware UTC; None when that day does not exist there."""
    wall = datetime.combine(day, at, tzinfo=zone)
    moment = wall.astimezone(UTC)
    if _naive(moment.astimezone(zone)) == _naive(wall):
        return moment
    return _after_gap(wall, moment) if _exists(day, zone) else None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant as the wall clock of `zone` shows it."""
    return moment.astimezone(zone)


def today(now: datetime, zone: ZoneInfo) -> date:
    """Return the local date in `zone`."""
    return now.astimezone(zone).date()


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Return whether any minute of `day` is shown in `zone`: Apia had no 30 December 2011."""
    midnight = datetime.combine(day, time(), tzinfo=zone)
    shown = midnight.astimezone(UTC).astimezone(zone)
    return (
        _naive(shown) == _naive(midnight)
        or _after_gap(midnight, midnight.astimezone(UTC)).astimezone(zone).date() == day
    )


def _after_gap(wall: datetime, later: datetime) -> datetime:
    """Return the first whole minute that is shown after the gap `wall` lies in; `later` is wall read before it."""
    zone, earlier = wall.tzinfo, wall.replace(fold=1).astimezone(UTC)
    before = earlier.astimezone(zone).utcoffset()
    while later - earlier > SECOND:
        middle = earlier + (later - earlier) // 2
        earlier, later = (middle, later) if middle.astimezone(zone).utcoffset() == before else (earlier, middle)
    moment = later.replace(microsecond=0)
    odd = _naive(moment.astimezone(zone)) - _naive(moment.astimezone(zone)).replace(second=0)
    return moment + (MINUTE - odd if odd else timedelta())
