"""Passages by what their source calls them: the citation or the title of a passage, the event of a dated entry."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.library import books
from bot.library.citation import cite
from bot.library.passage import Passage
from bot.library.point import Point, Range
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.library.work import Work

MOST = 50_000
"""Passages whose names are learnt, which takes half a second; works that would bring more are passed over."""
STEP = 1_000
SEVERAL = 5
"""Passages that may share a name; what more are called is no name."""

PLACED = re.compile(r"(?P<book>.*?[^\W\d_]\.?)\s*(?P<point>\d{1,3}[:.,]\d{1,3})[a-z]?")
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")

Ends = tuple[str, str]
"""The keys of the first and the last passage at a place."""


@dataclass(slots=True)
class _Names:
    """What the passages of one work are called, folded, and the places of a book that they are cited by."""

    called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    placed: dict[str, Ends] = field(default_factory=dict)

    def learn(self, work: Work, passage: Passage) -> None:
        """Take in what one more passage is called."""
        place = PLACED.fullmatch(BRACKETS.sub("", passage.cite))
        book = books.named(place["book"]) if place else None
        if place and book:
            self._place(book.name, re.split("[:.,]", place["point"]), passage.key)
            return
        for name in dict.fromkeys(map(fold, _names(work, passage))):
            known = self.called.get(name, ())
            self.called[name] = (*known, passage.key) if len(known) <= SEVERAL else known

    def _place(self, book: str, numbers: Sequence[str], key: str) -> None:
        """Take in a verse, and that its chapter reaches so far."""
        for several in (numbers, numbers[:1]):
            place = _place(book, several)
            self.placed[place] = (self.placed.get(place, (key, key))[0], key)


class Cited:
    """Finds the passages of a shelf by such names, which are learnt when they are first asked for.

    A library that changes wants a new one.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._names: list[tuple[Work, _Names]] | None = None

    def called(self, text: str, among: Sequence[Work] | None) -> tuple[Passage, ...]:
        """Return the passages that `text`, as a whole, is the name of, in one of the works given or in any."""
        name = fold(text)
        for _work, names in self._of(among):
            keys = names.called.get(name, ())
            if is_name(name) and 0 < len(keys) <= SEVERAL:
                return tuple(each for key in keys if (each := self._shelf.passage(key)))
        return ()

    def ends(self, book: str, wanted: Range, among: Sequence[Work] | None) -> tuple[Passage, Passage] | None:
        """Return the first and last passage that are cited by a range of a book, in the first work that has both."""
        first, last = (_place(book, each) for each in (wanted.first, wanted.last))
        for _work, names in self._of(among):
            if first in names.placed and last in names.placed:
                found = self._shelf.passage(names.placed[first][0]), self._shelf.passage(names.placed[last][1])
                return (found[0], found[1]) if found[0] and found[1] else None
        return None

    def _of(self, among: Sequence[Work] | None) -> Iterator[tuple[Work, _Names]]:
        if self._names is None:
            self._names = list(self._learnt())
        yield from (each for each in self._names if among is None or each[0] in among)

    def _learnt(self) -> Iterator[tuple[Work, _Names]]:
        left = MOST
        for work in self._shelf.works():
            size = self._size(work)
            if size and size <= left:
                left -= size
                names = _Names()
                for each in self._passages(work, size):
                    names.learn(work, each)
                yield work, names

    def _size(self, work: Work) -> int:
        """Return how many passages a work has, 0 where they are not called anything."""
        first = self._shelf.nth(work.pack, work.id, 0)
        named = first and (first.cite or first.title or work.scheme == "date")
        return self._shelf.count(Source(work.pack, work.id)) if named else 0

    def _passages(self, work: Work, size: int) -> Iterator[Passage]:
        """Yield the passages of a work, a part of them in memory at a time."""
        for start in range(0, size, STEP):
            first = self._shelf.nth(work.pack, work.id, start)
            yield from self._shelf.around(first.key, 0, STEP - 1) if first else ()


def fold(name: str) -> str:
    """Return a name as names are compared: its words in small letters, without accents and marks."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(each for each in bare if not unicodedata.combining(each))))


def is_name(folded: str) -> bool:
    """Return whether that may name a passage: a word alone, or a number, is a thing to search for."""
    return (" " in folded or not folded.isascii()) and bool(re.search(r"[^\W\d_]", folded))


def _names(work: Work, passage: Passage) -> Iterator[str]:
    """Yield a passage's citation and its title; of a dated entry also the event that its citation begins with."""
    cited = cite(work, passage)
    yield from (cited, passage.title)
    if work.scheme == "date":
        yield cited.removeprefix(f"{work.short or work.title}: ").partition(",")[0]


def _place(book: str, numbers: Sequence[str] | Point) -> str:
    return f"{book} {':'.join(numbers)}"
