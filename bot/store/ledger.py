"""The ledger: every delivery, and each step of it committed before and after the platform is asked."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar.occurrence import Occurrence
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Standing, Subscription
from bot.store import rows
from bot.store.database import Database
from bot.store.delivery import Delivery, Plan, State
from bot.store.places import moved
from bot.store.steps import Steps
from bot.store.subscriptions import PLACE
from bot.store.subscriptions import joined as ordered
from bot.store.tables import Instant
from bot.store.tables import delivery as deliveries
from bot.store.tables import place as places
from bot.store.tables import subscription as subscriptions

QUEUED = sa.text("delivery.state = 'queued'")
"""Written out, since only a literal lets the databases use the partial index."""
FRESH = timedelta(hours=1)
"""How late a post that someone asked for outside the calendar may be."""
CAUGHT_UP = "daily-caught-up"
"""The error of a delivery that another one made up for."""
HELD = timedelta(seconds=30)
"""How long a delivery in hand stays out of sight between two of its parts."""


def joined() -> sa.Select[Any]:
    """Return the query of deliveries with their subscriptions and places."""
    asked = (
        subscriptions.c.zone,
        subscriptions.c.format,
        subscriptions.c.silent,
        subscriptions.c.herald,
        subscriptions.c.lap,
        places.c.language,
    )
    own = sa.select(*deliveries.c, *asked, *PLACE[1:])
    return own.join(subscriptions, subscriptions.c.id == deliveries.c.subscription).join(
        places, places.c.id == subscriptions.c.place
    )


class Ledger:
    """The sender's side of the state."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._steps = None if database.is_sqlite else Steps(database)

    async def ready(self, platform: str, now: datetime, limit: int) -> list[Delivery]:
        """Return what may be posted on a platform now, longest waiting first."""
        query = joined().where(QUEUED, deliveries.c.platform == platform, deliveries.c.not_before <= now)
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(deliveries.c.not_before, deliveries.c.id).limit(limit))
            return [rows.delivery(each) for each in found.mappings()]

    async def begin(self, delivery: Delivery, seat: str, now: datetime) -> bool:
        """Commit that its next part is now given to the platform; False when it is no longer there to be given."""
        if self._steps:
            return await self._begin_among_others(self._steps, delivery, seat, now)
        began = sa.func.coalesce(deliveries.c.began, sa.literal(now, Instant()))
        step = {"state": State.SENDING, "seat": seat, "attempt": deliveries.c.attempt + 1, "began": began}
        return await self._step(delivery, step, QUEUED, deliveries.c.next_part == delivery.next_part)

    async def take_back(self, delivery: Delivery) -> None:
        """Undo a `begin` that may have been committed though nothing was given to the platform."""
        step = {"state": State.QUEUED, "began": delivery.began}
        mine = (deliveries.c.state == State.SENDING, deliveries.c.attempt == delivery.attempt + 1)
        await self._step(delivery, step, *mine)

    async def part_sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """Commit that a part arrived and others follow; it is then queued again, hidden for a while from others."""
        step = {"state": State.QUEUED, "next_part": delivery.next_part + 1, "began": None, "not_before": now + HELD}
        await self._step(delivery, step | _messages(delivery, message))

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """Commit that the last part arrived."""
        if self._steps:
            return await self._steps.sent(delivery, message, now)
        step = {"state": State.SENT, "next_part": delivery.next_part + 1, "ended": now, "error": ""}
        await self._step(delivery, step | _messages(delivery, message))
        return None

    async def put_off(self, delivery: Delivery, until: datetime, error: str, *, arrived: bool | None = False) -> None:
        """Queue it again, not before an instant; `arrived` is None when its part may have arrived all the same."""
        step = {"state": State.QUEUED, "not_before": until, "error": error}
        await self._step(delivery, step if arrived is None else step | {"began": None})

    async def close(self, delivery: Delivery, state: State, error: str, now: datetime) -> None:
        """End it as unknown, failed or skipped."""
        await self._step(delivery, {"state": state, "error": error, "ended": now})

    async def gone(
        self, delivery: Delivery, reason: str, now: datetime, *, standing: Standing, detail: str = ""
    ) -> list[Subscription]:
        """Fail a delivery because its place is gone, and pause or end all that place has ordered.

        Returns the subscriptions that were active until now. What else waits for the place is skipped.
        """
        async with self._database.writing() as connection:
            await connection.execute(_change(delivery, {"state": State.FAILED, "error": reason, "ended": now}))
            here = await _place_of(connection, delivery)
            active = await _active_at(connection, here)
            told = {"standing": standing, "reason": reason, "detail": detail}
            own = sa.update(subscriptions).where(subscriptions.c.id.in_([each.id for each in active]))
            await connection.execute(own.values(told))
            await connection.execute(_waiting_at(here).values(state=State.SKIPPED, error=reason, ended=now))
        return active

    async def follow(self, delivery: Delivery, chat: str) -> None:
        """Follow the delivery's chat to its new id, and queue the delivery again at once."""
        async with self._database.writing() as connection:
            await moved(connection, delivery.place, chat)
            await connection.execute(_change(delivery, {"state": State.QUEUED, "began": None}))

    async def expire(self, platform: str, now: datetime) -> int:
        """Skip what was not begun before its deadline, and return how many that were."""
        late = (deliveries.c.platform == platform, deliveries.c.not_before <= now, deliveries.c.deadline < now)
        step = sa.update(deliveries).where(QUEUED, *late, deliveries.c.next_part == 0, deliveries.c.began.is_(None))
        async with self._database.writing() as connection:
            skipped = step.values(state=State.SKIPPED, error="delivery-late", ended=now)
            return (await connection.execute(skipped)).rowcount

    async def settle(self, seat: str, now: datetime, again: Callable[[Delivery], bool]) -> dict[State, int]:
        """Settle what a dead holder of the seat left behind; return how many deliveries went to which state.

        What was between two parts goes on. What was `sending` is queued again where `again` says that this makes no
        double, else it becomes unknown.
        """
        mine = (deliveries.c.seat == seat, sa.text("delivery.state = 'sending'"))
        begun = sa.update(deliveries).where(QUEUED, deliveries.c.seat == seat, deliveries.c.next_part > 0)
        async with self._database.writing() as connection:
            await connection.execute(begun.values(not_before=now))
            cut_off = [rows.delivery(each) for each in (await connection.execute(joined().where(*mine))).mappings()]
            safe = [each.id for each in cut_off if again(each)]
            queue = sa.update(deliveries).where(deliveries.c.id.in_(safe))
            await connection.execute(queue.values(state=State.QUEUED, not_before=now))
            lost = sa.update(deliveries).where(*mine)
            await connection.execute(lost.values(state=State.UNKNOWN, error="delivery-cut-off", ended=now))
        return {State.QUEUED: len(safe), State.UNKNOWN: len(cut_off) - len(safe)}

    async def left_by(self, platform: str) -> list[str]:
        """Return the seats of a platform whose holders, dead or alive, are between the platform and the ledger."""
        sending = sa.select(deliveries.c.seat).where(sa.text("delivery.state = 'sending'")).distinct()
        async with self._database.reading() as connection:
            return list(await connection.scalars(sending.where(deliveries.c.platform == platform)))

    async def add_extra(
        self,
        subscription: Subscription,
        passages: Iterable[str],
        cursor: Cursor,
        now: datetime,
        *,
        instead: Delivery | None = None,
    ) -> int:
        """Queue a posting outside the calendar and return its number; the cursor goes on with it.

        `instead` names a delivery of the calendar that it makes up for, once: 0 where another has done so.
        """
        plan = Plan(subscription, now.date(), now, now + FRESH, None, passages=tuple(passages))
        step = {"lap": cursor.lap, "position": cursor.position, "last_key": cursor.key}
        async with self._database.writing() as connection:
            if instead and not await _made_up_for(connection, instead):
                return 0
            row = rows.planned(plan) | {"local_date": None}
            number = await connection.execute(sa.insert(deliveries).values(row).returning(deliveries.c.id))
            own = sa.update(subscriptions).where(subscriptions.c.id == subscription.id)
            await connection.execute(own.values(step))
            return int(number.scalar_one())

    async def exchange(
        self, delivery: Delivery, passages: Iterable[str], *, onward: tuple[Cursor, Cursor] | None = None
    ) -> bool:
        """Give a delivery of which nothing was posted other passages; False, and no change, where it went on meanwhile.

        `onward` moves its subscription's cursor with it, from where it stands to where it then stands.
        """
        step = _change(delivery, {"passages": " ".join(passages)}).where(QUEUED)
        step = step.where(deliveries.c.next_part == 0, deliveries.c.began.is_(None))
        if onward:
            step = step.where(sa.exists().where(*_stands(delivery, onward[0])))
        async with self._database.writing() as connection:
            exchanged = bool((await connection.execute(step)).rowcount)
            if exchanged and onward:
                then = {"lap": onward[1].lap, "position": onward[1].position, "last_key": onward[1].key}
                move = sa.update(subscriptions).where(*_stands(delivery, onward[0]))
                await connection.execute(move.values(then))
        return exchanged

    async def leave_out(self, subscription: Subscription, following: Occurrence | None, reason: str) -> None:
        """Skip a subscription's next date on purpose, and let it be due at the one that follows."""
        day, due = subscription.next_day, subscription.next_due
        if not day or not due:
            return
        plan = Plan(subscription, day, due, due, None, state=State.SKIPPED, error=reason)
        step = {"next_day": following.day if following else None, "next_due": following.at if following else None}
        async with self._database.writing() as connection:
            row = self._database.insert(deliveries).values(rows.planned(plan))
            await connection.execute(row.on_conflict_do_nothing())
            own = sa.update(subscriptions).where(subscriptions.c.id == subscription.id)
            await connection.execute(own.where(subscriptions.c.next_day == day).values(step))

    async def withdraw(self, subscription: int, reason: str, now: datetime) -> None:
        """Skip what waits of a subscription that is no longer wanted; a passage half posted is posted to its end."""
        waiting = sa.update(deliveries).where(QUEUED, deliveries.c.subscription == subscription)
        async with self._database.writing() as connection:
            skipped = waiting.where(deliveries.c.next_part == 0)
            await connection.execute(skipped.values(state=State.SKIPPED, error=reason, ended=now))

    async def on(self, subscription: int, day: date) -> Delivery | None:
        """Return the delivery of a local date."""
        own = joined().where(deliveries.c.subscription == subscription, deliveries.c.local_date == day)
        async with self._database.reading() as connection:
            row = (await connection.execute(own)).mappings().first()
        return rows.delivery(row) if row else None

    async def latest(self, subscription: int, limit: int = 1) -> Sequence[Delivery]:
        """Return the newest deliveries of a subscription, newest first."""
        own = joined().where(deliveries.c.subscription == subscription)
        async with self._database.reading() as connection:
            found = await connection.execute(own.order_by(deliveries.c.due.desc(), deliveries.c.id.desc()).limit(limit))
            return [rows.delivery(each) for each in found.mappings()]

    async def counts(self) -> dict[State, int]:
        """Return how many deliveries stand where."""
        query = sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
        async with self._database.reading() as connection:
            return {State(state): number for state, number in await connection.execute(query)}

    async def _begin_among_others(self, steps: Steps, delivery: Delivery, seat: str, now: datetime) -> bool:
        """Begin it together with others; who is cancelled meanwhile has begun nothing."""
        beginning = asyncio.ensure_future(steps.begin(delivery, seat, now))
        try:
            return await asyncio.shield(beginning)
        except asyncio.CancelledError:
            if await beginning:
                await self.take_back(delivery)
            raise

    async def _step(self, delivery: Delivery, step: dict[str, Any], *conditions: Any) -> bool:
        async with self._database.writing() as connection:
            return bool((await connection.execute(_change(delivery, step).where(*conditions))).rowcount)


