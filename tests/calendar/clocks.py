"""A second opinion on local time: the clocks of a zone as stretches of one offset each, searched with numpy.

It shares nothing with the calendar but the zone's offsets, and knows one rule: on a date that the zone's clocks show at
all, a wall time is due at the first instant at which they show that time or a later one.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

STEP = 6 * 3600
"""Seconds within which no zone changes its clocks twice."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86400
QUARTER = 900

Stretches = tuple[tuple[int, int], ...]
"""Where each stretch begins, in seconds since 1970, and its offset in seconds; the first begins before all days."""


def stretches(name: str, first: date, days: int) -> Stretches:
    """Return the stretches of a zone around some days, each change of offset found to the second."""
    zone = ZoneInfo(name)
    at = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=3)
    end = at + timedelta(days=days + 6)
    found = [(_seconds(at), _offset(at, zone))]
    while at < end:
        if _offset(at + timedelta(seconds=STEP), zone) != found[-1][1]:
            change = _change(at, zone)
            found.append((_seconds(change), _offset(change, zone)))
        at += timedelta(seconds=STEP)
    return tuple(found)


def due(clocks: Stretches, first: date, days: int, quarter: int) -> np.ndarray:
    """Return when a quarter-hour of the day is due on each date, seconds since 1970; -1 on a skipped date."""
    starts, offsets = (np.array(each, dtype=np.int64) for each in zip(*clocks, strict=True))
    ends = np.append(starts[1:], np.iinfo(np.int64).max // 2)
    shown = np.maximum.accumulate(ends + offsets)
    midnight = (first - date(1970, 1, 1)).days * DAY + np.arange(days, dtype=np.int64) * DAY

    def shows(wall: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """When the clocks first show a time or a later one, and the midnight before what they show then."""
        stretch = np.searchsorted(shown, wall, side="right")
        instants = np.maximum(starts[stretch], wall - offsets[stretch])
        return instants, (instants + offsets[stretch]) // DAY * DAY

    exists = shows(midnight)[1] == midnight
    return np.where(exists, shows(midnight + quarter * QUARTER)[0], -1)


def _change(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second within a step at which the offset is another than at its beginning."""
    low, high, before = 0, STEP, _offset(at, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(at + timedelta(seconds=middle), zone) == before else (low, middle)
    return at + timedelta(seconds=high)


def _offset(at: datetime, zone: ZoneInfo) -> int:
    found = at.astimezone(zone).utcoffset()
    assert found is not None
    return round(found.total_seconds())


def _seconds(at: datetime) -> int:
    return round((at - EPOCH).total_seconds())
