"""Planning: due subscriptions become rows of the ledger, once for each local date."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar.subscription import Subscription
from bot.library.source import Source
from bot.store import rows
from bot.store.database import Database
from bot.store.delivery import Plan
from bot.store.subscriptions import joined
from bot.store.tables import delivery as deliveries
from bot.store.tables import subscription as subscriptions

Choose = Callable[[Subscription], Plan | None]
"""Decides about one due subscription; None leaves it for the next round."""

ACTIVE = sa.text("subscription.standing = 'active'")
"""Written out, since only a literal lets the databases use the partial index."""


class Planning:
    """The planner's side of the state. Any number of planners may work at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sources(self, now: datetime, limit: int) -> set[tuple[Source, str, int]]:
        """Return what the next due subscriptions choose from: sources, with their rotation and seed."""
        chosen = ("pack", "work", "topic", "rotation", "seed")
        query = sa.select(*(subscriptions.c[each] for each in chosen)).where(ACTIVE, subscriptions.c.next_due <= now)
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(subscriptions.c.next_due).limit(limit))
            return {(Source(pack, work, topic), rotation, seed) for pack, work, topic, rotation, seed in found}

    async def plan(self, now: datetime, limit: int, choose: Choose) -> int:
        """Plan up to `limit` due subscriptions in one transaction and return how many that were.

        The row and the subscription's cursor and next due instant stand or fall together. On PostgreSQL several
        planners share the work; each passes over what another has in hand.
        """
        async with self._database.writing() as connection:
            due = await self._due(connection, now, limit)
            plans = [plan for plan in map(choose, due) if plan]
            if plans:
                new = await self._written(connection, plans)
                await self._advanced(connection, plans, new)
        return len(plans)

    async def _due(self, connection: AsyncConnection, now: datetime, limit: int) -> Sequence[Subscription]:
        # The order matters to PostgreSQL: without it a prepared statement guesses a third of the table and scans it.
        query = joined().where(ACTIVE, subscriptions.c.next_due <= now).order_by(subscriptions.c.next_due).limit(limit)
        found = await connection.execute(query.with_for_update(of=subscriptions, skip_locked=True))
        return [rows.subscription(each) for each in found.mappings()]

    async def _written(self, connection: AsyncConnection, plans: Sequence[Plan]) -> set[int]:
        """Write the rows and return the subscriptions for which the date is new."""
        insert = self._database.insert(deliveries).on_conflict_do_nothing().returning(deliveries.c.subscription)
        found = await connection.execute(insert, [rows.planned(each) for each in plans])
        return set(found.scalars())

    async def _advanced(self, connection: AsyncConnection, plans: Sequence[Plan], new: set[int]) -> None:
        await connection.execute(
            sa.update(subscriptions)
            .where(subscriptions.c.id == sa.bindparam("number"))
            .values({name: sa.bindparam(f"new_{name}") for name in ADVANCED}),
            [_advance(each, fresh=each.subscription.id in new) for each in plans],
        )


ADVANCED = ("next_day", "next_due", "lap", "position", "last_key")


def _advance(plan: Plan, *, fresh: bool) -> dict[str, Any]:
    cursor = plan.cursor if fresh else plan.subscription.cursor
    return {
        "number": plan.subscription.id,
        "new_next_day": plan.next.day if plan.next else None,
        "new_next_due": plan.next.at if plan.next else None,
        "new_lap": cursor.lap,
        "new_position": cursor.position,
        "new_last_key": cursor.key,
    }
