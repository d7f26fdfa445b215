"""Chronology: of which year each passage is, so that words can be counted over time."""

import numpy as np
from numpy.typing import NDArray

from bot.library.citation import year
from bot.library.shelf import Shelf
from bot.lookup.index import Index, Part

Years = NDArray[np.int32]
UNDATED = np.iinfo(np.int32).min
"""Stands for the year of what has none."""


class Chronology:
    """Years of the entries of an index's parts, worked out once for each part."""

    def __init__(self, shelf: Shelf, index: Index) -> None:
        self._shelf = shelf
        self._index = index
        self._known: list[tuple[Part, Years]] = []

    def years(self, part: Part) -> Years:
        """Return the year of each entry, `UNDATED` where it has none: its work's, or else its own.

        The work's goes first: an almanac's entries are dated by what they tell, not by when it was written.
        """
        for known, found in self._known:
            if known is part:
                return found
        found = self._read(part)
        kept = [pair for pair in self._known if any(pair[0] is each for each in self._index.parts)]
        self._known = [*kept, (part, found)]
        return found

    def _read(self, part: Part) -> Years:
        segment, works = part.segment, self._shelf.numbered()
        by_work = np.full(max(works, default=0) + 1, UNDATED, np.int32)
        for number, work in works.items():
            by_work[number] = of(work.date)
        years: Years = by_work[np.minimum(segment.works, len(by_work) - 1)]
        if (years == UNDATED).any():
            own = {number: of(date) for number, date in self._shelf.dates(part.after, part.highest)}
            undated = np.flatnonzero(years == UNDATED)
            years[undated] = [own.get(each, UNDATED) for each in segment.numbers[undated].tolist()]
        return years


def of(date: str) -> int:
    """Return the year of an ISO 8601 date, negative before our era; `UNDATED` where there is none."""
    written = year(date)
    if not written:
        return UNDATED
    return -int(written.removesuffix(" BCE")) if written.endswith("BCE") else int(written)
