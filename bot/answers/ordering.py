"""Ordering the daily passage: in plain words, step by step with buttons, and changing what was ordered.

`Ordering(wording, library, store)` has the handlers (parameters in order); all of them manage:
    subscribe      time, zone, days, source     typed, they may stand in any order; nothing begins step by step
    edit           number, words                what shall be different, in the words of subscribe
    order          source, days, time, zone     hidden: the steps
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.answers.label import Label, described
from bot.answers.orders import Orders
from bot.answers.steps import OFFSETS, Steps
from bot.calendar import heralds, occurrence, sources, wish, zones
from bot.calendar.order import fulfilled
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Standing, Subscription
from bot.calendar.wish import Wish
from bot.chat import Herald, Place, Refusal, Reply, Request
from bot.library.source import Source
from bot.lookup.lookup import Lookup
from bot.reading.library import Library
from bot.store.store import Store
from bot.wording.wording import Wording

MOST = 20
"""Subscriptions of one place."""
PARAMETERS = ("time", "zone", "days")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Takes orders and changes of them."""

    wording: Wording
    library: Library
    store: Store

    async def subscribe(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Order a passage by plain words and say when the first one comes, in local time."""
        if not any(arguments.values()) and not request.elsewhere:
            return await self.order(request, {})
        herald, _ = heralds.wished(Herald(), arguments)
        return await self._add(request, _asked(request, arguments), herald)

    async def order(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Ask for the next of source, days, time and zone; order when all are there."""
        habits = await self.store.places.habits(request.place)
        steps = Steps(self.wording, await self.library.packs(), habits.zone)
        if arguments.get("zone", OFFSETS) == OFFSETS:
            return steps.next(arguments, edit=bool(request.shown))
        line, zone, source = steps.read(arguments)
        ordered = await self._add(request, replace(wish.read(line), zone=zone, source=source))
        return replace(ordered, edit=bool(request.shown))

    async def edit(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Change one subscription as told, and say when its next post comes."""
        line = " ".join(arguments[each] for each in ("number", "words") if each in arguments).strip()
        first = line.partition(" ")[0].lstrip("#")
        chosen, words = _named(await self.store.subscriptions.of(request.place, also=first), line)
        herald, words = heralds.wished(chosen.herald, arguments, words)
        if not words.strip() and herald == chosen.herald:
            return Orders(self.wording).editing(chosen, await self._label(chosen), edit=bool(request.shown))
        changed = await self._changed(request, replace(chosen, herald=herald), wish.changes(words))
        return Orders(self.wording).changed(changed, await self._label(changed), edit=bool(request.shown))

    async def _add(self, request: Request, asked: Wish, herald: Herald | None = None) -> Reply:
        zone = await self._zone(request.place, asked)
        plain = Subscription(request.place, time(), zone, source=await self._chosen(asked.source))
        plain = replace(plain, herald=herald or Herald())
        wanted = fulfilled(await self._weighed(asked), plain, request.at)
        await self._may_add(wanted)
        first = occurrence.first(wanted, request.at)
        if not first:
            raise Refusal("daily-never")
        added = await self.store.subscriptions.add(wanted, first)
        await self.store.places.remember(request.place, zone=zone)
        return Orders(self.wording).confirmed(added, await self._label(added), elsewhere=request.elsewhere)

    async def _changed(self, request: Request, given: Subscription, wished: Wish) -> Subscription:
        before = given
        if wished.source:
            chosen = await self._chosen(wished.source)
            chosen = replace(chosen, shortest=given.source.shortest, longest=given.source.longest)
            given = replace(given, source=chosen, cursor=Cursor(), weights=())
        after = fulfilled(await self._weighed(wished), replace(given, zone=wished.zone or given.zone), request.at)
        await self.library.desk.ask(lambda lookup: _has_some(lookup, after.source))
        if after.standing is Standing.ACTIVE:
            last = await self.store.subscriptions.last_day(after.id)
            due = occurrence.changed(before, after, request.at, last=last)
            if not due:
                raise Refusal("daily-never")
            after = replace(after, next_day=due.day, next_due=due.at)
            await self.store.subscriptions.change(after, due)
        else:
            await self.store.subscriptions.change(after, None)
        return after

    async def _label(self, subscription: Subscription) -> Label:
        return await self.library.desk.ask(lambda lookup: described(lookup, subscription))

    async def _zone(self, place: Place, asked: Wish) -> str:
        zone = asked.zone or (await self.store.places.habits(place)).zone
        if zone:
            return zone
        raise zones.unknown(asked.source) if zones.near(asked.source) else Refusal("zone-missing")

    async def _chosen(self, words: str) -> Source:
        """Return the source asked for; refuse one that nothing may be posted of."""
        return await self.library.desk.ask(lambda lookup: _postable(lookup, words))

    async def _weighed(self, wished: Wish) -> Wish:
        """Return a wish whose weights name works as the library does."""
        named = wished.manner.measure.weights
        if not named:
            return wished
        works = await self.library.desk.ask(
            lambda lookup: [(sources.work(lookup.shelf, name), weight) for name, weight in named]
        )
        measure = replace(wished.manner.measure, weights=tuple(works))
        return replace(wished, manner=replace(wished.manner, measure=measure))

    async def _may_add(self, wanted: Subscription) -> None:
        await self.library.desk.ask(lambda lookup: _has_some(lookup, wanted.source))
        ordered = await self.store.subscriptions.of(wanted.place)
        if len(ordered) >= MOST:
            raise Refusal("daily-full", most=MOST)
        same = next((each for each in ordered if _order(each) == _order(wanted)), None)
        if same:
            raise Refusal("daily-again", number=same.id)


def _asked(request: Request, arguments: Mapping[str, str]) -> Wish:
    """Return what was asked for: from options by name, or from one line in any order."""
    if request.arguments is None:
        return wish.read(" ".join(arguments.values()))
    read = wish.read(" ".join(arguments[each] for each in PARAMETERS if each in arguments))
    return replace(read, source=arguments["source"]) if arguments.get("source") else read


def _named(ordered: Sequence[Subscription], line: str) -> tuple[Subscription, str]:
    """Return the subscription that a line begins with, or the place's only one, and the words of the change.

    Raises:
        Refusal: where it is not clear which one is meant.

    """
    first, _, rest = line.partition(" ")
    number = first.lstrip("#")
    named = next((each for each in ordered if str(each.id) == number), None)
    if named:
        return named, rest
    if len(ordered) == 1 and not number.isdecimal():
        return ordered[0], line
    raise Refusal("daily-unknown", number=first) if first else Refusal("edit-which")


def _postable(lookup: Lookup, words: str) -> Source:
    source = sources.read(lookup.shelf, words)
    if lookup.shelf.keys(source, postable=True):
        return source
    if lookup.shelf.count(source):
        raise Refusal("source-unpostable", source=sources.label(lookup.shelf, source) or words, setting="post = true")
    raise Refusal("library-empty")


def _has_some(lookup: Lookup, source: Source) -> None:
    """Refuse lengths that nothing of a source has."""
    if (source.shortest or source.longest) and not lookup.shelf.keys(source, postable=True):
        raise Refusal("length-none", source=sources.label(lookup.shelf, source))


def _order(subscription: Subscription) -> tuple[object, ...]:
    """Return what makes two subscriptions of a place the same."""
    window = subscription.window.length if subscription.window else 0
    return (subscription.at, window, subscription.zone, subscription.days, subscription.source)
