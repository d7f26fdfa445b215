"""Editions: works that are declared to be one text, whose places correspond, as translations of one another do."""

import re
from collections.abc import Iterator

from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.library.work import Work

MOST = 4
"""Editions that are shown side by side, the one that was asked for among them."""

LONGEST = 50
"""Passages of one edition that a place of another may correspond to."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PART = re.compile(r"(?<=\d)[a-z]$")

Run = tuple[Passage, ...]


def beside(shelf: Shelf, first: Passage, last: Passage) -> list[Run]:
    """Return the passages from `first` to `last` in their own edition and, after it, in the others, at most `MOST`."""
    work = shelf.work(first.pack, first.work)
    if not work or not work.parallel:
        return []
    others = (_run(shelf, each, first.locator, last.locator) for each in _others(shelf, work))
    own = tuple(shelf.around(first.key, 0, last.position - first.position))
    return [own, *(each for each in others if each)][:MOST]


def spoken(shelf: Shelf, first: Passage, last: Passage, language: str) -> Run:
    """Return the passages from `first` to `last` in the first other edition in a language (BCP 47).

    Nothing where there is none, or where their own edition is in that language.
    """
    work = shelf.work(first.pack, first.work)
    if not language or not work or not work.parallel or _same(first.language or work.language, language):
        return ()
    found = (_run(shelf, each, first.locator, last.locator) for each in _others(shelf, work, language))
    return next((each for each in found if each), ())


def named(work: Work, text: str) -> bool:
    """Return whether a text names that very edition."""
    names = (work.title, work.short, work.translator, *work.names)
    return any(each and re.search(rf"\b{re.escape(each)}\b", text, re.IGNORECASE) for each in names)


def _same(one: str, other: str) -> bool:
    """Return whether two tags are of one language, whatever the region."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def _others(shelf: Shelf, work: Work, language: str = "") -> Iterator[Work]:
    editions = (each for each in shelf.works() if each.parallel == work.parallel and each != work)
    yield from (each for each in editions if not language or _same(each.language, language))


def _run(shelf: Shelf, work: Work, first: str, last: str) -> Run:
    """Return what stands from one place to another in a work; nothing where it has not both."""
    start, end = _at(shelf, work, first), _at(shelf, work, last)
    if not start or not end or not 0 <= end[-1].position - start[0].position < LONGEST:
        return ()
    return tuple(shelf.around(start[0].key, 0, end[-1].position - start[0].position))


def _at(shelf: Shelf, work: Work, locator: str) -> list[Passage]:
    """Return the passages at a place: itself, or the parts of it where one edition had to be cut and another not."""
    exact = shelf.located(work.pack, work.id, locator)
    whole = PART.sub("", locator)
    found = [exact] if exact else [shelf.located(work.pack, work.id, whole)] if whole != locator else [None]
    if found[0]:
        return [each for each in found if each]
    parts = (shelf.located(work.pack, work.id, whole + letter) for letter in LETTERS)
    return [each for each in parts if each]
