"""Decks: the keys that subscriptions choose from, read from the library once for many of them."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from bot.calendar import dated
from bot.calendar.rotation import Cursor, Rotation, take
from bot.calendar.stock import Stock
from bot.calendar.subscription import Draw, Subscription
from bot.library.passage import Passage
from bot.library.source import Source
from bot.lookup.lookup import Lookup

log = logging.getLogger(__name__)

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
    _stocks: OrderedDict[tuple[Source, bool], Stock] = field(default_factory=OrderedDict, init=False)
    _orders: OrderedDict[tuple[Draw, int, int], Sequence[str]] = field(default_factory=OrderedDict, init=False)
    _years: OrderedDict[Source, Mapping[str, Sequence[str]]] = field(default_factory=OrderedDict, init=False)

    async def prepare(self, wanted: Iterable[Draw]) -> None:
        """Read what is not at hand of what is about to be chosen from."""
        generation = await self.desk.ask(lambda lookup: lookup.shelf.generation)
        if generation != self._generation:
            self._forget(generation)
        for draw in wanted:
            await self._read(draw)

    async def present(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Return those of some keys whose passages the library still has."""
        return await self.desk.ask(lambda lookup: tuple(each for each in keys if lookup.shelf.passage(each)))

    def next(self, subscription: Subscription, day: date) -> tuple[tuple[str, ...], Cursor] | None:
        """Return what a subscription posts on its next due date, and its cursor after it.

        None when its source has nothing that may be posted. A source that was not prepared raises LookupError.
        """
        if subscription.rotation is Rotation.DATE:
            key = dated.pick(self._years[subscription.source], day)
            return ((key,), subscription.cursor) if key else None
        draw, seed = subscription.draw, subscription.seed
        stock = self._stocks[draw.source, draw.detailed]
        return take(lambda lap: self._order(stock, draw, seed, lap), subscription.cursor, stock.fits(subscription))

    def _order(self, stock: Stock, draw: Draw, seed: int, lap: int) -> Sequence[str]:
        if draw.rotation is not Rotation.SHUFFLE:
            return stock.keys
        wanted = (draw, seed, lap)
        if wanted not in self._orders:
            _keep(self._orders, wanted, stock.order(draw, seed, lap))
        return self._orders[wanted]

    async def _read(self, draw: Draw) -> None:
        source, stocked = draw.source, (draw.source, draw.detailed)
        if draw.rotation is Rotation.DATE and source not in self._years:
            days = await self.desk.ask(lambda lookup: year(lookup, source))
            _keep(self._years, source, days)
            _tell(source, left=len(days))
        if draw.rotation is not Rotation.DATE and stocked not in self._stocks:
            stock = await self.desk.ask(lambda lookup: Stock.read(lookup.shelf, draw))
            _keep(self._stocks, stocked, stock)
            _tell(source, left=len(stock.keys))

    def _forget(self, generation: int) -> None:
        self._generation = generation
        for each in (self._stocks, self._orders, self._years):
            each.clear()


def _tell(source: Source, *, left: int) -> None:
    """Tell the operator of a source that somebody ordered and of which nothing is left."""
    if not left:
        parts = (f"{kind} {name}" for kind, name in zip(("pack", "work", "topic"), _names(source), strict=True) if name)
        named = ", ".join(parts) or "the library"
        log.warning("%s has nothing that may be posted: put it back, or let its chats choose another with /edit", named)


def _names(source: Source) -> tuple[str, str, str]:
    return source.pack, source.work, source.topic


def year(lookup: Lookup, source: Source) -> dict[str, list[str]]:
    """Return what may be posted of a source on each day of the year that has something."""
    bounded = source.shortest or source.longest
    lengthy = set(lookup.shelf.keys(source, postable=True)) if bounded else None
    days = {
        day: [each.key for each in lookup.shelf.dated(day) if _fits(lookup, source, each)] for day in dated.labels()
    }
    if lengthy is not None:
        days = {day: [each for each in keys if each in lengthy] for day, keys in days.items()}
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
