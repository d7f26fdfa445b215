"""The index: segments that together cover the shelf, brought up to date when the shelf changes.

One large segment is kept in a file beside the shelf; what was added since is a few small ones in memory, what was taken
away is marked. When too much has changed the file is made anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.library.shelf import Progress, Shelf
from bot.library.shelved import Row
from bot.lookup import cache
from bot.lookup.segment import Segment, build
from bot.lookup.vocabulary import Vocabulary

MOST_ADDED = 2000
"""Passages held in memory before the file is made anew."""

REST = 32
"""Questions between two times that memory is given back: a large library's file is larger than what one needs."""

STEPS = 8
"""How much larger than its follower a small segment is, at least; else the two are joined."""


@dataclass(slots=True)
class Part:
    """A segment in use.

    It holds the passages numbered above `after` up to `highest`; `gone` marks those taken away. `sums` and `marks` are
    room to work in, zero between two questions. `others` are the other segments in use. `width` is what the rank of the
    first of a pair of frequent stems is multiplied by in the pair's name.
    """

    segment: Segment
    words: Vocabulary
    roots: Vocabulary
    after: int
    highest: int
    gone: NDArray[np.bool_] | None
    sums: NDArray[np.float32]
    marks: NDArray[np.int16]
    width: int
    others: "list[Part]" = field(default_factory=list)

    @classmethod
    def of(cls, segment: Segment, after: int, highest: int) -> "Part":
        """Return the segment ready for use."""
        sums = np.zeros(segment.entries + 1, np.float32)
        words = Vocabulary(segment.letters.data, segment.ends)
        roots = Vocabulary(segment.stem_letters.data, segment.stem_ends)
        width = int(segment.ranks.max(initial=0)) + 1
        return cls(segment, words, roots, after, highest, None, sums, np.zeros(len(words) + 1, np.int16), width)

    def occurrences(self, stem: int) -> int:
        """Return how often a stem, by its number here, occurs; -1 is none."""
        return int(self.segment.stem_counts[stem]) if stem >= 0 else 0

    def take_away(self, first: int, last: int) -> None:
        """Mark passages first to last as gone."""
        numbers = self.segment.numbers
        chosen = (numbers >= first) & (numbers <= last)
        if chosen.any():
            self.gone = chosen if self.gone is None else self.gone | chosen


class Index:
    """Keeps the segments of a shelf. `generation` is that of the shelf they stand for."""

    def __init__(self, shelf: Shelf) -> None:
        self.parts: list[Part] = []
        self.generation = -1
        self._shelf = shelf
        self._mapped: cache.Mapped | None = None
        self._asked = 0
        self._path: Path = shelf.path.with_suffix(".index")

    @property
    def highest(self) -> int:
        """The highest passage number that the segments know."""
        return max((part.highest for part in self.parts), default=0)

    @property
    def running(self) -> int:
        """How many tokens there are in all."""
        return sum(len(part.segment.stream) for part in self.parts)

    @property
    def entries(self) -> int:
        """How many entries there are in all."""
        return sum(part.segment.entries for part in self.parts)

    def knows(self, token: str) -> bool:
        """Return whether any passage has the word."""
        return any(part.words.number(token) >= 0 for part in self.parts)

    def count(self) -> None:
        """Count a question; now and then the memory of what was read from the file is given back."""
        self._asked += 1
        if self._mapped and self._asked % REST == 0:
            self._mapped.let_go()

    def refresh(self, *, progress: Progress | None = None) -> None:
        """Bring the segments up to date; cheap where nothing changed."""
        generation = self._shelf.generation
        if generation == self.generation:
            return
        if not self._catch_up(generation):
            self._load(generation)
            if not self._catch_up(generation):
                self._rebuild(generation, progress)
        for part in self.parts:
            part.others = [each for each in self.parts if each is not part]

    def _load(self, generation: int) -> None:
        """Take the file in use, if it is of this shelf and not from its future."""
        try:
            segment, origin, mapped = cache.load(self._path)
        except cache.Unusable:
            return
        if origin.identity == self._shelf.identity and origin.generation <= generation:
            self.parts = [Part.of(segment, 0, origin.highest)]
            self._mapped = mapped
            self.generation = origin.generation

    def _catch_up(self, generation: int) -> bool:
        """Take in what changed since; return False where that is too much, and nothing was done."""
        if self.generation < 0:
            return False
        kept = self.parts[0].highest if self.parts else 0
        added = list(islice(self._shelf.rows(self.highest), MOST_ADDED + 1))
        if len(added) + self.highest - kept > MOST_ADDED:
            return False
        for first, last in self._shelf.removed(self.generation):
            for part in self.parts:
                part.take_away(first, last)
        if added:
            self._append(added)
        self.generation = generation
        return True

    def _append(self, rows: list[Row]) -> None:
        """Add a small segment of those rows, joined with the small ones before it while they are not much larger."""
        after = self.highest
        while len(self.parts) > 1 and self.parts[-1].segment.entries < STEPS * len(rows):
            after = self.parts.pop().after
            rows = list(self._shelf.rows(after))
        self.parts.append(Part.of(build(rows), after, rows[-1].number))

    def _rebuild(self, generation: int, progress: Progress | None) -> None:
        """Make everything anew and keep it in the file."""
        if self._mapped:
            self._mapped.let_go()
        segment = build(_told(self._shelf.rows(), progress), room=self._path.parent)
        highest = int(segment.numbers.max(initial=0))
        cache.save(self._path, segment, cache.Origin(self._shelf.identity, generation, highest))
        self.parts = []
        self.generation = -1
        self._load(generation)


def _told(rows: Iterator[Row], progress: Progress | None) -> Iterator[Row]:
    """Yield the rows, telling of every thousandth."""
    for done, row in enumerate(rows, 1):
        if progress and done % 1000 == 0:
            progress(done)
        yield row
