"""History: what was posted before, and what was missed and could still come."""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.chat import Appreciation, Place
from bot.store import rows
from bot.store.database import Database
from bot.store.delivery import Delivery, State
from bot.store.ledger import QUEUED, joined
from bot.store.tables import delivery as deliveries
from bot.store.tables import place as places
from bot.store.tables import subscription as subscriptions

SKIPPED = sa.text("delivery.state = 'skipped'")
"""Written out, since only a literal lets the databases use the partial index."""
LATE = "delivery-late"
MENDED = (LATE, "daily-paused")
"""Why something did not come that can come later, besides what a place did (`gone-…`)."""
LATELY = 60
"""Deliveries that are looked through, the newest."""


class History:
    """The ledger, read backwards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def posted(self, subscription: int, key: str, before: datetime) -> datetime | None:
        """Return when a subscription last posted a passage before an instant, None when it never did."""
        here = (deliveries.c.subscription == subscription, deliveries.c.state == State.SENT)
        query = sa.select(sa.func.max(deliveries.c.due, type_=deliveries.c.due.type))
        query = query.where(*here, deliveries.c.passages.contains(key), deliveries.c.due < before)
        async with self._database.reading() as connection:
            found: datetime | None = await connection.scalar(query)
        return found

    async def appreciate(self, place: Place, given: Appreciation) -> bool:
        """Note how many people liked a message; return whether it is a post of ours in that chat, in any thread."""
        named = deliveries.c.message_ids.contains(json.dumps(given.message), autoescape=True)
        there = (places.c.platform == place.platform, places.c.chat == place.chat)
        ordered = sa.select(subscriptions.c.id).join(places, places.c.id == subscriptions.c.place).where(*there)
        fewest = sa.case(
            (deliveries.c.appreciated + given.people < 0, 0), else_=deliveries.c.appreciated + given.people
        )
        count = sa.literal(given.people) if given.whole else fewest
        noted = sa.update(deliveries).where(deliveries.c.subscription.in_(ordered), named).values(appreciated=count)
        async with self._database.writing() as connection:
            return bool((await connection.execute(noted)).rowcount)

    async def waiting(self, now: datetime) -> int:
        """Return how many deliveries wait to be posted and may still be, those that were begun counted."""
        queued = (QUEUED, sa.or_(deliveries.c.deadline >= now, deliveries.c.next_part > 0))
        async with self._database.reading() as connection:
            return int(await connection.scalar(sa.select(sa.func.count()).where(*queued)) or 0)

    async def skipped(self, first: datetime, now: datetime) -> int:
        """Return how many dates were left out as too late whose deadline lies between two instants."""
        late = (SKIPPED, deliveries.c.deadline >= first, deliveries.c.deadline < now, deliveries.c.error == LATE)
        async with self._database.reading() as connection:
            return int(await connection.scalar(sa.select(sa.func.count()).where(*late)) or 0)

    async def missed(self, subscription: int) -> Sequence[Delivery]:
        """Return the dates of a subscription that went without their post and were not made up for, oldest first.

        Such a delivery has its passages where they were chosen by then; else the date cost none.
        """
        lately = joined().where(deliveries.c.subscription == subscription, deliveries.c.local_date.is_not(None))
        lately = lately.order_by(deliveries.c.local_date.desc()).limit(LATELY)
        async with self._database.reading() as connection:
            found = [rows.delivery(each) for each in (await connection.execute(lately)).mappings()]
        return [each for each in reversed(found) if _is_missed(each)]


def _is_missed(delivery: Delivery) -> bool:
    mended = delivery.error in MENDED or delivery.error.startswith("gone-")
    return mended and delivery.state in (State.SKIPPED, State.FAILED) and not delivery.next_part
