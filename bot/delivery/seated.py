"""Sitting down: a sender works while it holds a seat, and what its last holder left behind is settled first."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from bot.delivery.posting import Posting
from bot.store.delivery import State
from bot.store.seats import Seat
from bot.store.store import Store
from bot.store.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

RETAKE = 5.0
"""Seconds before asking again for a seat that another process holds, or a database that is away."""


async def seated(store: Store, platform: str, names: Sequence[str], serve: Callable[[Seat], Awaitable[None]]) -> None:
    """Serve, with the first of the seats that is free, until cancelled; while none is, wait for one."""
    told = False
    while True:
        try:
            async with _first(store, names) as seat:
                if seat:
                    told = False
                    await serve(seat)
                elif not told:
                    told = True
                    log.info("another process sends for %s; this one takes over when it ends", platform)
        except DatabaseTrouble as trouble:
            log.warning("sending for %s waits: %s", platform, trouble)
        await asyncio.sleep(RETAKE)


async def settle(store: Store, posting: Posting, seat: str) -> None:
    """Settle what the last holder of a seat left between the platform and the ledger."""
    settled = await store.ledger.settle(seat, posting.now(), posting.resendable)
    if any(settled.values()):
        again, unknown = settled[State.QUEUED], settled[State.UNKNOWN]
        platform = posting.adapter.platform
        log.warning("%s: cut off by an earlier end: %d sent again, %d unknown", platform, again, unknown)


@contextlib.asynccontextmanager
async def _first(store: Store, names: Sequence[str]) -> AsyncIterator[Seat | None]:
    for name in names:
        async with store.seats.take(name) as seat:
            if seat:
                yield seat
                return
    yield None
