"""Peaks: how many posts come due at the same minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.tables import Instant, milliseconds
from bot.store.tables import delivery as deliveries

DAY = timedelta(days=1)
BUSIEST = sa.text("""
    SELECT place.platform, subscription.next_due / 60000 * 60000 AS at, count(*) AS chats
    FROM subscription JOIN place ON place.id = subscription.place
    WHERE subscription.standing = 'active' AND subscription.next_due < :until
    GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT :limit
""").columns(platform=sa.Text, at=Instant, chats=sa.Integer)


@dataclass(frozen=True, slots=True)
class Peak:
    """A minute (aware UTC) at which so many chats of a platform want their post."""

    platform: str
    at: datetime
    chats: int


class Peaks:
    """What comes at once, and what waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def busiest(self, now: datetime, limit: int) -> list[Peak]:
        """Return the busiest minutes of the day to come, the busiest first."""
        async with self._database.reading() as connection:
            found = await connection.execute(BUSIEST, {"until": milliseconds(now + DAY), "limit": limit})
            return [Peak(platform, at, chats) for platform, at, chats in found]

    async def waiting(self) -> dict[str, int]:
        """Return how many deliveries wait to be posted, by platform."""
        query = sa.select(deliveries.c.platform, sa.func.count()).where(sa.text("delivery.state = 'queued'"))
        async with self._database.reading() as connection:
            found = await connection.execute(query.group_by(deliveries.c.platform))
            return {str(platform): int(many) for platform, many in found}
