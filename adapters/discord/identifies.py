"""A ration of IDENTIFYs: a thousand in a day would have the token reset by Discord.

Source: Discord's documentation, "Gateway", session start limit. The ration holds at most `BURST` and regains one in
`REGAIN` seconds, so that no day sees more than `BURST + 86,400 / REGAIN` = 530; they are spaced besides.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

BURST = 50
REGAIN = 180.0
SPACING = 5.0
"""Seconds between two of them, for bots with a `max_concurrency` of 1."""

Sleep = Callable[[float], Awaitable[None]]
Others = Callable[[], Awaitable[float]]


class Identifies:
    """Turns to identify, shared by all shards of a process. `spacing` is in seconds.

    Where other processes identify too, `others` takes a turn among them and returns in how many seconds it comes.
    """

    def __init__(self, *, sleep: Sleep = asyncio.sleep, spacing: float = SPACING, others: Others | None = None) -> None:
        self._others = others
        self._sleep = sleep
        self._spacing = spacing
        self._lock = asyncio.Lock()
        self._held = float(BURST)
        self._last: float | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a shard may identify, and keep the others waiting while it connects."""
        async with self._lock:
            wait = self.wait(asyncio.get_running_loop().time())
            if self._others:
                wait = max(wait, await self._others())
            if wait:
                await self._sleep(wait)
            yield

    def wait(self, now: float) -> float:
        """Return how many seconds to wait at `now` (monotonic)."""
        if self._last is None:
            return 0.0
        passed = now - self._last
        lacking = max(0.0, 1.0 - self._held - passed / REGAIN) * REGAIN
        return max(lacking, self._spacing - passed, 0.0)

    def take(self, now: float) -> None:
        """Take one off the ration: an IDENTIFY is being sent."""
        passed = 0.0 if self._last is None else now - self._last
        self._held = max(0.0, min(BURST, self._held + passed / REGAIN) - 1.0)
        self._last = now
