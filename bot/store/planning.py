"""Planning: due subscriptions become rows of the ledger, once for each local date."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar.occurrence import Occurrence
from bot.calendar.subscription import Draw, Subscription
from bot.store import rows
from bot.store.bulk import Bulk
from bot.store.database import Database
from bot.store.delivery import Plan, State
from bot.store.subscriptions import PLACE
from bot.store.tables import Instant, milliseconds
from bot.store.tables import delivery as deliveries
from bot.store.tables import place as places
from bot.store.tables import subscription as subscriptions

Choose = Callable[[Subscription], Plan | None]
"""Decides about a due subscription; None leaves it for the next round.

It is asked once for all that agree in everything but id and place, with one of them.
"""

LATE = "delivery-late"
"""The error of what was skipped because it came too late."""
SKIPPED = sa.text("delivery.state = 'skipped'")
ACTIVE = sa.text("subscription.standing = 'active'")
"""Written out, since only a literal lets the databases use the partial index."""
DATES = ("next_day", "start_on", "end_on", "paused_until")
OWN = ("id", "place")
RULE = tuple(each.name for each in subscriptions.c if each.name not in OWN)

LEDGER = {
    "subscription": "bigint",
    "platform": "text",
    "local_date": "date",
    "due": "bigint",
    "deadline": "bigint",
    "state": "text",
    "passages": "text",
    "next_part": "integer",
    "attempt": "integer",
    "not_before": "bigint",
    "seat": "text",
    "message_ids": "text",
    "error": "text",
}
DUE = {"next_day": "date", "next_due": "bigint"}
CURSOR = {"lap": "integer", "position": "integer", "last_key": "text"}


class Planning:
    """The planner's side of the state. Any number of planners may work at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        bulk = Bulk(database)
        self._rows = bulk.rows
        self._written = bulk.insert("delivery", LEDGER, returning="subscription")
        self._advanced = bulk.update("subscription", DUE | CURSOR)
        self._passed = bulk.update("subscription", DUE)

    async def draws(self, now: datetime, limit: int) -> set[Draw]:
        """Return what the next due subscriptions choose from."""
        chosen = (*(subscriptions.c[each] for each in rows.DRAW), (subscriptions.c.words > 0).label("measured"))
        due = sa.select(*chosen).where(ACTIVE, subscriptions.c.next_due <= now)
        due = due.order_by(subscriptions.c.next_due).limit(limit)
        async with self._database.reading() as connection:
            found = await connection.execute(sa.select(due.subquery()).distinct())
            return {rows.draw(dict(each)) for each in found.mappings()}

    async def plan(self, now: datetime, limit: int, choose: Choose) -> int:
        """Plan up to `limit` due subscriptions in one transaction and return how many that were.

        The row and the subscription's cursor and next due instant stand or fall together. On PostgreSQL several
        planners share the work; each passes over what another has in hand.
        """
        async with self._database.writing() as connection:
            decided = list(_decided(await self._due(connection, now, limit), choose))
            if decided:
                new = await self._enter(connection, decided)
                await self._advance(connection, decided, new)
        return sum(len(numbers) for _, numbers in decided)

    async def restore(self, now: datetime) -> int:
        """Take back what was skipped as too late though it is not, and return how many dates that were.

        It was skipped by a clock that was ahead and has been put back since. What had its passage is queued again;
        the other dates are due again, each at its own instant.
        """
        late = (SKIPPED, deliveries.c.error == LATE, deliveries.c.deadline > now)
        bare = (*late, deliveries.c.passages == "")
        queue = sa.update(deliveries).where(*late, deliveries.c.passages != "")
        async with self._database.writing() as connection:
            step = queue.values(state=State.QUEUED, not_before=deliveries.c.due, error="", ended=None)
            queued = (await connection.execute(step)).rowcount
            onward = await _again(connection, bare)
            if onward:
                await connection.execute(self._passed, self._rows(onward))
            return queued + (await connection.execute(sa.delete(deliveries).where(*bare))).rowcount

    async def _due(self, connection: AsyncConnection, now: datetime, limit: int) -> Sequence[Sequence[Any]]:
        # The order matters to PostgreSQL: without it a prepared statement guesses a third of the table and scans it.
        query = PLAIN.where(ACTIVE, subscriptions.c.next_due <= now).order_by(subscriptions.c.next_due).limit(limit)
        return (await connection.execute(query.with_for_update(of=subscriptions, skip_locked=True))).all()

    async def _enter(self, connection: AsyncConnection, decided: "Sequence[Decided]") -> set[int]:
        """Write the rows of the ledger and return the subscriptions for which the date is new."""
        entries = [
            (number, platform, *entry)
            for plan, numbers in decided
            for entry in (_entry(plan),)
            for number, platform in numbers
        ]
        return set((await connection.execute(self._written, self._rows(entries))).scalars())

    async def _advance(self, connection: AsyncConnection, decided: "Sequence[Decided]", new: set[int]) -> None:
        """Set when each is due next; the cursor only where the date is new, as it cost no passage elsewhere."""
        onward = [
            (number, *_due_next(plan.next), *_cursor(plan))
            for plan, own in decided
            for number, _ in own
            if number in new
        ]
        passed = [(number, *_due_next(plan.next)) for plan, own in decided for number, _ in own if number not in new]
        for statement, given in ((self._advanced, onward), (self._passed, passed)):
            if given:
                await connection.execute(statement, self._rows(given))


