"""Concordance and frequency: a word in all its contexts, aligned; and how often it occurs over the dated works."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.library.citation import cite, year
from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.lookup.find import concerned, matched
from bot.lookup.grammar import Query, read
from bot.lookup.index import Index
from bot.lookup.marking import marked

BESIDE = 36
"""Characters of context to either side of a word."""


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence: what stands before and after it, cut at words, and where."""

    before: str
    word: str
    after: str
    passage: Passage
    citation: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a word occurs in the works of a year, and in how many running words."""

    year: int
    occurrences: int
    words: int

    @property
    def share(self) -> float:
        """Occurrences in ten thousand words."""
        return 10_000 * self.occurrences / self.words if self.words else 0.0


def concordance(shelf: Shelf, index: Index, text: str, *, limit: int = 20, offset: int = 0) -> tuple[Context, ...]:
    """Return the contexts of the words of a query, in reading order; `limit` passages from `offset` on."""
    query = read(f"{text} order:citation")
    page = matched(shelf, index, query).page(offset, offset + limit)
    passages, works = shelf.read([each.number for each in page]), shelf.numbered()
    return tuple(
        context
        for each in page
        for context in _contexts(passages[each.number], cite(works[each.work], passages[each.number]), query)
    )


def aligned(contexts: tuple[Context, ...]) -> list[str]:
    """Return one line a context, the words one below the other."""
    return [f"{each.before:>{BESIDE}}  {each.word}  {each.after:<{BESIDE}}".rstrip() for each in contexts]


def _contexts(passage: Passage, citation: str, query: Query) -> Iterator[Context]:
    text = " ".join(passage.text.split("\n"))
    for start, end in marked(passage.text, query):
        before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
        before = before if start <= BESIDE else before.partition(" ")[2]
        after = after if end + BESIDE >= len(text) else after.rpartition(" ")[0]
        yield Context(before.strip(), text[start:end], after.strip(), passage, citation)


def frequency(shelf: Shelf, index: Index, text: str) -> tuple[Frequency, ...]:
    """Return how often the words of a query occur, for each year that a dated work is of."""
    query = read(text)
    dates = {number: _year(work.date) for number, work in shelf.numbered().items()}
    occurrences: dict[int, int] = {}
    totals: dict[int, int] = {}
    for part, entries in concerned(index, query.wanted):
        segment = part.segment
        for work in set(segment.works.tolist()):
            dated = dates.get(work)
            if dated is not None:
                own = segment.works == work
                lengths = (segment.starts[1:] - segment.starts[:-1])[own & (segment.forms == 0)]
                totals[dated] = totals.get(dated, 0) + int(lengths.sum())
        for number, passage in shelf.read(segment.numbers[entries].tolist()).items():
            dated = _year(passage.date) if passage.date else dates.get(_work_of(shelf, passage))
            if dated is not None and number:
                occurrences[dated] = occurrences.get(dated, 0) + len(marked(passage.text, query))
    return tuple(Frequency(each, occurrences.get(each, 0), totals[each]) for each in sorted(totals))


def _work_of(shelf: Shelf, passage: Passage) -> int:
    return next(
        number for number, work in shelf.numbered().items() if (work.pack, work.id) == (passage.pack, passage.work)
    )


def _year(date: str) -> int | None:
    written = year(date)
    if not written:
        return None
    return -int(written.removesuffix(" BCE")) if written.endswith("BCE") else int(written)
