"""Frequency: how often the words of a search occur, year by year, over what is dated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.lookup.filters import narrowed
from bot.lookup.find import Asked, entries_of, everything
from bot.lookup.grammar import read
from bot.lookup.occurrences import occurrences
from bot.lookup.searched import Searched
from bot.lookup.traits import UNDATED, Columns

Numbers = NDArray[np.int32]
Counts = NDArray[np.int64] | NDArray[np.int32]
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


def frequency(library: Searched, text: str, pack: str = "") -> Frequencies:
    """Return how often the words of a query occur, for each year that there are passages of."""
    query = read(text)
    asked = Asked(library, query, pack)
    found, running, passages = _Tally(), _Tally(), 0
    for part in library.index.parts if query.wanted else ():
        entries, columns = entries_of(part, asked), library.traits.of(part)
        passages += len(entries)
        found.add(columns, entries, occurrences(part, query.wanted, entries))
        some = narrowed(library, query, pack, part, everything(part))
        running.add(columns, some, part.segment.starts[some + 1] - part.segment.starts[some])
    words = {each: count for each, count in sorted(running.counts.items()) if count and each != UNDATED}
    years = tuple(Frequency(each, each, found.counts.get(each, 0), count) for each, count in words.items())
    return Frequencies(years, passages, sum(found.counts.values()), found.counts.get(UNDATED, 0))


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


class _Tally:
    """Sums by year."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def add(self, columns: Columns, entries: Numbers, amounts: Counts) -> None:
        sums = np.bincount(columns.places[entries], weights=amounts, minlength=len(columns.years))
        for each, amount in zip(columns.years.tolist(), sums.tolist(), strict=True):
            self.counts[each] = self.counts.get(each, 0) + int(amount)
