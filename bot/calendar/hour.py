"""A time of day as people write it."""

import re
from datetime import time

from bot.chat import Refusal

CLOCK = re.compile(r"(\d{1,3})(?:[:.h](\d{1,3}))?\s?(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
BARE = re.compile(r"(\d{2})(\d{2})()")
NAMED = {"noon": time(12), "midday": time(12), "midnight": time()}


def clock(text: str) -> time:
    """Return a time of day: "7:30", "07.30", "7.30pm", "0730", "19h30", "noon".

    Raises:
        Refusal: "time-wrong" with the `time` as given.

    """
    text = text.strip()
    found = BARE.fullmatch(text) or CLOCK.fullmatch(text)
    at = NAMED.get(text.lower()) or (_valid(found[1], found[2], found[3]) if found else None)
    if at is None:
        raise Refusal("time-wrong", time=text)
    return at


def _valid(hours: str, minutes: str | None, half: str | None) -> time | None:
    hour, minute = int(hours), int(minutes or 0)
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
