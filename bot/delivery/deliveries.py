"""Deliveries as a whole: the clock, the planner, and a sender for each platform, started and stopped in order."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Self

from bot.calendar import occurrence, zones
from bot.chat import Adapter
from bot.delivery.clock import Clock, utcnow
from bot.delivery.conduct import conduct
from bot.delivery.decks import Decks
from bot.delivery.editor import Editor
from bot.delivery.pace import Pace
from bot.delivery.planner import Planner
from bot.delivery.posting import Posting
from bot.delivery.sender import Sender
from bot.reading.library import Desk, Library
from bot.store.store import Store
from bot.wording.wording import Wording

log = logging.getLogger(__name__)

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
        now: Callable[[], datetime] = utcnow,
    ) -> None:
        self._store = store
        self._now = now
        self._planner = Planner(store, Decks(desk), lateness)
        library = Library(desk)
        self.senders = tuple(
            sender(store, each, Editor(library, wording, each, store.history), at_least_once=at_least_once, now=now)
            for each in adapters
        )
        self._clock = Clock(self.tick, now=now)
        self._running: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Reckon anew what another tz database reckoned, then send, then plan."""
        await recalculate(self._store, self._now())
        self._running = [asyncio.create_task(each.run(), name=f"send {each.platform}") for each in self.senders]
        self._clock.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Plan no more, then let the senders finish what they began."""
        await self._clock.stop()
        for each in self._running:
            each.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def tick(self, now: datetime) -> None:
        """Plan what is due, and wake the senders when there is something new."""
        if await self._planner.tick(now):
            self.wake()

    def wake(self) -> None:
        """Have the senders look at the ledger at once: someone queued a post."""
        for each in self.senders:
            each.wake()


def sender(
    store: Store, adapter: Adapter, editor: Editor, *, at_least_once: bool, now: Callable[[], datetime]
) -> Sender:
    """Return the sender of one platform."""
    rules = conduct(adapter.platform, at_least_once=at_least_once)
    posting = Posting(
        store.ledger,
        adapter,
        editor.pieces,
        rules,
        Pace(rules.limits),
        now,
        seat=adapter.platform,
        warning=editor.warning,
    )
    return Sender(store, posting)


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
        for each in page:
            due = next(occurrence.since(each, each.next_day), None) if each.next_day else None
            if due and due.at != each.next_due and each.next_due and each.next_due > now:
                await store.subscriptions.change(each, due)
                moved += 1
    await store.note("tz", version)
    if moved:
        log.info("the time zones' rules have changed: %d subscriptions are due at another instant", moved)
    return moved
