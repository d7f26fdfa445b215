"""How much comes, in plain words: "3 passages a day", "200 words a day", "at most 80 words", "weights keeper 3"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.calendar import weights as weighing
from bot.chat import Refusal

OFTEN = r"(?:a|per|each|every)\s+(?:day|time|post)"
PORTION = re.compile(
    rf"\b(\d{{1,4}})\s+(?:(?:passages?|verses?|paragraphs?|entries)(?:\s+{OFTEN})?|(?:a|per)\s+day)\b", re.IGNORECASE
)
WORDS = re.compile(rf"\b(?:about\s+|around\s+)?(\d{{1,5}})\s+words?\s+{OFTEN}\b", re.IGNORECASE)
LONGEST = re.compile(
    r"\b(?:at\s+most|up\s+to|max(?:imum)?|no(?:t)?\s+(?:more|longer)\s+than|under)\s+(\d{1,4})\s+words?\b",
    re.IGNORECASE,
)
SHORTEST = re.compile(
    r"\b(?:at\s+least|min(?:imum)?|no(?:t)?\s+(?:less|fewer|shorter)\s+than|over)\s+(\d{1,4})\s+words?\b", re.IGNORECASE
)
RANGE = re.compile(r"\b(?:(?:between|from)\s+)?(\d{1,4})\s*(?:-|–|to|and)\s*(\d{1,4})\s+words?\b", re.IGNORECASE)
ANY = re.compile(r"\b(?:any|every)\s+length\b", re.IGNORECASE)
NAME = r"(?!(?:every|until|till|between|quiet|paused?)\b)[^\s,=:][^,=:]*?"
"""A work's name in a list of weights: what else an order may say after the list is none."""
WEIGHT = rf"{NAME}(?:\s+|\s*=\s*)\d{{1,2}}(?![\w:.])"
WEIGHTS = re.compile(rf"\bweights?:?\s+({WEIGHT}(?:\s*(?:,|\band\b)\s*{WEIGHT})*)", re.IGNORECASE)
EVEN = re.compile(r"\b(?:no|without)\s+weights?\b", re.IGNORECASE)
MOST = 20
"""Passages in one post."""
FEWEST_WORDS, MOST_WORDS = 10, 5000
"""Words in one post."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How much comes; None where nothing was said of it. A bound of 0 is none. `weights` name works as people do."""

    portion: int | None = None
    words: int | None = None
    shortest: int | None = None
    longest: int | None = None
    weights: tuple[tuple[str, int], ...] | None = None


def read(line: str) -> tuple[Measure, str]:
    """Return the measure that a line asks for, and what else it says.

    Raises:
        Refusal: "portion-wrong", "words-wrong", "length-wrong" or "weight-wrong", each with what was given and what
            may be.

    """
    free, line = cut(ANY, line)
    words, line = cut(WORDS, line)
    span, line = cut(RANGE, line)
    shortest, line = cut(SHORTEST, line)
    longest, line = cut(LONGEST, line)
    count, line = cut(PORTION, line)
    even, line = cut(EVEN, line)
    heavy, line = cut(WEIGHTS, line)
    bounds = _bounds(span[1] if span else _first(shortest), span[2] if span else _first(longest))
    low, high = (0, 0) if free else bounds
    return Measure(_portion(count), _words(words), low, high, () if even else _weights(heavy)), line


def cut(pattern: re.Pattern[str], line: str) -> tuple[re.Match[str] | None, str]:
    """Return where a pattern is found, and the line without it."""
    found = pattern.search(line)
    return (found, f"{line[: found.start()]} {line[found.end() :]}".strip()) if found else (None, line)


def _first(found: re.Match[str] | None) -> str:
    return found[1] if found else ""


def _portion(found: re.Match[str] | None) -> int | None:
    if found and not 1 <= int(found[1]) <= MOST:
        raise Refusal("portion-wrong", portion=found[1], most=MOST)
    return int(found[1]) if found else None


def _words(found: re.Match[str] | None) -> int | None:
    if found and not FEWEST_WORDS <= int(found[1]) <= MOST_WORDS:
        raise Refusal("words-wrong", words=found[1], fewest=FEWEST_WORDS, most=MOST_WORDS)
    return int(found[1]) if found else None


def _bounds(shortest: str, longest: str) -> tuple[int | None, int | None]:
    """Return the bounds; where only one was said, the other is open."""
    if not (shortest or longest):
        return None, None
    low, high = int(shortest or 0), int(longest or 0)
    if (longest and not high) or (high and low > high):
        raise Refusal("length-wrong", shortest=str(low), longest=str(high))
    return low, high


def _weights(found: re.Match[str] | None) -> tuple[tuple[str, int], ...] | None:
    return tuple(_each(found[1])) if found else None


def _each(listed: str) -> Iterator[tuple[str, int]]:
    for each in re.finditer(rf"({NAME})(?:\s+|\s*=\s*)(\d{{1,2}})(?![\w:.])(?:\s*(?:,|\band\b)\s*)?", listed):
        name, weight = each[1].strip(), int(each[2])
        if not 1 <= weight <= weighing.MOST:
            raise Refusal("weight-wrong", work=name, weight=each[2], most=weighing.MOST)
        yield name, weight
