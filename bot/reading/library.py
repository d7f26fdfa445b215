"""The library as the answers see it: asked through the desk, in passages that carry their citation."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Protocol, TypeVar

import regex

from bot.chat import Refusal
from bot.library import editions
from bot.library.citation import Run, cite_list, runs
from bot.library.passage import Passage
from bot.library.reference import References
from bot.library.shelved import PackEntry
from bot.library.source import Source
from bot.library.work import Work
from bot.lookup.concordance import Concordance, Turn
from bot.lookup.finding import Finding, Found, Hit
from bot.lookup.frequency import Frequencies
from bot.lookup.lookup import Lookup
from bot.reading import example

Result = TypeVar("Result")
DRAWN = 12
"""Passages drawn at most until one makes a good example."""
KEY = regex.compile(r"[a-z2-7]{12}")
"""How a passage's key looks; see :func:`bot.library.passage.key`."""


class Desk(Protocol):
    """Where the library is read, in a thread of its own."""

    async def ask(self, question: Callable[[Lookup], Result], /) -> Result:
        """Return what the question finds."""
        ...


@dataclass(frozen=True, slots=True)
class Extract:
    """Passages that are read together, and where they stand; keys of the ones before and after them, "" at an end."""

    passages: tuple[Passage, ...]
    citation: str
    before: str = ""
    after: str = ""
    terms: tuple[Passage, ...] = ()
    """What explains words in a passage that is read alone."""
    companions: tuple["Extract", ...] = ()
    """What stands beside a passage that is read alone."""
    about: str = ""
    """The key of the passage that a companion stands beside."""

    @property
    def first(self) -> Passage:
        """The passage it begins with, whose key names it in buttons."""
        return self.passages[0]


