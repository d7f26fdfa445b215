"""The planner: what is due becomes a row of the ledger, with the passage it will post."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.calendar import occurrence
from bot.calendar.occurrence import Occurrence
from bot.calendar.subscription import Subscription
from bot.delivery.decks import Decks
from bot.store.decision import Known
from bot.store.delivery import Plan, State
from bot.store.store import Store

log = logging.getLogger(__name__)

BACK = timedelta(minutes=1)
"""How far a clock must be put back between two ticks to count: less is how clocks are kept right."""
AHEAD = timedelta(minutes=10)
"""How far a clock must go ahead between two ticks to count: more than a busy machine needs for one."""
FIRST = 40
"""Subscriptions in the first batch of a round: what a connection does for the first time takes its own time."""

HORIZON = 20_000
"""Due subscriptions whose sources are read before they are planned."""


@dataclass(slots=True)
class Planner:
    """Turns due subscriptions into deliveries. `lateness` is how late a post may be before it is left out.

    `batch` is how many are planned in one transaction; 0 leaves it to the store.
    """

    store: Store
    decks: Decks
    lateness: timedelta
    batch: int = 0
    _following: dict[object, Occurrence | None] = field(default_factory=dict, init=False)
    _latest: datetime | None = field(default=None, init=False)
    _late: list[datetime] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.batch = self.batch or self.store.planning.size

    async def tick(self, now: datetime) -> int:
        """Plan everything that is due and return how many deliveries that made."""
        await self._put_right(now)
        planned = 0
        self._following.clear()
        known: Known = {}
        horizon = HORIZON
        while draws := await self.store.planning.draws(now, horizon):
            await self.decks.prepare(draws)
            made = await self._round(now, horizon, known)
            planned += made
            if not made and horizon == self.batch:  # Another planner has the rest in hand.
                break
            horizon = HORIZON if made else self.batch  # The first of all are certainly at hand when looked at alone.
        await self._tell(now)
        return planned

    async def _tell(self, now: datetime) -> None:
        """Tell the operator how many dates this tick has left out as too late."""
        if self._late:
            skipped = await self.store.history.skipped(min(self._late), now)
            log.warning(
                "the bot was away: %d dates were too late and are skipped (COMMONPLACE_LATENESS_HOURS)", skipped
            )
            self._late.clear()

    async def _round(self, now: datetime, most: int, known: Known) -> int:
        """Plan up to about so many subscriptions whose sources are at hand, in batches."""

        async def hand() -> int:
            made, size = 0, min(FIRST, self.batch)
            while made < most and (step := await self._step(now, known, size)):
                made, size = made + step, self.batch
            return made

        return sum(await asyncio.gather(*(hand() for _ in range(self.store.planning.at_once))))

    async def _step(self, now: datetime, known: Known, size: int) -> int:
        return await self.store.planning.plan(now, size, lambda each: self._plan(each, now), known)

    async def _put_right(self, now: datetime) -> None:
        """At the start, and when the clock was put back, take back what it had skipped as too late while it was ahead.

        What it had posted by then stays posted: its date gets no second one.
        """
        back = self._latest - now if self._latest else timedelta()
        if back > BACK:
            log.warning("the clock was put back by %s: what was posted by then is not posted again", _rounded(back))
        if -back > AHEAD:
            told = "this machine slept or its clock went ahead by %s: what is later than the limit is skipped"
            log.warning(told, _rounded(-back))
        if not self._latest or back > BACK:
            restored = await self.store.planning.restore(now)
            if restored:
                log.warning("the clock was ahead: %d dates that it skipped as too late are due again", restored)
        self._latest = now

    def _plan(self, subscription: Subscription, now: datetime) -> Plan | None:
        """Return what becomes of a due subscription; None when its source came to be wanted only just now."""
        day, due = subscription.next_day, subscription.next_due
        if not day or not due:
            return None
        deadline, after = self._deadline(subscription, due), self._next(subscription, day)
        plan = Plan(subscription, day, due, deadline, after, cursor=subscription.cursor)
        if now > plan.deadline:
            self._late.append(plan.deadline)
            return _without(plan, State.SKIPPED, "delivery-late")
        try:
            chosen = self.decks.next(subscription, day)
        except LookupError:
            return None
        if not chosen:
            return _without(plan, State.FAILED, "delivery-source-empty")
        keys, cursor = chosen
        return Plan(subscription, day, due, plan.deadline, plan.next, passages=keys, cursor=cursor)

    def _deadline(self, subscription: Subscription, due: datetime) -> datetime:
        """Return until when a post may be late: never into the quiet hours."""
        late = due + self.lateness
        return min(late, subscription.quiet.before(due, subscription.clock)) if subscription.quiet else late

    def _next(self, subscription: Subscription, day: date) -> Occurrence | None:
        """Return the occurrence after a date, worked out once for all that share the same order."""
        rule = (
            subscription.at,
            subscription.zone,
            subscription.days,
            subscription.window,
            subscription.quiet,
            subscription.paused_until,
            day,
        )
        if rule not in self._following:
            self._following[rule] = occurrence.following(subscription, day)
        return self._following[rule]


def _rounded(span: timedelta) -> timedelta:
    return timedelta(seconds=round(span.total_seconds()))


def _without(plan: Plan, state: State, error: str) -> Plan:
    """Return the plan of a date that posts nothing: it is recorded, and the passage stays for the next date."""
    return Plan(
        plan.subscription, plan.day, plan.due, plan.deadline, plan.next, state=state, cursor=plan.cursor, error=error
    )
