"""Letter by letter: how much a question looks like the stretch of passage it lies on, whatever the words are."""

from rapidfuzz import fuzz

from bot.lookup.search import Contender

MOST_LETTERS = 256
"""Of the question: what is compared in one call stays far below a hundredth of a second."""

AROUND = 8
"""Tokens to either side of the stretch."""


def stretch(contender: Contender, tokens: int) -> list[int]:
    """Return the word forms of the passage around the last match, about twice as many as the question has."""
    segment = contender.part.segment
    begin = int(segment.starts[contender.entry])
    last = int(segment.starts[min(contender.entry + 1 + contender.runs_on, segment.entries)])
    first = max(begin, contender.end - 2 * tokens - AROUND)
    there: list[int] = segment.stream[first : min(last, contender.end + AROUND)].tolist()
    return there


def resemblance(contender: Contender, asked: str, tokens: int) -> float:
    """Return 0-1: how much of `asked`, canonical tokens joined by spaces, stands so in the passage."""
    words = contender.part.words
    there = " ".join([words[form] for form in stretch(contender, tokens)])
    asked = asked[:MOST_LETTERS]
    if len(there) < len(asked):
        return fuzz.ratio(asked, there) / 100
    return fuzz.partial_ratio(asked, there) / 100
