"""Re-reading: packs that are written, changed or taken away while the bot runs are taken up without a new start."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.library import pack
from bot.library.shelf import Shelf
from bot.lookup.desk import synced

log = logging.getLogger(__name__)

SECONDS = 5.0
"""Between two looks at the packs' folders; a look at a thousand files takes some milliseconds."""


class Rereading:
    """Keeps the shelf in line with the folders of packs, in a thread and with a connection of its own.

    The desk notices by the shelf's generation, and goes on answering meanwhile. A pack that cannot be read keeps what
    the shelf has of it; each problem is told once.
    """

    def __init__(self, index: Path, *roots: Path, told: Callable[[str], None] | None = None) -> None:
        self._index = index
        self._roots = roots
        self._told = told or _warn
        self._known: frozenset[str] = frozenset()

    def look(self) -> None:
        """Take up what has changed, and tell what cannot be."""
        try:
            with Shelf.open(self._index) as shelf:
                problems = frozenset(synced(shelf, pack.folders(*self._roots)))
        except (OSError, sqlite3.Error) as error:
            problems = frozenset((f"the packs could not be read again: {error}",))
        for each in sorted(problems - self._known):
            self._told(each)
        self._known = problems

    async def go_on(self, *, seconds: float = SECONDS) -> None:
        """Look every so often, for ever."""
        while True:
            await asyncio.sleep(seconds)
            await asyncio.to_thread(self.look)


@contextlib.asynccontextmanager
async def going_on(rereading: Rereading) -> AsyncIterator[None]:
    """Look again and again until left; a look under way comes to its end first."""
    task = asyncio.create_task(rereading.go_on())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _warn(problem: str) -> None:
    log.warning("%s", problem)
