"""Confidence: from what is known of a contender to how sure we are that it is what was asked.

A small network (features -> a layer of tanh -> one number), fitted by `benchmarks/material/fit.py` on quotations and
non-quotations that it makes itself of the passages; its numbers are in `confidence.json`, told there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from bot.lookup.closeness import Closeness, Wanted, closeness
from bot.lookup.letters import resemblance, starts, stretch
from bot.lookup.search import Contender

WEIGHTS = Path(__file__).with_name("confidence.json")
LAYERS = ("centre", "scale", "hidden", "hidden_bias", "out", "straight")
Numbers = NDArray[np.float64]
OPEN = -1_000_000
"""Stands for every word that an unfinished one may begin."""


def rows(contenders: Sequence[Contender], asked: str, running: int, entries: int) -> list[list[float]]:
    """Return what the network looks at, contender by contender. `asked` is canonical tokens joined by spaces.

    `running` is the number of tokens of the library and `entries` that of its passages: in a larger one, more is
    alike by chance.
    """
    if not contenders:
        return []
    looks = _looks(contenders, asked)
    scale = max(contenders[0].weight, 1e-3)
    standings = [each.standing for each in contenders]
    close = [each.close.weight for each in looks]
    return [
        [
            *features(each, look, running, entries),
            _margin(place, standings) / max(each.weight, 1e-3),
            _margin(place, close) / scale,
        ]
        for place, (each, look) in enumerate(zip(contenders, looks, strict=True))
    ]


def _margin(place: int, standings: Sequence[float]) -> float:
    """Return how far a contender stands before the best of the others."""
    others = max((*standings[:place], *standings[place + 1 :]), default=0.0)
    return standings[place] - others


@dataclass(frozen=True, slots=True)
class Look:
    """A closer look at a contender: how alike its letters are, how close the words; its runs of the very words asked.

    `longest` and `common` count words in runs as asked, the last one perhaps unfinished; `begins` says that they stand
    at the very beginning of the passage.
    """

    letters: float
    close: Closeness
    longest: int
    common: int
    begins: bool


def _looks(contenders: Sequence[Contender], asked: str) -> list[Look]:
    known = {id(each.terms): each.terms for each in contenders}
    asked_of = {number: Wanted.of(terms) for number, terms in known.items()}
    looks = []
    for each in contenders:
        wanted = asked_of[id(each.terms)]
        there = stretch(each, len(each.terms))
        longest, common, begins = _runs(each, there)
        looks.append(Look(resemblance(each, asked, there), closeness(wanted, there), longest, common, begins))
    return looks


def features(contender: Contender, look: Look, running: int, entries: int) -> list[float]:
    """Return what one contender tells of itself."""
    count = len(contender.terms)
    weight = max(contender.weight, 1e-3)
    ordered, shared = contender.ordered / weight, contender.shared / weight
    letters, close = look.letters, look.close
    length = log(contender.length + 1)
    lift = (contender.shared - contender.present * max(length - 3.2, -1) - log(entries + 1)) / 20
    bounded = min(weight, 60) / 30
    near = close.weight / weight
    return [
        *(ordered, shared, letters, letters**4),
        *(contender.ordered / 20, contender.shared / 20, (contender.ordered - log(running + 1)) / 20),
        *(min(count, 16) / 8, log(running + 1) / 10, min(weight, 80) / 30, float(contender.runs_on)),
        *(contender.present / count, (count - contender.present) / 4, length / 3, lift),
        *(look.longest / count, min(look.longest, 10) / 5, look.common / count),
        *(ordered * ordered, shared * shared, ordered * letters, shared * lift, ordered * bounded, shared * bounded),
        *(_known(contender) / count, look.common / 6),
        *(near, near * near, (close.weight - log(running + 1)) / 20, close.words / count, (count - close.words) / 4),
        *(close.lacking / 10, close.pairs / max(count - 1, 1), close.pairs / 5, near * bounded, float(look.begins)),
    ]


def _known(contender: Contender) -> int:
    """Return how many terms of the question are words that the library has as they are written."""
    return sum(term.form >= 0 for term in contender.terms)


def _runs(contender: Contender, there: Sequence[int]) -> tuple[int, int, bool]:
    """Return the longest run of the very words of the question, how many stand in order, whether they begin all."""
    terms = contender.terms
    yours = [term.form if term.form >= 0 else -1 - place for place, term in enumerate(terms)]
    begun = terms[-1].open
    if begun:
        yours[-1] = OPEN
        there = [OPEN if begun.first <= form < begun.last else form for form in there]
    blocks = Levenshtein.editops(yours, there).as_matching_blocks()
    sizes = [block.size for block in blocks]
    begins = bool(sizes) and blocks[0].size > 0 and blocks[0].a == blocks[0].b == 0 and starts(contender, len(yours))
    return max(sizes, default=0), sum(sizes), begins


@dataclass(frozen=True, slots=True)
class Confidence:
    """The network's numbers: how features are centred and scaled, and its two layers."""

    centre: Numbers
    scale: Numbers
    hidden: Numbers
    hidden_bias: Numbers
    out: Numbers
    straight: Numbers
    bias: float
    threshold: Sequence[float]

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> Self:
        """Return the fitted network."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        layers = {name: np.array(kept[name], float) for name in LAYERS}
        return cls(**layers, bias=kept["bias"], threshold=kept["threshold"])

    def odds(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the logarithm of the odds that each contender is what was asked."""
        scaled = (np.array(rows) - self.centre) / self.scale
        layer = np.tanh(scaled @ self.hidden + self.hidden_bias)
        found: list[float] = (layer @ self.out + scaled @ self.straight + self.bias).tolist()
        return [each + VERBATIM * (row[WHOLE_RUN] == 1) for each, row in zip(found, rows, strict=True)]

    def least(self, entries: int) -> float:
        """Return the odds below which nothing counts as found, in a library of that many passages."""
        base, slope = self.threshold
        return base + slope * max(log(entries + 1) - log(LARGE), 0.0)

    def score(self, odds: float, entries: int) -> float:
        """Return 0-100 for the odds: `FOUND` is just enough to be found, in a library of any size."""
        return 100 / (1 + exp(-max(min(odds - self.least(entries) + LIFT, 30.0), -30.0)))


WHOLE_RUN = 15
"""The feature that is 1 where all words of the question stand side by side as they were asked."""

LARGE = 30_000
"""Passages above which more is asked of a quotation, the more there are: the network alone asks too little."""

VERBATIM = 3.0
"""What that adds to the odds, so that nothing less faithful goes before it."""

FOUND = 70.0
"""The score from which a passage is found."""

LIFT = log(FOUND / (100 - FOUND))
