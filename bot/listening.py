"""Listening alone: one process at a time hears a platform, and another takes over when that one ends."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from bot.store.store import Store
from bot.store.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds between two looks at the seat."""
TAKEN = (
    "Another process listens to %s for this bot: one is enough, so this one keeps quiet and takes over when that ends"
)


async def alone(store: Store, platform: str, seat: str, listen: Callable[[], Awaitable[None]]) -> None:
    """Listen while no other process holds the seat, until listening ends by itself or this is cancelled.

    While the database is away nobody can tell who holds it: whoever was listening goes on.
    """
    listening: asyncio.Task[None] | None = None
    told = False
    try:
        while not (listening and listening.done()):
            with contextlib.suppress(DatabaseTrouble):
                async with store.seats.take(seat) as held:
                    if held:
                        told = False
                        listening = listening or asyncio.create_task(_of(listen))
                        while not listening.done() and await held.held():
                            await asyncio.wait([listening], timeout=LOOK)
                        continue
                await _ended(listening)
                listening = None
                if not told:
                    told = True
                    log.warning(TAKEN, platform)
            await asyncio.sleep(LOOK)
        listening.result()
    finally:
        await _ended(listening)


async def _of(listen: Callable[[], Awaitable[None]]) -> None:
    await listen()


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task and not task.done():
        task.cancel()
        await asyncio.wait([task])
