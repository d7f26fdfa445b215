"""Letter by letter: how much a question looks like the stretch of passage it lies on, whatever the words are."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.lookup.search import Contender

MOST_LETTERS = 256
"""Of the question: what is compared in one call stays far below a hundredth of a second."""

AROUND = 8
"""Tokens to either side of the stretch."""


def stretch(contender: Contender, tokens: int) -> list[int]:
    """Return the word forms of the passage around the last match, about twice as many as the question has."""
    segment = contender.part.segment
    last = int(segment.starts[min(contender.entry + 1 + contender.runs_on, segment.entries)])
    there: list[int] = segment.stream[_first(contender, tokens) : min(last, contender.end + AROUND)].tolist()
    return there


def starts(contender: Contender, tokens: int) -> bool:
    """Return whether that stretch is the beginning of the passage."""
    return _first(contender, tokens) == int(contender.part.segment.starts[contender.entry])


def _first(contender: Contender, tokens: int) -> int:
    return max(int(contender.part.segment.starts[contender.entry]), contender.end - 2 * tokens - AROUND)


def resemblance(contender: Contender, asked: str, stretched: Sequence[int]) -> float:
    """Return 0-1: how much of `asked`, canonical tokens joined by spaces, stands so in a stretch of the passage."""
    words = contender.part.words
    there = " ".join([words[form] for form in stretched])
    asked = asked[:MOST_LETTERS]
    if len(there) < len(asked):
        return fuzz.ratio(asked, there) / 100
    return fuzz.partial_ratio(asked, there) / 100
