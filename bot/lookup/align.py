"""Alignment: which word of a quotation stands for which word of the passage, one against one, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.lookup.opposites import negates

Scores = NDArray[np.float32]

EXTRA = 0.45
"""What a word costs that only the quotation has."""

PASSED = 0.22
"""What a word costs that only the passage has, between the first and the last match."""

EXCHANGED = 0.55
"""What it costs to lay two different words on each other: less than leaving both alone."""

SIMILAR = 0.55
"""Words at least so alike (0-1, by keystrokes) may be one word misspelt."""

NEGATION = 0.15
"""What matching a negation gains, in place of the usual 1 and more."""

MOST_COMPARED = 6000
"""Pairs of unlike words that are compared letter by letter; beyond, none are."""

AT_EDGE = 2
"""So many words at either end that lie on nothing are laid on the passage's words beside them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the quotation and one of the passage, by number; -1 where the other side has none."""

    yours: int
    theirs: int


def aligned(yours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Return the pairs from the first word that stands in both to the last, extra words before and after them.

    The cost of it grows with the product of the lengths; callers keep `theirs` to the stretch that matters.
    """
    if not yours or not theirs:
        return [Pair(place, -1) for place in range(len(yours))]
    alike = likenesses(yours, theirs)
    return _edged(_traced(alike, _filled(alike)), len(yours), len(theirs))


def likenesses(yours: Sequence[str], theirs: Sequence[str]) -> Scores:
    """Return what laying each word on each other would gain: more for long words, less for misspelt ones."""
    numbers = {token: number for number, token in enumerate(dict.fromkeys([*yours, *theirs]))}
    first = np.array([numbers[each] for each in yours])
    second = np.array([numbers[each] for each in theirs])
    weights = np.array([_weight(each) for each in yours], np.float32)
    gains = np.where(first[:, None] == second[None, :], weights[:, None], np.float32(-EXCHANGED))
    shared = set(yours) & set(theirs)
    strange = [place for place, each in enumerate(yours) if each not in shared and len(each) > 1]
    others = [place for place, each in enumerate(theirs) if each not in shared]
    if len(strange) * len(others) <= MOST_COMPARED:
        for row in strange:
            for column in others:
                gains[row, column] = max(gains[row, column], weights[row] * similar(yours[row], theirs[column]) * 0.8)
    return gains


def _weight(token: str) -> float:
    """Return what a match is worth; a negation so little that none is matched from afar, which would hide it."""
    return NEGATION if negates(token) else 1 + 0.12 * min(len(token), 8)


def similar(one: str, other: str) -> float:
    """Return how alike two words are, 0 where they are not one word misspelt."""
    likeness = OSA.normalized_similarity(one, other, score_cutoff=SIMILAR)
    return likeness if likeness >= SIMILAR else 0.0


def _filled(gains: Scores) -> Scores:
    """Return the best score of every beginning of the quotation with every place of the passage."""
    rows, columns = gains.shape
    held = np.zeros((rows + 1, columns + 1), np.float32)
    slope = np.arange(columns + 1, dtype=np.float32) * np.float32(PASSED)
    for row in range(rows):
        now = held[row] - np.float32(EXTRA)
        np.maximum(now[1:], held[row, :-1] + gains[row], out=now[1:])
        np.maximum(np.maximum.accumulate(now + slope) - slope, now, out=held[row + 1])
    return held


def _traced(gains: Scores, held: Scores) -> list[Pair]:
    """Return the pairs along the best path, from the last to the first word of the quotation, in reading order."""
    row, column = gains.shape[0], int(held[-1].argmax())
    pairs: list[Pair] = []
    while row:
        score = held[row, column]
        if column and _near(score, held[row - 1, column - 1] + gains[row - 1, column - 1]):
            row, column = row - 1, column - 1
            pairs.append(Pair(row, column))
        elif _near(score, held[row - 1, column] - np.float32(EXTRA)):
            row -= 1
            pairs.append(Pair(row, -1))
        else:
            column -= 1
            pairs.append(Pair(-1, column))
    return pairs[::-1]


def _near(one: np.float32, other: np.float32) -> bool:
    return bool(abs(one - other) < 1e-3)


def _edged(pairs: list[Pair], yours: int, theirs: int) -> list[Pair]:
    """Return the pairs without passage words outside of the matches, short unmatched ends laid on what is beside."""
    matched = [place for place, each in enumerate(pairs) if each.yours >= 0 and each.theirs >= 0]
    if not matched:
        return [Pair(place, -1) for place in range(yours)]
    first, last = matched[0], matched[-1]
    head = [each.yours for each in pairs[:first] if each.yours >= 0]
    tail = [each.yours for each in pairs[last + 1 :] if each.yours >= 0]
    before, after = pairs[first].theirs, theirs - 1 - pairs[last].theirs
    leading = _laid(head, pairs[first].theirs - len(head), fits=len(head) <= min(AT_EDGE, before))
    trailing = _laid(tail, pairs[last].theirs + 1, fits=len(tail) <= min(AT_EDGE, after))
    return [*leading, *pairs[first : last + 1], *trailing]


def _laid(places: Sequence[int], first: int, *, fits: bool) -> list[Pair]:
    return [Pair(place, first + step if fits else -1) for step, place in enumerate(places)]