def _change(delivery: Delivery, step: dict[str, Any]) -> sa.Update:
    return sa.update(deliveries).where(deliveries.c.id == delivery.id).values(step)


def _stands(delivery: Delivery, cursor: Cursor) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions that a delivery's subscription stands where it was seen to."""
    place = (subscriptions.c.lap == cursor.lap, subscriptions.c.position == cursor.position)
    return (subscriptions.c.id == delivery.subscription, *place, subscriptions.c.last_key == cursor.key)


def _messages(delivery: Delivery, message: str) -> dict[str, str]:
    return {"message_ids": json.dumps([*delivery.message_ids, message])}


async def _made_up_for(connection: AsyncConnection, missed: Delivery) -> bool:
    """Note that a delivery is made up for; False where it was before."""
    step = _change(missed, {"error": CAUGHT_UP}).where(deliveries.c.error != CAUGHT_UP)
    return bool((await connection.execute(step)).rowcount)


async def _place_of(connection: AsyncConnection, delivery: Delivery) -> int:
    query = sa.select(subscriptions.c.place).where(subscriptions.c.id == delivery.subscription)
    return int((await connection.execute(query)).scalar_one())


async def _active_at(connection: AsyncConnection, place: int) -> list[Subscription]:
    query = ordered().where(subscriptions.c.place == place, subscriptions.c.standing == Standing.ACTIVE)
    return [rows.subscription(each) for each in (await connection.execute(query)).mappings()]


def _waiting_at(place: int) -> sa.Update:
    own = sa.select(subscriptions.c.id).where(subscriptions.c.place == place)
    return sa.update(deliveries).where(QUEUED, deliveries.c.subscription.in_(own))
