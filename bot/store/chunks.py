"""Chunks: deliveries of one platform that go together to one sender. Only PostgreSQL needs them.

A delivery is loose when no chunk holds it: it was put off, asked for outside the calendar, or its chunk has ended.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.store import rows
from bot.store.database import Database
from bot.store.delivery import Delivery, State
from bot.store.engine import CHUNK, chunked
from bot.store.ledger import QUEUED, joined
from bot.store.tables import delivery as deliveries
from bot.store.tables import milliseconds

LATE = "delivery-late"
ORPHANED = timedelta(minutes=1)
"""How long a delivery must wait before it is asked whether its chunk is still carried by anyone."""
MOST = 10
"""Chunks that are made in one go."""

LOOSE = """
    SELECT id, platform FROM delivery WHERE state = 'queued' AND chunk IS NULL AND not_before <= $1
    ORDER BY not_before, id LIMIT $2 FOR UPDATE SKIP LOCKED
"""
HELD = """
    UPDATE delivery SET chunk = given.chunk FROM unnest($1::bigint[], $2::bigint[]) AS given(id, chunk)
    WHERE delivery.id = given.id
"""
FREED = """
    UPDATE delivery SET chunk = NULL WHERE state = 'queued' AND not_before < $1 AND chunk IN (
        SELECT chunk FROM delivery WHERE state = 'queued' AND chunk IS NOT NULL GROUP BY chunk
        EXCEPT SELECT id FROM pgqueuer WHERE status IN ('queued', 'picked')
    )
"""

BEREFT = """
    UPDATE delivery SET chunk = NULL WHERE state = 'queued' AND platform = $1
    AND chunk IN (SELECT id FROM pgqueuer WHERE status = 'picked' AND entrypoint = $1)
"""


class Chunks:
    """The chunks of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def gather(self, now: datetime) -> int:
        """Put what is loose and may be posted now into new chunks; return how many deliveries that were."""
        gathered = 0
        while some := await self._gather(milliseconds(now), CHUNK * MOST):
            gathered += some
        return gathered

    async def free(self, now: datetime) -> int:
        """Loosen what waits in chunks that nothing carries any more; return how many deliveries that were."""
        async with self._database.raw() as connection:
            done: str = await connection.execute(FREED, milliseconds(now - ORPHANED))
        return int(done.rpartition(" ")[2])

    async def take_over(self, platform: str) -> None:
        """Loosen what a dead sender had in hand, once it is sure that nobody sends for the platform."""
        async with self._database.raw() as connection:
            await connection.execute(BEREFT, platform)

    async def held(self, chunk: int, now: datetime) -> tuple[list[Delivery], int]:
        """Return what of a chunk may be posted now, longest waiting first, and how many were too late and skipped."""
        own = (QUEUED, deliveries.c.chunk == chunk, deliveries.c.not_before <= now)
        late = (deliveries.c.deadline < now, deliveries.c.next_part == 0, deliveries.c.began.is_(None))
        skip = sa.update(deliveries).where(*own, *late).values(state=State.SKIPPED, error=LATE, ended=now)
        query = joined().where(*own).order_by(deliveries.c.not_before, deliveries.c.id)
        async with self._database.writing() as connection:
            skipped = (await connection.execute(skip)).rowcount
            return [rows.delivery(each) for each in (await connection.execute(query)).mappings()], skipped

    async def loosen(self, chunk: int) -> None:
        """Let go of what is still queued of a chunk that has ended."""
        own = sa.update(deliveries).where(QUEUED, deliveries.c.chunk == chunk)
        async with self._database.writing() as connection:
            await connection.execute(own.values(chunk=None))

    async def _gather(self, now: int, limit: int) -> int:
        async with self._database.raw() as connection, connection.transaction():
            found = await connection.fetch(LOOSE, now, limit)
            held = await chunked(connection, [(each["id"], each["platform"]) for each in found])
            if held:
                await connection.execute(HELD, list(held), list(held.values()))
        return len(found)
