"""How a passage comes, in plain words: "silent", "question first", "shuffled", "quiet 22:00-07:00"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.calendar import measure
from bot.calendar.hour import clock
from bot.calendar.measure import Measure, cut
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Format

HOUR = r"(?:\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\b\.?)?|noon|midnight)"
QUIET = re.compile(
    rf"\bquiet(?:\s+hours)?(?:\s+(?:from|between))?\s+({HOUR})\s*(?:-|–|to|until|and)\s*({HOUR})", re.IGNORECASE
)
LOUD = re.compile(r"\b(?:no|without)\s+quiet(?:\s+hours)?\b", re.IGNORECASE)
SOUNDS = {r"silent(?:ly)?|without (?:a )?sound": True, r"aloud|with (?:a )?sound": False}
VEILS = {r"not hidden|in the open": False, r"hidden|as a spoiler": True}
FORMATS = {
    r"question first": Format.PROMPT_FIRST,
    r"with(?: its| a| the)? question": Format.PROMPTED,
    r"without(?: its| a| the)? question|passage only": Format.PASSAGE,
}
ORDERS = {
    r"shuffled|(?:in )?random order": Rotation.SHUFFLE,
    r"by date": Rotation.DATE,
    r"in (?:sequence|order|turn)|reading order": Rotation.SEQUENCE,
}


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a passage comes; None where nothing was said of it. `loud` says that no hours shall be quiet."""

    silent: bool | None = None
    format: Format | None = None
    rotation: Rotation | None = None
    quiet: Quiet | None = None
    loud: bool = False
    hidden: bool | None = None
    measure: Measure = field(default_factory=Measure)


def read(line: str) -> tuple[Manner, str]:
    """Return the manner that a line asks for, and what else it says.

    Raises:
        Refusal: "time-wrong" with the `time`, where the quiet hours are no times of day; what `measure` refuses.

    """
    measured, line = measure.read(line)
    loud, line = cut(LOUD, line)
    hours, line = cut(QUIET, line)
    quiet = Quiet(clock(hours[1]), clock(hours[2])) if hours else None
    silent, line = _one(SOUNDS, line)
    form, line = _one(FORMATS, line)
    rotation, line = _one(ORDERS, line)
    hidden, line = _one(VEILS, line)
    return Manner(silent, form, rotation, quiet, loud=bool(loud), hidden=hidden, measure=measured), line


def _one(words: Mapping[str, Value], line: str) -> tuple[Value | None, str]:
    for pattern, value in words.items():
        found, rest = cut(re.compile(rf"\b(?:{pattern})\b,?", re.IGNORECASE), line)
        if found:
            return value, rest
    return None, line
