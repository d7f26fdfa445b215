"""Closeness: how many of a question's words stand near one another in a passage, in whatever order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.lookup.asked import Term

SLACK = 3
"""Other words that may stand among as many words as the question has, and one more for every `ROOM` of them."""
ROOM = 4

Kinds = Mapping[int, tuple[int, float]]
"""Word forms to the kind of word they are in the question, and what that weighs."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question's words by kind: `kinds` of the forms that may stand for them, how often each is asked, its weight.

    `beside` are the kinds that stand side by side. The forms from `first` to before `last` may be the unfinished last
    word, whose kind is `unfinished`.
    """

    kinds: Kinds
    asked: Sequence[int]
    weights: Sequence[float]
    beside: frozenset[tuple[int, int]]
    first: int
    last: int
    unfinished: tuple[int, float]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> "Wanted":
        """Return the words of a question."""
        numbers = {token: number for number, token in enumerate(dict.fromkeys(term.token for term in terms))}
        kinds: dict[int, tuple[int, float]] = {}
        for term in terms:
            for reading in term.readings:
                if reading.weight > kinds.get(reading.form, (0, -1.0))[1]:
                    kinds[reading.form] = numbers[term.token], reading.weight
        counts = Counter(numbers[term.token] for term in terms)
        weights = {numbers[term.token]: term.weight for term in terms}
        ordered = [numbers[term.token] for term in terms]
        begun = terms[-1].open
        return cls(
            kinds,
            [counts[number] for number in range(len(numbers))],
            [weights[number] for number in range(len(numbers))],
            frozenset(pairwise(ordered)),
            begun.first if begun else 0,
            begun.last if begun else 0,
            (ordered[-1], begun.weight if begun else 0.0),
        )

    def kind(self, form: int) -> tuple[int, float]:
        """Return what kind of the question's words a form is and its weight, (-1, 0.0) where it is none."""
        found = self.kinds.get(form)
        if found:
            return found
        return self.unfinished if self.first <= form < self.last else (-1, 0.0)


@dataclass(frozen=True, slots=True)
class Closeness:
    """Of the stretch that has most of the question's words: what they weigh, how many they are.

    `lacking` is the weight of the heaviest word that it has not; `pairs` counts the words that stand beside the same
    word as in the question.
    """

    weight: float
    words: int
    lacking: float
    pairs: int


def closeness(wanted: Wanted, there: Sequence[int]) -> Closeness:
    """Return how close together the wanted words stand in `there`, word forms in reading order."""
    met = [wanted.kind(form) for form in there]
    size = sum(wanted.asked) + SLACK + sum(wanted.asked) // ROOM
    weight, end = _densest(wanted, met, size)
    within = Counter(kind for kind, _weight in met[max(end - size, 0) : end] if kind >= 0)
    words = sum(min(count, wanted.asked[kind]) for kind, count in within.items())
    lacking = max((each for kind, each in enumerate(wanted.weights) if kind not in within), default=0.0)
    pairs = {pair for pair in pairwise(kind for kind, _weight in met) if pair in wanted.beside}
    return Closeness(weight, words, lacking, len(pairs))


def _densest(wanted: Wanted, met: Sequence[tuple[int, float]], size: int) -> tuple[float, int]:
    """Return what the words within the best stretch of that size weigh, and its end."""
    held = [0] * len(wanted.asked)
    total, best, end = 0.0, 0.0, 0
    for place, (kind, weight) in enumerate(met):
        if place >= size:
            gone, less = met[place - size]
            if gone >= 0:
                held[gone] -= 1
                total -= less if held[gone] < wanted.asked[gone] else 0.0
        if kind >= 0:
            total += weight if held[kind] < wanted.asked[kind] else 0.0
            held[kind] += 1
            if total > best:
                best, end = total, place + 1
    return best, end
