"""Deliveries as a whole: the clock, the planner, and a sender for each platform, started and stopped in order."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Self

from bot.calendar import occurrence, zones
from bot.calendar.occurrence import Occurrence
from bot.calendar.subscription import Subscription
from bot.chat import Adapter
from bot.delivery import peak
from bot.delivery.carrier import Carrier
from bot.delivery.clock import Clock, utcnow
from bot.delivery.conduct import Conduct, conduct
from bot.delivery.decks import Decks
from bot.delivery.editor import Editor
from bot.delivery.pace import Pace
from bot.delivery.planner import Planner
from bot.delivery.posting import Posting
from bot.delivery.replacing import Replacing
from bot.delivery.sender import Sender
from bot.delivery.turns import SharedTurns
from bot.reading.library import Desk, Library
from bot.roles import ALL, Role
from bot.store.store import Store
from bot.wording.wording import Wording

log = logging.getLogger(__name__)

FREE = timedelta(minutes=1)
"""Between two looks for chunks that are left lying."""
MANY = 1000
"""Deliveries planned at once that may take longer than a minute to post."""
PAGE = 1000
"""Subscriptions reckoned anew in one go."""


class Deliveries:
    """Posts what is due, from entering to leaving. The adapters must be entered before, and left after."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        wording: Wording,
        adapters: Sequence[Adapter],
        *,
        lateness: timedelta,
        at_least_once: bool = False,
        paid_rate: float = 0,
        roles: frozenset[Role] = ALL,
        now: Callable[[], datetime] = utcnow,
    ) -> None:
        self._store = store
        self._now = now
        self._planner = Planner(store, Decks(desk), lateness)
        library = Library(desk)
        self.senders = tuple(
            sender(
                store,
                each,
                Replacing(Editor(library, wording, each, store.history), store, Decks(desk)),
                conduct(each.platform, at_least_once=at_least_once, paid_rate=paid_rate),
                now,
            )
            for each in adapters
            if Role.SEND in roles
        )
        self._plans = Role.PLAN in roles
        self._paid_rate = paid_rate
        self._freed: datetime | None = None
        self._clock = Clock(self.tick, now=now)
        self._running: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Reckon anew what another tz database reckoned, then send, then plan."""
        if self._plans:
            await recalculate(self._store, self._now())
        waiting = await self._store.history.waiting(self._now()) if self.senders else 0
        if waiting:
            log.info("%d deliveries wait from before: they go out now", waiting)
        self._running = [asyncio.create_task(each.run(), name=f"send {each.platform}") for each in self.senders]
        if self._plans:
            self._clock.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Plan no more, then let the senders finish what they began."""
        if self._plans:
            await self._clock.stop()
        for each in self._running:
            each.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def tick(self, now: datetime) -> None:
        """Plan what is due, and wake the senders when there is something new."""
        if not self._store.database.is_sqlite:
            await self._gather(now)
        made = await self._planner.tick(now)
        if made:
            self.wake()
        if made >= MANY:
            await self._tell_peak()

    async def _tell_peak(self) -> None:
        """Tell how long the posts that wait will take, where that is longer than a minute."""
        for platform, chats in (await self._store.peaks.waiting()).items():
            rules = conduct(platform, paid_rate=self._paid_rate)
            if chats > rules.limits.rate * 60:
                log.info("%s: what waits now holds %s", platform, peak.told(chats, rules))

    async def _gather(self, now: datetime) -> None:
        """Have the engine carry what no chunk holds, and see every minute that no chunk is left lying."""
        if not self._freed or abs(now - self._freed) > FREE:
            self._freed = now
            freed = await self._store.chunks.free(now)
            if freed:
                log.warning("%d deliveries waited in chunks that nobody carried; they go into new ones", freed)
        await self._store.chunks.gather(now)

    def wake(self) -> None:
        """Have the senders look at the ledger at once: someone queued a post."""
        for each in self.senders:
            each.wake()


def sender(
    store: Store, adapter: Adapter, making: Replacing, rules: Conduct, now: Callable[[], datetime]
) -> Sender | Carrier:
    """Return the sender of one platform: straight from the ledger on SQLite, by the engine on PostgreSQL."""
    alone = store.database.is_sqlite
    turns = (
        None if alone or not rules.paid else SharedTurns(store.gate(f"send {adapter.platform}", 1 / rules.limits.rate))
    )
    pace = Pace(rules.limits, shared=turns)
    posting = Posting(
        store.ledger, adapter, making.pieces, rules, pace, now, seat=adapter.platform, warning=making.editor.warning
    )
    return Sender(store, posting) if alone else Carrier(store, posting)


async def recalculate(store: Store, now: datetime) -> int:
    """Reckon anew when each subscription is due, if the tz database has changed; return how many were moved.

    A date that was planned stays planned: only instants still to come can move.
    """
    version = zones.version()
    if await store.fact("tz") == version:
        return 0
    moved, last = 0, 0
    while page := await store.subscriptions.after(last, PAGE):
        last = page[-1].id
        elsewhere = {each: due for each in page if (due := _elsewhere(each, now))}
        await store.subscriptions.reckon(elsewhere)
        moved += len(elsewhere)
    await store.note("tz", version)
    if moved:
        log.info("the time zones' rules have changed: %d subscriptions are due at another instant", moved)
    return moved


def _elsewhere(subscription: Subscription, now: datetime) -> Occurrence | None:
    """Return when a subscription is due by the rules in force, where that is not when it was; None where it is."""
    day, due = subscription.next_day, subscription.next_due
    if not day or not due or due <= now:
        return None
    found = next(occurrence.since(subscription, day), None)
    return found if found and found.at != due else None
