"""Planning: due subscriptions become rows of the ledger, once for each local date."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calendar.subscription import Draw
from bot.store import rows
from bot.store.batch import batch
from bot.store.database import Database
from bot.store.decision import Choose, Known
from bot.store.delivery import State
from bot.store.tables import delivery as deliveries
from bot.store.tables import milliseconds
from bot.store.tables import subscription as subscriptions

LATE = "delivery-late"
"""The error of what was skipped because it came too late."""
SKIPPED = sa.text("delivery.state = 'skipped'")
ACTIVE = sa.text("subscription.standing = 'active'")
"""Written out, since only a literal lets the databases use the partial index."""
PASSED = (
    sa.update(subscriptions)
    .where(subscriptions.c.id == sa.bindparam("number"))
    .values(next_day=sa.bindparam("day"), next_due=sa.bindparam("due"))
)


class Planning:
    """The planner's side of the state. Any number of planners may work at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._batch = batch(database)

    @property
    def at_once(self) -> int:
        """How many calls of `plan` it pays to have in hand together."""
        return self._batch.at_once

    @property
    def size(self) -> int:
        """How many subscriptions one call of `plan` does best with."""
        return self._batch.size

    async def draws(self, now: datetime, limit: int) -> set[Draw]:
        """Return what the next due subscriptions choose from."""
        chosen = (subscriptions.c[each] for each in rows.DRAW)
        due = sa.select(*chosen).where(ACTIVE, subscriptions.c.next_due <= now)
        due = due.order_by(subscriptions.c.next_due).limit(limit)
        async with self._database.reading() as connection:
            found = await connection.execute(sa.select(due.subquery()).distinct())
            return {rows.draw(dict(each)) for each in found.mappings()}

    async def plan(self, now: datetime, limit: int, choose: Choose, known: Known | None = None) -> int:
        """Plan up to `limit` due subscriptions in one transaction and return how many that were.

        The row and the subscription's cursor and next due instant stand or fall together. On PostgreSQL several
        planners share the work; each passes over what another has in hand. `known` keeps what was decided for the next
        batch of the same round. On SQLite `choose` is asked in another thread.
        """
        return await self._batch.plan(milliseconds(now), limit, choose, {} if known is None else known)

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
                await connection.execute(PASSED, onward)
            return queued + (await connection.execute(sa.delete(deliveries).where(*bare))).rowcount


async def _again(connection: AsyncConnection, bare: Sequence[Any]) -> list[dict[str, Any]]:
    """Return subscriptions with the first of their dates, and its instant, that were skipped without need."""
    own = (deliveries.c.subscription, deliveries.c.local_date, deliveries.c.due)
    query = sa.select(*own).join(subscriptions, subscriptions.c.id == deliveries.c.subscription).where(*bare)
    ahead = sa.or_(subscriptions.c.next_day > deliveries.c.local_date, subscriptions.c.next_day.is_(None))
    found = await connection.execute(query.where(ACTIVE, ahead).order_by(deliveries.c.local_date.desc()))
    first = {number: {"day": day, "due": due} for number, day, due in found}
    return [{"number": number, **at} for number, at in first.items()]