@dataclass(slots=True)
class Library:
    """Questions of the answers to the library. Every method waits for the desk and blocks nothing else."""

    desk: Desk
    _references: References | None = field(default=None, init=False)

    async def quote(self, text: str, *, pack: str = "", limit: int = 5) -> Finding:
        """Return where a quotation is from and how faithful it is."""
        return await self.desk.ask(lambda lookup: lookup.quote(text, pack=pack, limit=limit))

    async def find(self, query: str, *, pack: str = "", limit: int = 5, offset: int = 0) -> Found:
        """Return one page of a keyword search."""
        return await self.desk.ask(lambda lookup: lookup.find(query, pack=pack, limit=limit, offset=offset))

    async def concordance(self, query: str, *, pack: str = "", limit: int, turn: Turn) -> Concordance:
        """Return a page of the contexts of a search's words."""
        return await self.desk.ask(lambda lookup: lookup.concordance(query, pack=pack, limit=limit, turn=turn))

    async def frequency(self, query: str, *, pack: str = "") -> Frequencies:
        """Return how often a search's words occur, year by year."""
        return await self.desk.ask(lambda lookup: lookup.frequency(query, pack=pack))

    async def complete(self, prefix: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return the passages that words typed so far may lead to."""
        return await self.desk.ask(lambda lookup: lookup.complete(prefix, limit=limit))

    async def reference(self, text: str) -> Extract | None:
        """Return what a reference names, None where the text is none.

        Raises:
            Refusal: where it is one, but out of bounds.

        """
        return await self.desk.ask(lambda lookup: self._read(lookup, text))

    async def named(self, name: str) -> Extract | None:
        """Return what a passage's key or a reference names.

        Raises:
            Refusal: where the passage of a key is gone, or the reference is out of bounds.

        """
        if not KEY.fullmatch(name):
            return await self.reference(name)
        return await self.passage(name)

    async def passage(self, key: str) -> Extract:
        """Return the passage of a key.

        Raises:
            Refusal: where it is no longer there.

        """
        found = await self.desk.ask(lambda lookup: _extract(lookup, lookup.shelf.passage(key)))
        if not found:
            raise await self._gone(key)
        return found

    async def _gone(self, key: str) -> Refusal:
        """Return what is said of a passage that is not there: that its editor took it out, where that is known."""
        retired = await self.desk.ask(lambda lookup: lookup.shelf.retired(key))
        return Refusal("passage-retired" if retired else "passage-gone")

    async def together(self, keys: Sequence[str]) -> list[Extract]:
        """Return the passages of keys; those that read on from one another as one extract.

        Raises:
            Refusal: where one is no longer there.

        """
        return await self.desk.ask(lambda lookup: [_run(lookup, each) for each in _runs(lookup, keys)])

    async def around(self, key: str, *, before: int, after: int) -> Extract:
        """Return a passage with its neighbours in the same work.

        Raises:
            Refusal: where it is no longer there.

        """
        passages = await self.desk.ask(lambda lookup: lookup.shelf.around(key, before, after))
        if not passages:
            raise await self._gone(key)
        return await self.desk.ask(lambda lookup: _run(lookup, tuple(passages)))

    async def editions(self, extract: Extract) -> list[Extract]:
        """Return the first run of an extract in its own edition and then in the others; nothing where there is one."""
        first, last = runs(extract.passages)[0]
        return await self.desk.ask(
            lambda lookup: [_run(lookup, each) for each in editions.beside(lookup.shelf, first, last)]
        )

    async def spoken(self, passages: Sequence[Passage], language: str, asked: str = "") -> Extract | None:
        """Return passages in the edition that is in a language, BCP 47.

        None where they are in that language, where no edition is, or where `asked` names the edition they are of.
        """
        return await self.desk.ask(lambda lookup: _spoken(lookup, passages, language, asked))

    async def random(self, source: Source) -> Extract | None:
        """Return any passage of a source."""
        return await self.desk.ask(lambda lookup: _extract(lookup, lookup.shelf.random(source)))

    async def dated(self, day: date) -> list[Extract]:
        """Return the passages of a day of the year, oldest first."""
        return await self.desk.ask(
            lambda lookup: [_run(lookup, (each,)) for each in lookup.shelf.dated(f"{day:%m-%d}")]
        )

    async def example(self, name: str, language: str = "en") -> str:
        """Return something to ask with the command `name` that this library answers; "" where the library is empty."""
        return await self.desk.ask(lambda lookup: self._example(lookup, name, language))

    async def packs(self) -> list[PackEntry]:
        """Return the packs there are."""
        return await self.desk.ask(lambda lookup: lookup.shelf.packs())

    async def works(self, pack: str = "") -> list[Work]:
        """Return the works of a pack, or of all."""
        return await self.desk.ask(lambda lookup: lookup.shelf.works(pack))

    async def topics(self) -> dict[str, int]:
        """Return the topics there are, and how many passages each has."""
        return await self.desk.ask(lambda lookup: lookup.shelf.topics())

    def _read(self, lookup: Lookup, text: str) -> Extract | None:
        if not self._references:
            self._references = References(lookup.shelf)
        passages = self._references.read(text)
        if not passages:
            return None
        return _alone(lookup, passages[0]) if len(passages) == 1 else _run(lookup, passages)

    def _example(self, lookup: Lookup, name: str, language: str) -> str:
        drawn: Passage | None = None
        for _draw in range(DRAWN):
            drawn = lookup.shelf.random(Source())
            if not drawn or self._suits(lookup, drawn, name, language):
                break
        return example.KINDS[name](drawn, _run(lookup, (drawn,)).citation) if drawn else ""

    def _suits(self, lookup: Lookup, passage: Passage, name: str, language: str) -> bool:
        return example.good(passage, language) and (name != "passage" or self._reads(lookup, passage))

    def _reads(self, lookup: Lookup, passage: Passage) -> bool:
        """Return whether the passage's citation leads back to it."""
        with contextlib.suppress(Refusal):
            found = self._read(lookup, _run(lookup, (passage,)).citation)
            return found is not None and found.first == passage
        return False


def _runs(lookup: Lookup, keys: Sequence[str]) -> list[tuple[Passage, ...]]:
    gathered: list[list[Passage]] = []
    for key in keys:
        passage = lookup.shelf.passage(key)
        if not passage:
            raise Refusal("passage-gone")
        last = gathered[-1][-1] if gathered else None
        if last and _goes_on(last, passage):
            gathered[-1].append(passage)
        else:
            gathered.append([passage])
    return [tuple(each) for each in gathered]


def _goes_on(last: Passage, passage: Passage) -> bool:
    """Return whether a passage reads on from another; an entry with a title or a citation of its own stands alone."""
    following = (last.pack, last.work, last.position + 1) == (passage.pack, passage.work, passage.position)
    return following and not any((last.title, last.cite, passage.title, passage.cite))


def _extract(lookup: Lookup, passage: Passage | None) -> Extract | None:
    return _alone(lookup, passage) if passage else None


def _alone(lookup: Lookup, passage: Passage) -> Extract:
    """Return one passage with its companions."""
    companions = tuple(_explained(lookup, each) for each in lookup.shelf.companions(passage.key))
    about = next((each.key for each in lookup.shelf.accompanied(passage.key)), "")
    return replace(_explained(lookup, passage), companions=companions, about=about)


def _spoken(lookup: Lookup, passages: Sequence[Passage], language: str, asked: str) -> Extract | None:
    (first, last), *more = runs(passages)
    work = lookup.shelf.work(first.pack, first.work)
    if more or (work and editions.named(work, asked)):
        return None
    found = editions.spoken(lookup.shelf, first, last, language)
    return _alone(lookup, found[0]) if len(found) == 1 else _run(lookup, found) if found else None


def _explained(lookup: Lookup, passage: Passage) -> Extract:
    return replace(_run(lookup, (passage,)), terms=_terms(lookup, passage))


def _terms(lookup: Lookup, passage: Passage) -> tuple[Passage, ...]:
    works = lookup.shelf.works(passage.pack) if passage.terms else ()
    found = (lookup.shelf.located(each.pack, each.id, term) for term in passage.terms for each in works)
    return tuple(each for each in found if each)


def _run(lookup: Lookup, passages: tuple[Passage, ...]) -> Extract:
    works = groupby(passages, lambda each: (each.pack, each.work))
    citation = "; ".join(_cited(lookup, *named, runs(each)) for named, each in works)
    return Extract(passages, citation, _beside(lookup, passages[0], -1), _beside(lookup, passages[-1], 1))


def _cited(lookup: Lookup, pack: str, work: str, several: Sequence[Run]) -> str:
    return cite_list(lookup.shelf.work(pack, work) or Work(pack, work, work), several)


def _beside(lookup: Lookup, passage: Passage, step: int) -> str:
    position = passage.position + step
    found = lookup.shelf.nth(passage.pack, passage.work, position) if position >= 0 else None
    return found.key if found else ""
