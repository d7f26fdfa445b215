"""Places: where the points of a reference stand in a work on the shelf."""

import re
from collections.abc import Iterator

from bot.chat import Refusal
from bot.library import books, scenes
from bot.library.passage import Passage, key
from bot.library.point import Point, Range
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.library.titles import Target

SEPARATORS = (":", ".")
GAP = 3
"""Numbers that may be missing in a row; editions leave out a verse here and there."""

MOST_CHAPTERS = 300
MOST_VERSES = 400
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Places:
    """Finds the passages of a shelf by points."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def holds(self, target: Target) -> bool:
        """Return whether the work has what the target names at all: that book of the Bible, say."""
        return self._first_of(target) is not None

    def ends(self, target: Target, wanted: Range) -> tuple[Passage, Passage]:
        """Return the first and the last passage of a range.

        Raises:
            Refusal: where one of them is not there, or they are in the wrong order.

        """
        start, end = self._single_chapter(target, wanted.first), self._single_chapter(target, wanted.last)
        first, last = self._at(target, start), self._at(target, end)
        for missed in (each for each, found in ((start, first), (end, last)) if not found):
            self._check_retired(target, missed)
        if not first or not last or last[-1].position < first[0].position:
            raise self._beyond(target, start if not first else end, wanted)
        return first[0], self._following(last[-1], wanted.following)

    def _check_retired(self, target: Target, wanted: Point) -> None:
        work = target.work
        if any(self._shelf.retired(key(work.pack, work.id, each)) for each in self._spelled(target, wanted)):
            raise Refusal("passage-retired")

    def _single_chapter(self, target: Target, wanted: Point) -> Point:
        """Return ("1", "3") for "Jude 3": in a book of one chapter a number alone is a verse."""
        book = books.named(target.name)
        return ("1", *wanted) if book and book.chapters == 1 and len(wanted) == 1 and wanted != ("1",) else wanted

    def _at(self, target: Target, wanted: Point) -> tuple[Passage, Passage] | None:
        """Return the first and last passage at a point: itself, its lettered parts, or all that is in its chapter."""
        if target.work.scheme == "line":
            return scenes.at(lambda locator: self._located(target, locator), wanted)
        for prefix in self._spelled(target, wanted):
            found = self._located(target, prefix)
            if found and target.work.scheme == "page":
                return found, [found, *self._lettered(target, prefix, after="a")][-1]
            if found:
                return found, found
            parts = list(self._lettered(target, prefix))
            if parts:
                return parts[0], parts[-1]
        return self._chapter(target, wanted) or self._counted(target, wanted)

    def _counted(self, target: Target, wanted: Point) -> tuple[Passage, Passage] | None:
        """Return the paragraph of that number in a work where it has an id instead of one."""
        work = target.work
        if work.scheme != "paragraph" or target.prefixes[0] or len(wanted) > 1 or not wanted[0].isdigit():
            return None
        found = self._shelf.nth(work.pack, work.id, int(wanted[0]) - 1)
        return (found, found) if found and not found.locator.startswith("¶") else None

    def _spelled(self, target: Target, wanted: Point) -> Iterator[str]:
        """Yield the locators that a point may have."""
        for prefix in target.prefixes:
            for separator in SEPARATORS if len(wanted) > 1 else SEPARATORS[:1]:
                yield prefix + separator.join(wanted)

    def _located(self, target: Target, locator: str) -> Passage | None:
        return self._shelf.located(target.work.pack, target.work.id, locator)

    def _lettered(self, target: Target, locator: str, *, after: str = "") -> Iterator[Passage]:
        """Yield ¶4a, ¶4b … of a paragraph that was cut; only the letters behind `after`, if given."""
        for letter in LETTERS[LETTERS.find(after) + 1 if after else 0 :]:
            found = self._located(target, locator + letter)
            if not found:
                return
            yield found

    def _chapter(self, target: Target, wanted: Point) -> tuple[Passage, Passage] | None:
        for spelled in self._spelled(target, wanted):
            for separator in SEPARATORS:
                found = self._numbered(target, f"{spelled}{separator}", MOST_VERSES)
                if found:
                    return found
        return None

    def _numbered(self, target: Target, prefix: str, most: int) -> tuple[Passage, Passage] | None:
        """Return the first and last passage whose locators are the prefix and a number counted up."""
        found: list[Passage] = []
        missing = 0
        for number in range(1, most):
            passage = self._located(target, f"{prefix}{number}") or next(
                self._lettered(target, f"{prefix}{number}"), None
            )
            found, missing = ([*found[:1], passage], 0) if passage else (found, missing + 1)
            if missing > GAP:
                break
        return (found[0], self._last_part(target, found[-1])) if found else None

    def _last_part(self, target: Target, passage: Passage) -> Passage:
        """Return the last lettered part of a paragraph whose first part this is."""
        if not passage.locator.endswith("a"):
            return passage
        return list(self._lettered(target, passage.locator[:-1]))[-1]

    def _following(self, last: Passage, count: int) -> Passage:
        """Return what "f" (the next one) or "ff" (to the end of the chapter) reaches."""
        if not count:
            return last
        chapter = last.locator.rpartition(":")[0]
        after = self._shelf.around(last.key, 0, 1 if count > 0 else MOST_VERSES)
        return [each for each in after if each.locator.rpartition(":")[0] == chapter][-1]

    def _first_of(self, target: Target) -> Passage | None:
        if not target.prefixes[0]:
            return self._shelf.nth(target.work.pack, target.work.id, 0)
        found = self._at(target, ("1",))
        return found[0] if found else None

    def _beyond(self, target: Target, wanted: Point, whole: Range) -> Refusal:
        """Return the refusal that tells where what was meant begins and ends: the chapter, else the book or work."""
        chapter = self._at(target, wanted[:-1]) if len(wanted) > 1 else None
        first, last = chapter or self._bounds(target)
        mark = ":" if target.work.scheme == "verse" else "."
        name = f"{target.name} {mark.join(wanted[:-1])}" if chapter else target.name
        begins, ends = (_bare(each.locator, target) if each else "" for each in (first, last))
        return Refusal("reference-beyond", reference=whole.written(mark), name=name, first=begins, last=ends)

    def _bounds(self, target: Target) -> tuple[Passage | None, Passage | None]:
        first = self._first_of(target)
        if not target.prefixes[0]:
            return first, self._last_of(target)
        chapters = range(2, MOST_CHAPTERS)
        last = next((number - 1 for number in chapters if not self._begins(target, number)), MOST_CHAPTERS)
        found = self._chapter(target, (str(last),))
        return first, found[1] if found else first

    def _begins(self, target: Target, chapter: int) -> bool:
        """Return whether the book has a chapter of that number."""
        spelled = list(self._spelled(target, (str(chapter),)))
        tries = (f"{each}:{verse}" for each in spelled for verse in range(1, GAP + 1))
        return any(self._located(target, each) for each in tries)

    def _last_of(self, target: Target) -> Passage | None:
        work = target.work
        return self._shelf.nth(work.pack, work.id, self._shelf.count(Source(work.pack, work.id)) - 1)


def _bare(locator: str, target: Target) -> str:
    """Return a locator without the name that stands before it anyway, and without the letter of its part."""
    whole = re.sub(r"(?<=\d)[a-z]+$", "", locator)
    names = (each for each in target.prefixes if each not in ("", "¶"))
    return next((whole.removeprefix(each) for each in names if whole.startswith(each)), whole)
