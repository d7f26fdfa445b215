"""The daily passage in chat: see what is ordered, pause or end it, and what today's is; `ordering` takes the orders.

`Daily(wording, library, store, decks)` has the handlers (parameters in order):
    subscriptions  -
    unsubscribe    number                       optional: the place's only subscription, or a choice of them; manages
    today          -
    why            number                       optional
    daily          action, number               hidden: what the buttons of a subscription do; manages
and `notice(Notice)` for places that moved, were left or blocked the bot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answers.label import Label, described
from bot.answers.orders import Account, Orders
from bot.calendar import dated, localtime, occurrence
from bot.calendar.subscription import Standing, Subscription
from bot.chat import Happened, Notice, Person, Place, Refusal, Reply, Request
from bot.delivery.composer import Composer, last_posted
from bot.delivery.decks import Decks, year
from bot.library.source import Source
from bot.lookup.lookup import Lookup
from bot.reading import passages
from bot.reading.library import Extract, Library
from bot.store.delivery import Delivery
from bot.store.store import Store
from bot.text import join
from bot.wording.wording import Wording

AT_ONCE = 7
"""Missed posts that one press catches up with."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Answers about what is posted by the calendar."""

    wording: Wording
    library: Library
    store: Store
    decks: Decks

    async def subscriptions(self, request: Request, _arguments: Mapping[str, str]) -> Reply:
        """List what the place has ordered, with buttons for each."""
        return await self._listed(request.place)

    async def unsubscribe(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """End a subscription: that of the number given, or the only one."""
        number = arguments.get("number", "").strip().lstrip("#")
        ordered = await self.store.subscriptions.of(request.place, also=number)
        if not number and len(ordered) != 1:
            return Orders(self.wording).which([(each, await self._label(each)) for each in ordered])
        ended = numbered(ordered, number) if number else ordered[0]
        await self._stop(ended, Standing.ENDED, "daily-ended", request.at)
        return Orders(self.wording).ended(ended, await self._label(ended), edit=bool(request.shown))

    async def daily(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Do what a button under a subscription says, and show the subscription as it is then."""
        action = arguments.get("action", "")
        ordered = await self.store.subscriptions.of(request.place, also=arguments.get("number", ""))
        if action == "move":
            ordered = await self.store.subscriptions.stranded(request.place)
        chosen = numbered(ordered, arguments.get("number", ""))
        actions = {"pause": self._pause, "resume": self._resume, "skip": self._skip, "post": self._post}
        actions["catch"] = self._catch_up
        if action == "move":
            await self.store.subscriptions.transfer(chosen, request.place)
            action = "resume"
        if action == "preview":
            return await self._preview(chosen)
        if action in actions:
            await actions[action](chosen, request.at)
            chosen = await self.store.subscriptions.find(chosen.id) or chosen
        return Orders(self.wording).one(chosen, await self._label(chosen), done=action)

    async def _catch_up(self, subscription: Subscription, now: datetime) -> None:
        """Post what was missed, oldest first: what was chosen by then, else what comes next."""
        await self.decks.prepare([subscription.draw])
        for missed in (await self.store.history.missed(subscription.id))[:AT_ONCE]:
            chosen = self.decks.next(subscription, missed.day or now.date())
            keys, cursor = chosen or ((), subscription.cursor)
            if missed.passages:
                keys, cursor = missed.passages, subscription.cursor
            if keys:
                await self.store.ledger.add_extra(subscription, keys, cursor, now, instead=missed)
                subscription = replace(subscription, cursor=cursor)

    async def today(self, request: Request, _arguments: Mapping[str, str]) -> Reply:
        """Answer with today's passage: what the place was or will be posted, else what the calendar has."""
        for each in await self.store.subscriptions.of(request.place):
            extracts = await self._of_today(each, request.at)
            if extracts:
                return self._shown(extracts, localtime.today(request.at, each.clock))
        habits = await self.store.places.habits(request.place)
        day = localtime.today(request.at, ZoneInfo(habits.zone or "UTC"))
        extract = await self._of_calendar(day)
        if not extract:
            raise Refusal("library-empty")
        return self._shown([extract], day)

    async def why(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Tell what comes next, where and when, and what became of the last posts."""
        number = arguments.get("number", "").strip()
        ordered = await self.store.subscriptions.of(request.place, also=number)
        if not ordered:
            ordered = (await self.store.subscriptions.lost(request.place))[:1]
        chosen = [numbered(ordered, number)] if number else ordered
        accounts = [await self._account(each, request) for each in chosen]
        stranded = [] if number else await self.store.subscriptions.stranded(request.place)
        return Orders(self.wording).explained(accounts, [(each, await self._label(each)) for each in stranded])

    async def _account(self, subscription: Subscription, request: Request) -> Account:
        latest = await self.store.ledger.latest(subscription.id, 3)
        coming = await self._next(subscription) if subscription.standing is Standing.ACTIVE else []
        citations = tuple(each.citation for each in coming)
        label, reader = await self._label(subscription), await self._zone_of(request.person)
        yesterday = localtime.today(request.at, subscription.clock) - occurrence.DAY
        idle = latest and not subscription.due_on(yesterday) and all(each.day != yesterday for each in latest)
        return Account(subscription, label, latest, citations, reader, yesterday if idle else None)

    async def _zone_of(self, person: Person) -> str:
        """Return the zone that a person has chosen alone with the bot; empty where the platform keeps that apart."""
        return (await self.store.places.habits(Place(person.platform, person.id, private=True))).zone

    async def notice(self, notice: Notice) -> None:
        """Follow a chat that moved, pause what one ordered that the bot may not write to, count what was liked."""
        if notice.what is Happened.MOVED and notice.to:
            await self.store.places.move(notice.place, notice.to.chat)
        elif notice.what in (Happened.LEFT, Happened.BLOCKED):
            await self.store.places.leave(notice.place, f"gone-{notice.what}")
        elif notice.appreciation:
            await self.store.history.appreciate(notice.place, notice.appreciation)

    async def _label(self, subscription: Subscription) -> Label:
        label = await self.library.desk.ask(lambda lookup: described(lookup, subscription))
        return replace(label, missed=len(await self.store.history.missed(subscription.id)))

    async def _listed(self, place: Place) -> Reply:
        subscriptions = self.store.subscriptions
        ordered = [(each, await self._label(each)) for each in await subscriptions.of(place)]
        stranded = [(each, await self._label(each)) for each in await subscriptions.stranded(place)]
        return Orders(self.wording).listed(ordered, stranded)

    async def _stop(self, subscription: Subscription, standing: Standing, reason: str, now: datetime) -> None:
        await self.store.subscriptions.change(replace(subscription, standing=standing, reason=reason), None)
        await self.store.ledger.withdraw(subscription.id, reason, now)

    async def _pause(self, subscription: Subscription, now: datetime) -> None:
        await self._stop(subscription, Standing.PAUSED, "daily-paused", now)

    async def _resume(self, subscription: Subscription, now: datetime) -> None:
        if subscription.standing is Standing.ACTIVE:
            return
        resumed = replace(subscription, standing=Standing.ACTIVE, reason="", detail="", paused_until=None)
        last = await self.store.subscriptions.last_day(subscription.id)
        due = occurrence.first(resumed, now)
        due = occurrence.following(resumed, due.day) if due and last and due.day <= last else due
        await self.store.subscriptions.change(resumed, due)

    async def _skip(self, subscription: Subscription, _now: datetime) -> None:
        if subscription.next_day:
            following = occurrence.following(subscription, subscription.next_day)
            await self.store.ledger.leave_out(subscription, following, "daily-skipped")

    async def _post(self, subscription: Subscription, now: datetime) -> None:
        await self.decks.prepare([subscription.draw])
        chosen = self.decks.next(subscription, localtime.today(now, subscription.clock))
        if not chosen:
            raise Refusal("delivery-source-empty")
        keys, cursor = chosen
        await self.store.ledger.add_extra(subscription, keys, cursor, now)

    async def _preview(self, subscription: Subscription) -> Reply:
        """Show the next post word for word as it would be made now."""
        coming = await self._coming(subscription)
        if not coming:
            raise Refusal("delivery-source-empty")
        head = self.wording.text("daily-preview", moment=localtime.local(coming.due, subscription.clock))
        last = await last_posted(self.store.history, coming)
        post = await Composer(self.library, self.wording).reply(coming, last)
        return Reply(head + post.text, private=True)

    async def _coming(self, subscription: Subscription) -> Delivery | None:
        """Return the next delivery of a subscription, as it would be planned now; None where nothing is due."""
        day, due = subscription.next_day, subscription.next_due
        await self.decks.prepare([subscription.draw])
        chosen = self.decks.next(subscription, day) if day else None
        if not (chosen and due):
            return None
        planned = Delivery(0, subscription.id, subscription.place, day, due, due, due, subscription.zone, chosen[0])
        planned = replace(planned, format=subscription.format, silent=subscription.silent, lap=chosen[1].lap)
        return replace(planned, herald=subscription.herald)

    async def _next(self, subscription: Subscription) -> list[Extract]:
        """Return what a subscription posts next; nothing where nothing is due."""
        coming = await self._coming(subscription)
        return await self.library.together(coming.passages) if coming else []

    async def _of_today(self, subscription: Subscription, now: datetime) -> list[Extract]:
        """Return what a subscription posted today, or will: nothing on a day of which it has nothing."""
        today = localtime.today(now, subscription.clock)
        posted = await self.store.ledger.on(subscription.id, today)
        if posted and posted.passages:
            return await self.library.together(posted.passages)
        due = subscription.standing is Standing.ACTIVE and subscription.next_day == today
        return await self._next(subscription) if due and not posted else []

    async def _of_calendar(self, day: date) -> Extract | None:
        key = dated.pick(await self.library.desk.ask(_year), day)
        return await self.library.passage(key) if key else await self.library.random(Source())

    def _shown(self, extracts: Sequence[Extract], day: date) -> Reply:
        quoted = join(passages.quoted(each.passages, each.citation) for each in extracts)
        first = extracts[0]
        taking = passages.taking_along(self.wording, first.passages, first.citation)
        buttons = (passages.key_buttons(self.wording, first.first.key), taking)
        return Reply(self.wording.text("daily-date", day=day) + quoted, buttons)


def _year(lookup: Lookup) -> Mapping[str, list[str]]:
    return year(lookup, Source())


def numbered(ordered: list[Subscription], number: str) -> Subscription:
    """Return the place's own subscription of a number.

    Raises:
        Refusal: where it has none such.

    """
    found = next((each for each in ordered if str(each.id) == number), None)
    if not found:
        raise Refusal("daily-unknown", number=number)
    return found
