"""Orders: subscriptions as people read them, with the buttons to change them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.answers.label import Label
from bot.calendar import localtime, zones
from bot.calendar.days import EVERY_DAY, WEEKDAYS, WEEKENDS, Days
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Format, Standing, Subscription
from bot.chat import Button, Herald, Reply
from bot.store.delivery import Delivery, State
from bot.text import Text, join
from bot.wording.wording import NoMessage, Wording

Labelled = tuple[Subscription, Label]
"""A subscription and how its source is shown."""

ROTATIONS = {Rotation.SHUFFLE: "daily-shuffle", Rotation.DATE: "daily-date-order"}
GROUPS = {EVERY_DAY: "days-daily", WEEKDAYS: "days-weekdays", WEEKENDS: "days-weekends"}
CHANGES = (
    ("passage only", "with question", "question first"),
    ("in sequence", "shuffled", "by date"),
    ("silent", "with sound"),
)
"""Changes that have a button, in the words in which they can be typed."""
DONE = ("pause", "resume", "skip", "post", "catch")
"""What a button can have done."""
MOVES = 5
"""Stranded orders that have a button."""
ROW = 4
"""Numbers to choose from in one row of buttons."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of one subscription: its `latest` deliveries, newest first, and citations of what is `coming`.

    `reader` is the zone of whoever asks, where it is known. `idle` is yesterday, where it was none of its days.
    """

    subscription: Subscription
    label: Label
    latest: Sequence[Delivery]
    coming: tuple[str, ...]
    reader: str = ""
    idle: date | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """Tells of subscriptions in one language."""

    wording: Wording

    def confirmed(self, subscription: Subscription, label: Label, *, elsewhere: bool = False) -> Reply:
        """Return what a new subscription is told with: what was understood, and when the first post comes."""
        text = self.wording.text("daily-subscribed", order=self._order(subscription, label))
        text += self.wording.text("daily-elsewhere", place=subscription.place.title) if elsewhere else Text()
        text += self._next(subscription) + self._ends(label)
        if zones.is_offset(subscription.zone):
            text += self.wording.text("daily-offset", zone=zones.shown(subscription.zone))
        return Reply(text, self._buttons(subscription, label))

    def listed(self, ordered: Sequence[Labelled], stranded: Sequence[Labelled] = ()) -> Reply:
        """Return all of a place's subscriptions; the buttons of the only one, or a number for each.

        `stranded` are those of other threads of the chat that can no longer be posted there.
        """
        own = self._own(ordered)
        moves = tuple((self._move(each),) for each, _ in stranded[:MOVES])
        return replace(own, text=own.text + self._stranded(stranded), buttons=own.buttons + moves)

    def _own(self, ordered: Sequence[Labelled]) -> Reply:
        if not ordered:
            return Reply(self.wording.text("daily-none"))
        if len(ordered) == 1:
            return self.one(*ordered[0], edit=False)
        text = self.wording.text("daily-list") + join(self._item(*each) for each in ordered)
        return Reply(text, self._numbers(ordered, "daily", "show"))

    def _stranded(self, stranded: Sequence[Labelled]) -> Text:
        head = self.wording.text("daily-stranded") if stranded else Text()
        return head + join(self._item(*each) for each in stranded)

    def _move(self, subscription: Subscription) -> Button:
        label = self.wording.label("button-daily-move", number=str(subscription.id))
        return Button(label, "daily", ("move", str(subscription.id)))

    def which(self, ordered: Sequence[Labelled]) -> Reply:
        """Return the question which subscription to end."""
        if not ordered:
            return Reply(self.wording.text("daily-none"))
        text = self.wording.text("daily-which") + join(self._item(*each) for each in ordered)
        return Reply(text, self._numbers(ordered, "unsubscribe"))

    def one(self, subscription: Subscription, label: Label, *, done: str = "", edit: bool = True) -> Reply:
        """Return one subscription with what can be done about it; `done` is what just was."""
        told = self.wording.text(f"daily-done-{done}") if done in DONE else Text()
        return Reply(told + self._item(subscription, label), self._buttons(subscription, label), edit=edit)

    def changed(self, subscription: Subscription, label: Label, *, edit: bool) -> Reply:
        """Return what a changed subscription is told with."""
        order = self._order(subscription, label)
        text = self.wording.text("daily-changed", number=str(subscription.id), order=order)
        return Reply(text + self._next(subscription) + self._ends(label), self._buttons(subscription, label), edit=edit)

    def editing(self, subscription: Subscription, label: Label, *, edit: bool) -> Reply:
        """Return how a subscription can be changed, with buttons for what takes no words of one's own."""
        how = self.wording.text("edit-how", number=str(subscription.id))
        rows = tuple(tuple(self._change(subscription, each) for each in row) for row in CHANGES)
        return Reply(self._item(subscription, label) + how, rows, edit=edit)

    def _change(self, subscription: Subscription, words: str) -> Button:
        label = self.wording.label(f"button-edit-{words.replace(' ', '-')}")
        return Button(label, "edit", (str(subscription.id), words))

    def ended(self, subscription: Subscription, label: Label, *, edit: bool) -> Reply:
        """Return the confirmation that a subscription has ended."""
        order = self._order(subscription, label)
        return Reply(self.wording.text("daily-unsubscribed", number=str(subscription.id), order=order), edit=edit)

    def explained(self, told: Sequence[Account], stranded: Sequence[Labelled] = ()) -> Reply:
        """Return what comes next of each subscription, where and when, and what became of its last posts and why."""
        own = join(self._explained(each) for each in told) if told else self.wording.text("daily-none")
        return Reply(own + self._stranded(stranded))

    def _explained(self, account: Account) -> Text:
        subscription = account.subscription
        past = join(self._became(each, subscription) for each in account.latest)
        past = past or self.wording.text("daily-past-none")
        idle = self.wording.text("why-idle", day=account.idle) if account.idle else Text()
        item = self._item(subscription, account.label)
        return item + self._for_reader(account) + self._coming(account) + idle + past

    def _for_reader(self, account: Account) -> Text:
        """Return when the next post comes by the reader's own clock, where that is another."""
        due, zone = account.subscription.next_due, account.reader
        if not (due and zone) or account.subscription.standing is not Standing.ACTIVE:
            return Text()
        moment = localtime.local(due, ZoneInfo(zone))
        if moment.utcoffset() == localtime.local(due, account.subscription.clock).utcoffset():
            return Text()
        return self.wording.text("why-reader", moment=moment, zone=zones.shown(zone))

    def _coming(self, account: Account) -> Text:
        if not account.coming:
            return Text()
        where = account.subscription.place.title or self.wording.label("why-here")
        return self.wording.text("why-coming", passages="; ".join(account.coming), where=where)

    def _became(self, delivery: Delivery, subscription: Subscription) -> Text:
        moment = localtime.local(delivery.ended or delivery.due, subscription.clock)
        text = self.wording.text("daily-past", moment=moment, state=delivery.state)
        if delivery.appreciated:
            text += self.wording.text("daily-appreciated", people=delivery.appreciated)
        if delivery.error and delivery.state is not State.SENT:
            text += self._reason(delivery.error)
        return text + self._onward(delivery, subscription)

    def _onward(self, delivery: Delivery, subscription: Subscription) -> Text:
        """Return what will be done about a post that has not come, or what somebody can do."""
        if delivery.state is State.QUEUED and delivery.not_before > delivery.due:
            again = localtime.local(delivery.not_before, subscription.clock)
            return self.wording.text("why-again", moment=again)
        return self.wording.text("why-unknown") if delivery.state is State.UNKNOWN else Text()

    def _reason(self, error: str) -> Text:
        """Return why, in our words where the catalogue has them, else in the platform's."""
        try:
            return self.wording.text(error)
        except NoMessage:
            return self.wording.text("daily-platform", words=error)

    def _item(self, subscription: Subscription, label: Label) -> Text:
        order = self._order(subscription, label)
        text = self.wording.text("daily-item", number=str(subscription.id), order=order)
        return text + self._next(subscription) + self._ends(label)

    def _ends(self, label: Label) -> Text:
        missed = self.wording.text("daily-missed", posts=label.missed) if label.missed else Text()
        return missed + (self.wording.text("daily-ends", day=label.ends) if label.ends else Text())

    def _order(self, subscription: Subscription, label: Label) -> str:
        days, hour = self._days(subscription.days), self._hour(subscription)
        source = label.source or self.wording.label("daily-everything")
        manner = "".join(f", {each}" for each in (*self._measure(subscription, label), *self._manner(subscription)))
        told = {"days": days, "hour": hour, "zone": zones.shown(subscription.zone), "source": source, "manner": manner}
        return self.wording.label("daily-order", **told)

    def _hour(self, subscription: Subscription) -> str:
        at, window = subscription.at, subscription.window
        if not window:
            return self.wording.label("daily-at", at=at.isoformat("minutes"))
        told = {"start": at, "end": window.end(at), "own": window.own(at)}
        return self.wording.label("daily-window", **{name: each.isoformat("minutes") for name, each in told.items()})

    def _measure(self, subscription: Subscription, label: Label) -> Iterator[str]:
        """Yield how much comes at a time and which passages, as far as that is not the usual."""
        source = subscription.source
        if subscription.words:
            yield self.wording.label("daily-words", words=subscription.words)
        elif subscription.portion > 1:
            yield self.wording.label("daily-portion", passages=subscription.portion)
        for bound, words in (("shortest", source.shortest), ("longest", source.longest)):
            if words:
                yield self.wording.label(f"daily-{bound}", words=words)
        if label.weights:
            weights = ", ".join(f"{title} {weight}" for title, weight in label.weights)
            yield self.wording.label("daily-weights", weights=weights)

    def _manner(self, subscription: Subscription) -> Iterator[str]:
        """Yield how its passages come, as far as that is not the usual."""
        days, quiet = subscription.days, subscription.quiet
        if subscription.rotation is not Rotation.SEQUENCE:
            yield self.wording.label(ROTATIONS[subscription.rotation])
        if subscription.format is not Format.PASSAGE:
            yield self.wording.label(f"daily-{subscription.format.replace('_', '-')}")
        if subscription.silent:
            yield self.wording.label("daily-silent")
        yield from self._heralded(subscription.herald)
        if quiet:
            hours = {"start": quiet.start.isoformat("minutes"), "end": quiet.end.isoformat("minutes")}
            yield self.wording.label("daily-quiet", **hours)
        if days.end:
            yield self.wording.label("daily-until", day=days.end)

    def _heralded(self, herald: Herald) -> Iterator[str]:
        if herald.hidden:
            yield self.wording.label("daily-hidden")
        if herald.role:
            yield self.wording.label("daily-role")
        if herald.tag:
            yield self.wording.label("daily-tag", tag=herald.tag)
        if herald.spread:
            yield self.wording.label("daily-spread")

    def _next(self, subscription: Subscription) -> Text:
        if subscription.standing is not Standing.ACTIVE:
            head = "daily-waits" if subscription.standing is Standing.PAUSED else "daily-lost"
            said = self.wording.text("daily-platform", words=subscription.detail) if subscription.detail else Text()
            return self.wording.text(head) + self._reason(subscription.reason) + said
        if not subscription.next_due:
            return self.wording.text("daily-over")
        return self.wording.text("daily-next", moment=localtime.local(subscription.next_due, subscription.clock))

    def _days(self, days: Days) -> str:
        return ", ".join(self._rules(days))

    def _rules(self, days: Days) -> Iterator[str]:
        """Yield each rule that a due day keeps; that it may be any is told where there is no other."""
        if days.every > 1:
            yield self.wording.label("days-every", days=days.every)
        if days.month_days:
            yield self.wording.label("days-month", days=", ".join(map(str, days.month_days)))
        if days.weekdays == EVERY_DAY and (days.every > 1 or days.month_days):
            return
        if days.weekdays in GROUPS:
            yield self.wording.label(GROUPS[days.weekdays])
        else:
            yield from (self.wording.label(f"days-{each}") for each in days.weekdays)

    def _buttons(self, subscription: Subscription, label: Label) -> tuple[tuple[Button, ...], ...]:
        if subscription.standing is Standing.PAUSED:
            return (self._row(subscription, "resume"), self._end(subscription))
        missed = (self._row(subscription, "catch"),) if label.missed else ()
        return (
            self._row(subscription, "preview", "skip"),
            self._row(subscription, "post", "pause"),
            *missed,
            self._end(subscription),
        )

    def _row(self, subscription: Subscription, *actions: str) -> tuple[Button, ...]:
        number = str(subscription.id)
        return tuple(Button(self.wording.label(f"button-daily-{each}"), "daily", (each, number)) for each in actions)

    def _end(self, subscription: Subscription) -> tuple[Button, ...]:
        number = (str(subscription.id),)
        edit = Button(self.wording.label("button-daily-edit"), "edit", number)
        return (edit, Button(self.wording.label("button-daily-end"), "unsubscribe", number))

    def _numbers(self, ordered: Sequence[Labelled], command: str, *before: str) -> tuple[tuple[Button, ...], ...]:
        buttons = [Button(str(each.id), command, (*before, str(each.id))) for each, _ in ordered]
        return tuple(tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW))
