"""The lookup: what someone remembers, answered from the shelf."""

import unicodedata

from rapidfuzz import fuzz

from bot.library.citation import cite
from bot.library.passage import Passage
from bot.library.shelf import Progress, Shelf
from bot.lookup.finding import Finding, Found, Hit, Verdict


class Lookup:
    """Finds quotations and keywords in a shelf. For one thread; `prepare` makes the index ready beforehand."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def prepare(self, *, progress: Progress | None = None) -> None:
        """Bring the index up to date with the shelf."""

    def close(self) -> None:
        """Let go of the index."""

    def quote(self, text: str, *, pack: str = "", limit: int = 5) -> Finding:
        """Return the passages that `text` may be a quotation of, best first, and how faithful it is."""
        asked = _plain(text)
        scored = sorted(((self._score(asked, each), each) for each in self._all(pack)), key=lambda pair: -pair[0])
        hits = tuple(self._hit(each, score) for score, each in scored[:limit])
        if not hits or hits[0].score < 70:
            return Finding(Verdict.NONE, hits)
        text = text.strip()
        return Finding(Verdict.EXACT if text in hits[0].passage.text else Verdict.CLOSE, hits)

    def find(self, query: str, *, pack: str = "", limit: int = 5, offset: int = 0) -> Found:
        """Return one page of the passages that hold all the words."""
        words = _plain(query).split()
        found = [each for each in self._all(pack) if words and all(word in _plain(each.text) for word in words)]
        hits = tuple(self._hit(each, 50) for each in found[offset : offset + limit])
        return Found(hits, len(found), len({(each.pack, each.work) for each in found}))

    def complete(self, prefix: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return passages that go on from what was typed so far."""
        asked = _plain(prefix)
        return tuple(self._hit(each, 50) for each in self._all("") if asked and asked in _plain(each.text))[:limit]

    def _all(self, pack: str) -> list[Passage]:
        numbers = [row.number for row in self.shelf.rows()]
        return [each for each in self.shelf.read(numbers).values() if pack in ("", each.pack)]

    def _score(self, asked: str, passage: Passage) -> float:
        plain = _plain(passage.text)
        return fuzz.partial_ratio(asked[:384], plain) if len(plain) >= len(asked) else fuzz.ratio(asked, plain)

    def _hit(self, passage: Passage, score: float) -> Hit:
        work = self.shelf.work(passage.pack, passage.work)
        return Hit(passage, cite(work, passage) if work else "", score, (0, len(passage.text)))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(each if each.isalnum() else " " for each in folded).split())
