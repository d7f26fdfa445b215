"""Decks: the keys that subscriptions choose from, read from the library once for many of them."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from bot.calendar import dated
from bot.calendar.rotation import Cursor, Deck, Rotation, shuffled, take
from bot.calendar.subscription import Subscription
from bot.library.passage import Passage
from bot.library.source import Source
from bot.lookup.lookup import Lookup

Result = TypeVar("Result")
SHELF = 64
"""How many sources, and how many shuffled orders, are kept at hand."""


class Desk(Protocol):
    """Where the library is read, in a thread of its own."""

    async def ask(self, question: Callable[[Lookup], Result], /) -> Result:
        """Return what the question finds."""
        ...


@dataclass(slots=True)
class Decks:
    """What may be posted of each source, as the library stands; read anew when the library has changed."""

    desk: Desk
    _generation: int = field(default=-1, init=False)
    _sources: OrderedDict[Source, Sequence[str]] = field(default_factory=OrderedDict, init=False)
    _orders: OrderedDict[tuple[Source, int, int], Sequence[str]] = field(default_factory=OrderedDict, init=False)
    _years: OrderedDict[Source, Mapping[str, Sequence[str]]] = field(default_factory=OrderedDict, init=False)

    async def prepare(self, wanted: Iterable[tuple[Source, Rotation]]) -> None:
        """Read what is not at hand of the sources that are about to be chosen from."""
        generation = await self.desk.ask(lambda lookup: lookup.shelf.generation)
        if generation != self._generation:
            self._forget(generation)
        for source, rotation in wanted:
            await self._read(source, rotation)

    def next(self, subscription: Subscription, day: date) -> tuple[tuple[str, ...], Cursor] | None:
        """Return what a subscription posts on its next due date, and its cursor after it.

        None when its source has nothing that may be posted. A source that was not prepared raises LookupError.
        """
        if subscription.rotation is Rotation.DATE:
            key = dated.pick(self._years[subscription.source], day)
            return ((key,), subscription.cursor) if key else None
        return take(self._deck(subscription), subscription.cursor, subscription.portion)

    def _deck(self, subscription: Subscription) -> Deck:
        keys = self._sources[subscription.source]
        if subscription.rotation is Rotation.SHUFFLE:
            return lambda lap: self._order(subscription.source, subscription.seed, lap)
        return lambda _lap: keys

    def _order(self, source: Source, seed: int, lap: int) -> Sequence[str]:
        wanted = (source, seed, lap)
        if wanted not in self._orders:
            _keep(self._orders, wanted, shuffled(self._sources[source], seed, lap=lap))
        return self._orders[wanted]

    async def _read(self, source: Source, rotation: Rotation) -> None:
        if rotation is Rotation.DATE and source not in self._years:
            _keep(self._years, source, await self.desk.ask(lambda lookup: year(lookup, source)))
        if rotation is not Rotation.DATE and source not in self._sources:
            keys = await self.desk.ask(lambda lookup: lookup.shelf.keys(source, postable=True))
            _keep(self._sources, source, keys)

    def _forget(self, generation: int) -> None:
        self._generation = generation
        for each in (self._sources, self._orders, self._years):
            each.clear()


def year(lookup: Lookup, source: Source) -> dict[str, list[str]]:
    """Return what may be posted of a source on each day of the year that has something."""
    days = {
        day: [each.key for each in lookup.shelf.dated(day) if _fits(lookup, source, each)] for day in dated.labels()
    }
    return {day: keys for day, keys in days.items() if keys}


def _fits(lookup: Lookup, source: Source, passage: Passage) -> bool:
    work = lookup.shelf.work(passage.pack, passage.work)
    within = source.pack in ("", passage.pack) and source.work in ("", passage.work)
    topics = passage.topics + (work.topics if work else ())
    return bool(work and work.may_post and within and (not source.topic or source.topic in topics))


Name = TypeVar("Name")
Kept = TypeVar("Kept")


def _keep(shelf: OrderedDict[Name, Kept], name: Name, value: Kept) -> None:
    shelf[name] = value
    if len(shelf) > SHELF:
        shelf.popitem(last=False)
