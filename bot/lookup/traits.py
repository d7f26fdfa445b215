"""Traits: of which year and in which language each passage is, by the index's entries, so that filters are quick."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.library.citation import year
from bot.library.shelf import Shelf
from bot.lookup.index import Index, Part

Numbers = NDArray[np.int32]
UNDATED = np.iinfo(np.int32).min
"""Stands for the year of what has none."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The traits of a part's entries.

    `told` is the year that a passage tells of itself, else its work's; `written` is its work's, else its own: an
    almanac's entries are dated by what they tell, not by when it was written. `languages` are places in `tongues`
    (BCP 47, lower case). `years` are the different years of `written`, and `places` where each entry's stands there.
    """

    told: Numbers
    written: Numbers
    languages: NDArray[np.int16]
    tongues: Sequence[str]
    years: Numbers
    places: NDArray[np.int64]


class Traits:
    """Reads the traits of an index's parts from the shelf, once for each part."""

    def __init__(self, shelf: Shelf, index: Index) -> None:
        self._shelf = shelf
        self._index = index
        self._known: list[tuple[Part, Columns]] = []

    def of(self, part: Part) -> Columns:
        """Return the traits of a part's entries."""
        for known, found in self._known:
            if known is part:
                return found
        found = self._read(part)
        kept = [pair for pair in self._known if any(pair[0] is each for each in self._index.parts)]
        self._known = [*kept, (part, found)]
        return found

    def on_topics(self, part: Part, entries: Numbers, topics: Sequence[str]) -> Numbers:
        """Return those of a part's entries that are on all the topics."""
        for each in topics:
            entries = entries[np.isin(part.segment.numbers[entries], self._shelf.on_topic(each))]
        return entries

    def _read(self, part: Part) -> Columns:
        segment, works = part.segment, self._shelf.numbered()
        tongues = sorted({work.language.lower() for work in works.values()})
        years = np.full(max(works, default=0) + 1, UNDATED, np.int32)
        languages = np.zeros(len(years), np.int16)
        for number, work in works.items():
            years[number], languages[number] = year_of(work.date), tongues.index(work.language.lower())
        theirs = np.minimum(segment.works, len(years) - 1)
        own, spoken = self._own(part, tongues)
        written = np.where(years[theirs] == UNDATED, own, years[theirs])
        known, places = np.unique(written, return_inverse=True)
        told = np.where(own == UNDATED, years[theirs], own)
        return Columns(told, written, np.where(spoken < 0, languages[theirs], spoken), tongues, known, places)

    def _own(self, part: Part, tongues: list[str]) -> tuple[Numbers, NDArray[np.int16]]:
        """Return what passages say of themselves: their years, their languages (-1: nothing), added to `tongues`."""
        known = {tongue: place for place, tongue in enumerate(tongues)}
        numbers, years, languages = array("i"), array("i"), array("h")
        for number, date, language in self._shelf.traits(part.after, part.highest):
            numbers.append(number)
            years.append(year_of(date) if date else UNDATED)
            languages.append(known.setdefault(language.lower(), len(known)) if language else -1)
        tongues[:] = known
        places = np.searchsorted(np.array(numbers, np.int32), part.segment.numbers)
        numbers.append(-1)
        years.append(UNDATED)
        languages.append(-1)
        places[np.array(numbers)[places] != part.segment.numbers] = len(numbers) - 1
        return np.array(years, np.int32)[places], np.array(languages, np.int16)[places]


def year_of(date: str) -> int:
    """Return the year of an ISO 8601 date, negative before our era; `UNDATED` where there is none."""
    written = year(date)
    if not written:
        return UNDATED
    return -int(written.removesuffix(" BCE")) if written.endswith("BCE") else int(written)
