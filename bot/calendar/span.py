"""A window in plain words: "between 7 and 8", "19:00-20:00", "from 7 to 8.30pm"."""

import re
from datetime import time

from bot.calendar import hour, window
from bot.calendar.measure import cut
from bot.calendar.window import Window
from bot.chat import Refusal

HALF = r"(?:\s?[ap]\.?m\b\.?)"
HOUR = rf"(?:\d{{1,2}}(?:[:.h]\d{{2}})?{HALF}?|noon|midday|midnight)"
CLOCK = rf"(?:\d{{1,2}}(?:[:.h]\d{{2}}{HALF}?|{HALF})|noon|midday|midnight)"
TO = r"(?:\s*[-–]\s*|\s+(?:to|until|till|and)\s+)"
SPANS = (
    re.compile(rf"\b(?:some\s?time\s+|anywhere\s+)?(?:between|from)\s+({HOUR}){TO}({HOUR})(?![\w:])", re.IGNORECASE),
    re.compile(rf"(?<![\w:.+-])({CLOCK}){TO}({HOUR})(?![\w:-])", re.IGNORECASE),
    re.compile(rf"(?<![\w:.+-])({HOUR}){TO}({CLOCK})(?![\w:-])", re.IGNORECASE),
)
"""Without a word in front, one of its ends must look like a time of day."""


def read(line: str) -> tuple[time | None, Window | None, str]:
    """Return the beginning of the window that a line asks for, the window, and what else the line says.

    Raises:
        Refusal: "time-wrong" with the `time`; "window-wrong" with the `start`, the `end`, and the `hours` that a window
            may last.

    """
    for pattern in SPANS:
        found, rest = cut(pattern, line)
        if found:
            return (*_between(found[1], found[2]), rest)
    return None, None, line


def _between(first: str, second: str) -> tuple[time, Window]:
    start, end = _start(first, second), hour.clock(second)
    length = window.between(start, end)
    if not window.SHORTEST <= length <= window.LONGEST:
        raise Refusal("window-wrong", start=first, end=second, hours=window.LONGEST // 60)
    return start, Window(length)


def _start(first: str, second: str) -> time:
    """Return the first time; "7 to 8pm" means the evening, "11 to 1pm" the morning before."""
    half = re.search(HALF, second, re.IGNORECASE)
    if half and re.fullmatch(r"\d{1,2}(?:[:.h]\d{2})?", first) and int(re.split(r"\D", first)[0]) <= 12:
        same = hour.clock(first + half[0].strip())
        if same < hour.clock(second):
            return same
    return hour.clock(first)
