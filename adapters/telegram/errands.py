"""Work in progress: so much at once, none of it waiting for another, all of it ended before we leave."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Work = Callable[[], Coroutine[Any, Any, None]]
Handle = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
"""Handles one update as it came."""


class Errands:
    """At most `most` pieces of work at once; further ones wait to be started."""

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, work: Work) -> None:
        """Do the work as soon as there is room for it; return when it ended, however it did."""
        await asyncio.wait([await self.start(work)])

    async def start(self, work: Work) -> "asyncio.Task[None]":
        """Start the work as soon as there is room for it."""
        await self._free.acquire()
        task = asyncio.create_task(work())
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def finish(self, seconds: float) -> None:
        """Let what runs come to its end, and give up what takes longer than this."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for each in late:
                each.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._free.release()
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("An update could not be handled", exc_info=error)
