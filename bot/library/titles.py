"""Titles: every name by which a reference may call a work, or a book within one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.library import books
from bot.library.books import fold
from bot.library.citation import year
from bot.library.work import Work

ARTICLES = ("the ", "a ", "an ", "der ", "die ", "das ", "el ", "la ", "los ", "las ", "le ", "les ")
ORDINARY = frozenset({"am", "is", "ex", "ho", "da", "es", "la", "le", "re", "ne", "na", "ac", "he", "so", "pro", "ge"})
"""Short forms of books that are words of everyday speech: they need a verse, or a capital, to be names."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a name means: a work, and the words that its locators begin with there ("John ", "¶" or nothing)."""

    work: Work
    prefixes: tuple[str, ...]
    name: str


class Titles:
    """The names of the works given, folded."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._works = list(works)
        self._named: dict[str, list[Target]] = {}
        self._editions: dict[str, list[Work]] = {}
        for work in self._works:
            self._add(work)

    def called(self, name: str, among: list[Work] | None = None) -> list[Target]:
        """Return what `name` may mean, likeliest first, among all works or only those given."""
        targets = [*self._books(name), *self._named.get(fold(name), ())]
        return [each for each in targets if among is None or each.work in among]

    def editions(self, name: str) -> list[Work]:
        """Return the works that "(name)" behind a verse would choose."""
        return self._editions.get(fold(name), [])

    def all(self) -> list[Work]:
        """Return the works, in order."""
        return self._works

    def _books(self, name: str) -> Iterator[Target]:
        book = books.named(name)
        for work in self._works if book else ():
            if book and work.scheme == "verse":
                yield Target(work, tuple(f"{each} " for each in dict.fromkeys((book.cited, book.name))), book.name)

    def _add(self, work: Work) -> None:
        called = tuple(dict.fromkeys(each for each in (work.short, work.title) if each))
        target = Target(work, ("", "¶", *(f"{each} " for each in called)), called[0])
        for name in _names(work):
            known = self._named.setdefault(fold(name), [])
            if target not in known:
                known.append(target)
        for name in (*called, *work.names, work.id, work.pack):
            self._editions.setdefault(fold(name), []).append(work)


def _names(work: Work) -> Iterator[str]:
    """Yield the title and its short and further forms, each also with the author before it and the year behind."""
    titles = [each for each in (work.title, work.short, *work.names) if each]
    titles += [bare for each in titles for bare in _without_article(each)]
    authors = [each for each in dict.fromkeys((work.author, *_surnames(work.author))) if each]
    written = year(work.date)
    yield work.id
    for title in titles:
        for name in (title, *(f"{author} {title}" for author in authors)):
            yield from (name, f"{name} {written}") if written else (name,)
    for author in (*authors, work.author.split(" ", 1)[0]) if written and authors else ():
        yield f"{author} {written}"


def _without_article(title: str) -> Iterator[str]:
    for article in ARTICLES:
        if title.lower().startswith(article):
            yield title[len(article) :]


def _surnames(author: str) -> tuple[str, str]:
    """Return the last name, and the last two, which some surnames are; in a script without spaces, the whole."""
    names = author.split(" ")
    return names[-1], " ".join(names[-2:])
