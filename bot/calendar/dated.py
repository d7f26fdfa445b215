"""By the calendar: what is dated on a day of the year, else on the nearest earlier one that has something."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

Entry = TypeVar("Entry")
LEAP = 2024
"""Any leap year: the calendar of days goes through all 366."""


def label(day: date) -> str:
    """Return a day of the year as the library names it: "03-29"."""
    return f"{day.month:02}-{day.day:02}"


def labels() -> list[str]:
    """Return all days of the year in order, 29 February among them."""
    return [label(date(LEAP, 1, 1) + timedelta(days=step)) for step in range(366)]


def pick(days: Mapping[str, Sequence[Entry]], day: date) -> Entry | None:
    """Return the entry for a date; where its day has several, each year takes the next of them."""
    order = labels()
    at = order.index(label(day))
    backwards = order[at::-1] + order[:at:-1]
    found = next((days[each] for each in backwards if days.get(each)), None)
    return found[day.year % len(found)] if found else None
