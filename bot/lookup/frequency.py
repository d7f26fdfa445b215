"""Frequency: how often the words of a search occur, year by year, over what is dated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.library.shelf import Shelf
from bot.lookup.chronology import UNDATED, Chronology
from bot.lookup.filters import narrowed
from bot.lookup.find import Asked, entries_of, everything
from bot.lookup.grammar import read
from bot.lookup.index import Index, Part
from bot.lookup.occurrences import occurrences

Counts = NDArray[np.int64]
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Years that a period may have."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often the words occur in the works of some years, both ends included, and in how many running words."""

    first: int
    last: int
    occurrences: int
    words: int

    @property
    def share(self) -> float:
        """Occurrences in ten thousand words."""
        return 10_000 * self.occurrences / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The years in which something was written that the filters let through, and what was found in all.

    `passages` and `occurrences` count all that have the words; `undated` those occurrences of which nobody knows when.
    """

    years: tuple[Frequency, ...]
    passages: int
    occurrences: int
    undated: int


def frequency(shelf: Shelf, index: Index, chronology: Chronology, text: str, pack: str = "") -> Frequencies:
    """Return how often the words of a query occur, for each year that there are passages of."""
    query = read(text)
    asked = Asked(shelf, index, query, pack)
    found, running, passages = _Tally(), _Tally(), 0
    for part in index.parts:
        years = chronology.years(part)
        entries = entries_of(part, asked) if query.wanted else np.zeros(0, np.int32)
        passages += len(entries)
        found.add(years[entries], occurrences(part, query.wanted, entries))
        some = _let_through(part, asked, years)
        running.add(years[some], part.segment.starts[some + 1] - part.segment.starts[some])
    words = running.counts
    dated = tuple(
        Frequency(each, each, found.counts.get(each, 0), words[each]) for each in sorted(words) if words[each]
    )
    total = sum(found.counts.values())
    return Frequencies(
        tuple(each for each in dated if each.first != UNDATED), passages, total, found.counts.get(UNDATED, 0)
    )


def periods(years: Sequence[Frequency], most: int) -> list[Frequency]:
    """Return the years joined to equal periods, as short as `most` of them allow; one without works has no words."""
    if not years:
        return []
    first, last = years[0].first, years[-1].last
    step = next((each for each in STEPS if last // each - first // each < most), STEPS[-1])
    begins = range(first // step * step, last + 1, step)
    joined = {begin: Frequency(begin, begin + step - 1, 0, 0) for begin in begins}
    for each in years:
        begin = each.first // step * step
        held = joined[begin]
        joined[begin] = replace(held, occurrences=held.occurrences + each.occurrences, words=held.words + each.words)
    return list(joined.values())


def _let_through(part: Part, asked: Asked, years: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the entries that the filters let through, whatever their words; the years are looked up here."""
    entries = narrowed(asked.shelf, replace(asked.query, years=None), asked.pack, part, everything(part))
    if not asked.query.years:
        return entries
    first, last = asked.query.years
    own = years[entries]
    kept = (own != UNDATED) & (own >= (UNDATED if first is None else first))
    chosen: NDArray[np.int32] = entries[kept & (own <= last) if last is not None else kept]
    return chosen


class _Tally:
    """Sums by year."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def add(self, years: NDArray[np.int32], amounts: NDArray[np.int64]) -> None:
        known, places = np.unique(years, return_inverse=True)
        sums = np.bincount(places, weights=amounts, minlength=len(known))
        for each, amount in zip(known.tolist(), sums.tolist(), strict=True):
            self.counts[each] = self.counts.get(each, 0) + int(amount)
