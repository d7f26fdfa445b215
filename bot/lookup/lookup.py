"""The lookup: what someone remembers, answered from the shelf."""

import numpy as np
from numpy.typing import NDArray

from bot.library.shelf import Progress, Shelf
from bot.lookup.concordance import Concordance, Turn, concordance
from bot.lookup.confidence import Confidence
from bot.lookup.find import found
from bot.lookup.finding import Finding, Found, Hit
from bot.lookup.frequency import Frequencies, frequency
from bot.lookup.index import Index, Part
from bot.lookup.quotation import Answerer
from bot.lookup.search import Allowed
from bot.lookup.searched import Searched
from bot.lookup.traits import Traits


class Lookup:
    """Finds quotations and keywords in a shelf. For one thread; `prepare` makes the index ready beforehand."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._index = Index(shelf)
        self._searched = Searched(shelf, self._index, Traits(shelf, self._index))
        self._answerer = Answerer(shelf, self._index, Confidence.read())

    def prepare(self, *, progress: Progress | None = None) -> None:
        """Bring the index up to date with the shelf; `progress` is told how many passages are done."""
        self._index.refresh(progress=progress)

    def close(self) -> None:
        """Let go of the index."""
        self._index.parts = []

    def quote(self, text: str, *, pack: str = "", limit: int = 5) -> Finding:
        """Return the passages that `text` may be a quotation of, best first, and how faithful it is."""
        self.prepare()
        self._index.count()
        return self._answerer.finding(text, self._allowed(pack), limit)

    def find(self, query: str, *, pack: str = "", limit: int = 5, offset: int = 0) -> Found:
        """Return one page of the passages that `query` finds; its grammar is that of `bot.lookup.grammar`."""
        self.prepare()
        return found(self._searched, query, pack, limit=limit, offset=offset)

    def complete(self, prefix: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return the passages that what was typed so far may be the beginning of, or a part, best first."""
        self.prepare()
        self._index.count()
        return self._answerer.nearest(prefix, _all, limit)

    def concordance(self, query: str, *, pack: str = "", limit: int = 20, turn: Turn | None = None) -> Concordance:
        """Return `limit` contexts of a query's words, in reading order, from `turn` on."""
        self.prepare()
        return concordance(self._searched, query, pack, limit=limit, turn=turn)

    def frequency(self, query: str, *, pack: str = "") -> Frequencies:
        """Return how often the words of a query occur, year by year, over what is dated."""
        self.prepare()
        return frequency(self._searched, query, pack)

    def _allowed(self, pack: str) -> Allowed:
        """Return the mask of a pack's entries; no pack is all."""
        if not pack:
            return _all
        numbers = [number for number, work in self.shelf.numbered().items() if work.pack == pack]
        return lambda part: np.isin(part.segment.works, numbers)


def _all(_part: Part) -> NDArray[np.bool_] | None:
    return None
