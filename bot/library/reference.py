"""A reference: what people write to name a passage, such as "John 3:16-18; 4:1" or "Jefferson 1801 ¶4"."""

import re
from collections.abc import Iterable, Iterator

from bot.chat import Refusal
from bot.library import books, point
from bot.library.cited import Cited
from bot.library.importers import dates
from bot.library.passage import Passage
from bot.library.place import Places
from bot.library.point import Range
from bot.library.shelf import Shelf
from bot.library.titles import ORDINARY, Target, Titles
from bot.library.work import Work

LONGEST = 200
"""Characters; a longer text is no reference."""

MOST = 200
"""Passages in one reference: more than the longest psalm."""

PAGES = re.compile(r"(?:pages?\s|pp?\.\s?|seiten?\s|s\.\s?)(?=\d)", re.IGNORECASE)
START = re.compile(
    rf"(?<!\d)(?=\d)|(?=[¶§#])|(?<=\s)(?=(?:para(?:graph)?|verse|section|chapter)s?\b|{PAGES.pattern})", re.IGNORECASE
)
EDITION = re.compile(r"(?P<text>.*?)\s*[(\[](?P<edition>[^()\[\]]+)[)\]]")
BEHIND = re.compile(r"(?P<text>.*?)\s*\((?P<speaker>[^()]+)\)")

TRANSLATED = re.compile(r",?\s+(?:tr|trans|übers)\.\s.*")
IDENTITY = re.compile(r"(?=.*[-\d])[^\W_][\w-]{2,79}")


class References:
    """Reads references to the works on a shelf; learns their names anew whenever the shelf has changed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._places = Places(shelf)
        self._titles = Titles(())
        self._cited = Cited(shelf)
        self._generation = -1

    def read(self, text: str) -> tuple[Passage, ...] | None:
        """Return the passages that `text`, as a whole, refers to; None where it is no reference.

        Raises:
            Refusal: `reference-beyond` where the work has no such place, telling where it begins and ends;
                `reference-long` where it is more than can be shown.

        """
        self._learn()
        plain = TRANSLATED.sub("", point.unified(text)).strip(" .,;")
        if not plain or len(plain) > LONGEST:
            return None
        spelled = point.spelled(plain)
        return self._tried(plain) or (spelled != plain and self._tried(spelled)) or self._spoken(spelled)

    def _spoken(self, text: str) -> tuple[Passage, ...] | None:
        """Read a citation with the speaker in brackets behind it: "Hamlet 3.1.56 (HAMLET)"."""
        found = BEHIND.fullmatch(text)
        passages = self._tried(found["text"]) if found else None
        named = passages and found and all(each.speaker == found["speaker"] for each in passages)
        return passages if named else None

    def _tried(self, plain: str) -> tuple[Passage, ...] | None:
        """Read a text in one spelling, by every kind of name that it may be."""
        found = self._dated(plain) or self._identified(plain) or self._edition(plain) or self._read(plain, None)
        return found or self._opening(plain) or self._called(plain, None)

    def _learn(self) -> None:
        if self._generation != self._shelf.generation:
            self._generation = self._shelf.generation
            self._titles = Titles(self._shelf.works())
            self._cited = Cited(self._shelf)

    def _edition(self, text: str) -> tuple[Passage, ...] | None:
        """Read a reference that names its edition behind it, as a citation does: "John 3:16 (King James Version)"."""
        found = EDITION.fullmatch(text)
        parts = (found["text"], found["edition"]) if found else tuple(text.rsplit(" ", 1))
        works = self._titles.editions(parts[1]) if len(parts) == 2 else []
        return (self._read(parts[0], works) or self._called(parts[0], works)) if works else None

    def _read(self, text: str, among: list[Work] | None) -> tuple[Passage, ...] | None:
        """Read a name and the places in it: the longest name that there is, in the first work that has them."""
        for name, places in _splits(text):
            targets = self._titles.called(name, among)
            if PAGES.match(places):
                targets = [each for each in targets if each.work.scheme == "page"]
            ranges = point.read(places) if targets else None
            if ranges and not _is_ordinary(name, ranges):
                return self._resolved(targets, ranges)
        return self._located(text, among)

    def _resolved(self, targets: list[Target], ranges: tuple[Range, ...]) -> tuple[Passage, ...] | None:
        refused: Refusal | None = None
        for target in targets:
            try:
                return self._all(target, ranges)
            except Refusal as refusal:
                refused = refused or (refusal if self._places.holds(target) else None)
        if refused:
            raise refused
        return None

    def _all(self, target: Target, ranges: tuple[Range, ...]) -> tuple[Passage, ...]:
        return self._between(self._places.ends(target, each) for each in ranges)

    def _between(self, ends: Iterable[tuple[Passage, Passage]]) -> tuple[Passage, ...]:
        """Return all that stands between ends, themselves included, once each."""
        found: dict[str, Passage] = {}
        for first, last in ends:
            if last.position - first.position + len(found) >= MOST:
                raise Refusal("reference-long", most=MOST)
            run = self._shelf.around(first.key, 0, last.position - first.position)
            found |= {passage.key: passage for passage in run}
        return tuple(found.values())

    def _called(self, text: str, among: list[Work] | None) -> tuple[Passage, ...] | None:
        """Read what the passages' own source calls them: "Gen. 1:1", "The Lamp Act"."""
        for name, places in _splits(text):
            book, ranges = books.named(name), point.read(places)
            if book and ranges and not _is_ordinary(name, ranges):
                ends = [self._cited.ends(book.name, each, among) for each in ranges]
                return self._between(each for each in ends if each) if all(ends) else None
        return self._cited.called(text, among) or None

    def _located(self, text: str, among: list[Work] | None) -> tuple[Passage, ...] | None:
        """Read a work's name and an explicit id: "A Year of Neighbours velvet-divorce"."""
        name, _, identity = text.rpartition(" ")
        for target in self._titles.called(name.rstrip(","), among) if name else ():
            found = self._shelf.located(target.work.pack, target.work.id, identity)
            if found:
                return (found,)
        return None

    def _identified(self, text: str) -> tuple[Passage, ...] | None:
        """Read an explicit id alone, in whatever work has it."""
        if not IDENTITY.fullmatch(text) or text.isdigit():
            return None
        tries = (self._shelf.located(each.pack, each.id, text) for each in self._titles.all())
        return next(((found,) for found in tries if found), None)

    def _dated(self, text: str) -> tuple[Passage, ...] | None:
        """Read a whole date, alone: the passages of that very day."""
        date = dates.read(text)
        if len(date) != 10:
            return None
        return tuple(each for each in self._shelf.dated(date[5:]) if each.date == date) or None

    def _opening(self, text: str) -> tuple[Passage, ...] | None:
        """Read a work's name alone, where it is more than a word: it means the work's beginning."""
        if len(text.split()) < 2 or not (targets := self._titles.called(text)):
            return None
        work = targets[0].work
        first = self._shelf.nth(work.pack, work.id, 0)
        return (first,) if first else None


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, places) for every point where places may begin, the longest name first."""
    starts = [found.start() for found in START.finditer(text)]
    for start in reversed(starts):
        name = text[:start].strip(" ,")
        if re.search(r"[^\W\d_]", name):
            yield name, text[start:]


def _is_ordinary(name: str, ranges: tuple[Range, ...]) -> bool:
    """Return whether the name is a word of everyday speech, with nothing to show that a book is meant."""
    bare = name.rstrip(".")
    return bare.lower() in ORDINARY and not bare[:1].isupper() and any(len(each.first) < 2 for each in ranges)
