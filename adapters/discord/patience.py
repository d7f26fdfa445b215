"""Waiting, where somebody can: repeats what failed for want of a connection, ever more slowly."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from discord import DiscordServerError, RateLimited

LOG = logging.getLogger(__name__)
LONGEST = 120.0
"""Seconds between two tries at most."""
PASSING = (DiscordServerError, RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""Failures that pass."""

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]


class Patience:
    """Ever longer waits, with some scatter so that many do not come back in the same moment."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._failures = 0

    def renew(self) -> None:
        """Start over with short waits: it worked."""
        self._failures = 0

    async def wait(self, error: BaseException) -> None:
        """Wait after a failure: as long as it says, else twice as long as the last time."""
        asked = error.retry_after if isinstance(error, RateLimited) else 0.0
        seconds = max(asked, min(LONGEST, 2.0 ** min(self._failures, 8)) * random.uniform(0.75, 1.25))
        self._failures += 1
        LOG.warning("Discord: %s; again in %.0f s", _sentence(error), seconds)
        await self._sleep(seconds)

    async def insist(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what `call` returns, however long it takes; failures that do not pass are raised."""
        while True:
            try:
                return await call()
            except PASSING as error:
                await self.wait(error)


def _sentence(error: BaseException) -> str:
    return str(error) or type(error).__name__
