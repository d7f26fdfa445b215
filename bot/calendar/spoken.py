"""Dates in plain words: "2026-12-01", "1 December 2026", "Dec 1, 2026"."""

import re
from datetime import date

from bot.chat import Refusal

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = rf"\d{{4}}-\d{{1,2}}-\d{{1,2}}|{DAY}\s+{MONTH}\s+\d{{4}}|{MONTH}\s+{DAY},?\s+\d{{4}}"
"""A pattern of a date, without a group of its own."""


def day(text: str) -> date:
    """Return the date that was written.

    Raises:
        Refusal: "date-wrong" with the `date` as given, where the calendar has no such day.

    """
    try:
        return date(*_parts(text))
    except ValueError:
        raise Refusal("date-wrong", date=text.strip()) from None


def _parts(text: str) -> tuple[int, int, int]:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    named = re.search(MONTH, text, re.IGNORECASE)
    if not named:
        return numbers[0], numbers[1], numbers[2]
    return numbers[1], MONTHS.index(named[0][:3].lower()) + 1, numbers[0]
