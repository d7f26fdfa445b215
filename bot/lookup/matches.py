"""Matches: the passages that a keyword search found, of which a page at a time is put in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Keys = NDArray[np.float64]

AT_ONCE = 1 << 15
"""Matches that are sorted at a time; of each such stretch only what may be on the page is kept."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that has what was asked: its number, work and rank."""

    number: int
    work: int
    rank: float


@dataclass(frozen=True, slots=True)
class Matches:
    """All that was found: numbers, works and ranks (0-1); the lowest `keys` come first, then the lowest numbers."""

    numbers: Numbers
    works: Numbers
    ranks: Keys
    keys: Keys

    @classmethod
    def of(cls, found: Sequence[tuple[Numbers, Numbers, Keys]], places: NDArray[np.int64] | None) -> Self:
        """Return the matches of all parts, best first, or in the order of the `places` of their works if given."""
        nothing = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))
        numbers, works, ranks = (np.concatenate(each) for each in zip(nothing, *found, strict=True))
        return cls(numbers, works, ranks, -ranks if places is None else places[works].astype(np.float64))

    def __len__(self) -> int:
        return len(self.numbers)

    def works_found(self) -> int:
        """Return how many works they are of."""
        return int(np.count_nonzero(np.bincount(self.works)))

    def page(self, first: int, last: int) -> list[Match]:
        """Return the matches [first, last) in their order."""
        some = self._lowest(last)
        chosen = some[np.lexsort((self.numbers[some], self.keys[some]))][first:last]
        return [
            Match(int(self.numbers[each]), int(self.works[each]), float(self.ranks[each])) for each in chosen.tolist()
        ]

    def _lowest(self, most: int) -> NDArray[np.int64]:
        """Return places among which the first `most` are."""
        stretches = range(0, len(self), AT_ONCE)
        return np.concatenate([np.zeros(0, np.int64), *(self._lowest_of(each, most) for each in stretches)])

    def _lowest_of(self, begin: int, most: int) -> NDArray[np.int64]:
        keys = self.keys[begin : begin + AT_ONCE]
        places = np.arange(begin, begin + len(keys))
        if len(keys) <= most:
            return places
        near = np.flatnonzero(keys <= np.partition(keys, most)[most])
        order = np.lexsort((self.numbers[places[near]], keys[near]))
        return places[near[order[:most]]]
