"""How a passage comes, in plain words: "silent", "question first", "shuffled", "quiet 22:00-07:00"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.calendar.hour import clock
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Format
from bot.chat import Refusal

HOUR = r"(?:\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\b\.?)?|noon|midnight)"
QUIET = re.compile(
    rf"\bquiet(?:\s+hours)?(?:\s+(?:from|between))?\s+({HOUR})\s*(?:-|–|to|until|and)\s*({HOUR})", re.IGNORECASE
)
PORTION = re.compile(
    r"\b(\d{1,4})\s+(?:(?:passages?|verses?|paragraphs?|entries)(?:\s+(?:a|per|each|every)\s+(?:day|time|post))?"
    r"|(?:a|per)\s+day)\b",
    re.IGNORECASE,
)
MOST = 20
"""Passages in one post."""
LOUD = re.compile(r"\b(?:no|without)\s+quiet(?:\s+hours)?\b", re.IGNORECASE)
SOUNDS = {r"silent(?:ly)?|without (?:a )?sound": True, r"aloud|with (?:a )?sound": False}
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
    portion: int | None = None


def read(line: str) -> tuple[Manner, str]:
    """Return the manner that a line asks for, and what else it says.

    Raises:
        Refusal: "time-wrong" with the `time`, where the quiet hours are no times of day; "portion-wrong" with the
            `portion` and the `most` that may be.

    """
    loud, line = _cut(LOUD, line)
    hours, line = _cut(QUIET, line)
    quiet = Quiet(clock(hours[1]), clock(hours[2])) if hours else None
    silent, line = _one(SOUNDS, line)
    form, line = _one(FORMATS, line)
    rotation, line = _one(ORDERS, line)
    count, line = _cut(PORTION, line)
    return Manner(silent, form, rotation, quiet, loud=bool(loud), portion=_portion(count)), line


def _portion(found: re.Match[str] | None) -> int | None:
    if found and not 1 <= int(found[1]) <= MOST:
        raise Refusal("portion-wrong", portion=found[1], most=MOST)
    return int(found[1]) if found else None


def _one(words: Mapping[str, Value], line: str) -> tuple[Value | None, str]:
    for pattern, value in words.items():
        found, rest = _cut(re.compile(rf"\b(?:{pattern})\b,?", re.IGNORECASE), line)
        if found:
            return value, rest
    return None, line


def _cut(pattern: re.Pattern[str], line: str) -> tuple[re.Match[str] | None, str]:
    found = pattern.search(line)
    return (found, f"{line[: found.start()]} {line[found.end() :]}".strip()) if found else (None, line)