Decided = tuple[Plan, list[tuple[int, str]]]
"""A plan, and the ids and platforms of the subscriptions it is for."""


async def _again(connection: AsyncConnection, bare: Sequence[Any]) -> list[tuple[object, ...]]:
    """Return subscriptions with the first of their dates, and its instant, that were skipped without need."""
    own = (deliveries.c.subscription, deliveries.c.local_date, deliveries.c.due)
    query = sa.select(*own).join(subscriptions, subscriptions.c.id == deliveries.c.subscription).where(*bare)
    ahead = sa.or_(subscriptions.c.next_day > deliveries.c.local_date, subscriptions.c.next_day.is_(None))
    found = await connection.execute(query.where(ACTIVE, ahead).order_by(deliveries.c.local_date.desc()))
    first = {number: (day.isoformat(), milliseconds(due)) for number, day, due in found}
    return [(number, *at) for number, at in first.items()]


def _plain(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Return a column as the driver gives it: only one row of each kind is ever made into a value."""
    return sa.type_coerce(column, sa.types.NullType()).label(column.name)


PLAIN = sa.select(subscriptions.c.id, places.c.platform, *(_plain(subscriptions.c[each]) for each in RULE)).join(
    places, places.c.id == subscriptions.c.place
)


def _decided(due: Sequence[Sequence[Any]], choose: Choose) -> Iterator[Decided]:
    alike: dict[Sequence[Any], list[tuple[int, str]]] = {}
    for row in due:
        number, platform, *same = row
        alike.setdefault(tuple(same), []).append((number, platform))
    for rule, numbers in alike.items():
        plan = choose(rows.subscription(_row(*numbers[0], rule)))
        if plan:
            yield plan, numbers


def _row(number: int, platform: str, rule: Sequence[Any]) -> Mapping[str, Any]:
    """Return a row as the other queries give it, but for the place, which planning does not look at."""
    row = dict(zip(RULE, rule, strict=True))
    for each in DATES:
        row[each] = date.fromisoformat(row[each]) if isinstance(row[each], str) else row[each]
    row["next_due"] = Instant().process_result_value(row["next_due"], None)
    place = {each.name: "" for each in PLACE} | {"platform": platform}
    return {"id": number, **place, **row}


def _entry(plan: Plan) -> tuple[object, ...]:
    """Return the columns of the ledger that follow subscription and platform, in their order."""
    due, passages = milliseconds(plan.due), " ".join(plan.passages)
    return (
        plan.day.isoformat(),
        due,
        milliseconds(plan.deadline),
        plan.state,
        passages,
        0,
        0,
        due,
        "",
        "[]",
        plan.error,
    )


def _due_next(occurrence: Occurrence | None) -> tuple[object, object]:
    return (occurrence.day.isoformat(), milliseconds(occurrence.at)) if occurrence else (None, None)


def _cursor(plan: Plan) -> tuple[object, ...]:
    return (plan.cursor.lap, plan.cursor.position, plan.cursor.key)
