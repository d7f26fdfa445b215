"""The clock: APScheduler as a ticker and no more. What is due is the ledger's affair, never the scheduler's."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.store.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

SECONDS = 1.0
"""Between two ticks; an empty one costs the database less than a millisecond."""


def utcnow() -> datetime:
    """Return the present, aware UTC."""
    return datetime.now(UTC)


class Clock:
    """Calls `tick` with the present every so often; one that is still at work is not called again meanwhile."""

    def __init__(
        self,
        tick: Callable[[datetime], Awaitable[object]],
        *,
        seconds: float = SECONDS,
        now: Callable[[], datetime] = utcnow,
    ) -> None:
        self._tick = tick
        self._seconds = seconds
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._away = False
        self._ticking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to tick, in the running loop."""
        # What the scheduler says about a tick that takes long is no news to an operator.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.add_job(
            self._due,
            "interval",
            seconds=self._seconds,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, and let a tick under way come to its end: cut off, it would be a traceback and no more."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # What the scheduler has handed to the loop already begins now, not after its end.
        self._scheduler.shutdown(wait=False)
        if self._ticking:
            await self._ticking

    async def _due(self) -> None:
        """Begin a tick, out of the scheduler's reach, which would cut it off when it ends."""
        if self._ticking is None or self._ticking.done():
            self._ticking = asyncio.create_task(self._watched(), name="tick")

    async def _watched(self) -> None:
        try:
            await self.tick()
        except Exception:  # The boundary: a bug in one tick must not be the last of all ticks.
            log.exception("a tick failed; the next one comes all the same")

    async def tick(self) -> None:
        """Tick once. While the database is away nothing is lost: what is due stays due."""
        try:
            await self._tick(self._now())
        except DatabaseTrouble as trouble:
            if not self._away:
                log.warning("planning waits: %s", trouble)
            self._away = True
        else:
            self._away = False
