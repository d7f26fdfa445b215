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

from bot.lookup.letters import resemblance, stretch
from bot.lookup.search import Contender

WEIGHTS = Path(__file__).with_name("confidence.json")
LAYERS = ("centre", "scale", "hidden", "hidden_bias", "out", "straight")
Numbers = NDArray[np.float64]


def rows(contenders: Sequence[Contender], asked: str, running: int, entries: int) -> list[list[float]]:
    """Return what the network looks at, contender by contender. `asked` is canonical tokens joined by spaces.

    `running` is the number of tokens of the library and `entries` that of its passages: in a larger one, more is
    alike by chance.
    """
    standings = [each.standing for each in contenders]
    return [
        [*features(each, asked, running, entries), _margin(place, standings) / max(each.weight, 1e-3)]
        for place, each in enumerate(contenders)
    ]


def _margin(place: int, standings: Sequence[float]) -> float:
    """Return how far a contender stands before the best of the others."""
    others = max((*standings[:place], *standings[place + 1 :]), default=0.0)
    return standings[place] - others


def features(contender: Contender, asked: str, running: int, entries: int) -> list[float]:
    """Return what one contender tells of itself."""
    count = len(contender.terms)
    weight = max(contender.weight, 1e-3)
    ordered, shared = contender.ordered / weight, contender.shared / weight
    letters = resemblance(contender, asked, count)
    length = log(contender.length + 1)
    lift = (contender.shared - contender.present * max(length - 3.2, -1) - log(entries + 1)) / 20
    longest, common = _runs(contender)
    bounded = min(weight, 60) / 30
    return [
        *(ordered, shared, letters, letters**4),
        *(contender.ordered / 20, contender.shared / 20, (contender.ordered - log(running + 1)) / 20),
        *(min(count, 16) / 8, log(running + 1) / 10, min(weight, 80) / 30, float(contender.runs_on)),
        *(contender.present / count, (count - contender.present) / 4, length / 3, lift),
        *(longest / count, min(longest, 10) / 5, common / count),
        *(ordered * ordered, shared * shared, ordered * letters, shared * lift, ordered * bounded, shared * bounded),
        *(_known(contender) / count, common / 6),
    ]


def _known(contender: Contender) -> int:
    """Return how many terms of the question are words that the library has as they are written."""
    return sum(term.form >= 0 for term in contender.terms)


def _runs(contender: Contender) -> tuple[int, int]:
    """Return the longest run of the very words of the question, and how many of them stand there in order."""
    yours = [term.form if term.form >= 0 else -1 - place for place, term in enumerate(contender.terms)]
    blocks = Levenshtein.editops(yours, stretch(contender, len(yours))).as_matching_blocks()
    sizes = [block.size for block in blocks]
    return max(sizes, default=0), sum(sizes)


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
        return base + slope * max(log(entries + 1) - log(1000), 0.0)

    def score(self, odds: float, entries: int) -> float:
        """Return 0-100 for the odds: `FOUND` is just enough to be found, in a library of any size."""
        return 100 / (1 + exp(-max(min(odds - self.least(entries) + LIFT, 30.0), -30.0)))


WHOLE_RUN = 15
"""The feature that is 1 where all words of the question stand side by side as they were asked."""

VERBATIM = 3.0
"""What that adds to the odds, so that nothing less faithful goes before it."""

FOUND = 70.0
"""The score from which a passage is found."""

LIFT = log(FOUND / (100 - FOUND))
