"""Turns: one post after the other over all chats, within one process or over all that share a gate."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.store.gate import Gate
from bot.store.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

SLOWED = 60.0
"""Seconds at half the pace after a platform said that we were too fast."""
TAKEN = 20
"""Turns that a process takes from a shared gate in one go."""
STALE = 0.1
"""Seconds after which turns that nobody used are given up, so that they do not come all at once."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Turns(Protocol):
    """Whose turn it is to post."""

    def turn(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Wait for a turn. What is written down before the post stands within it; the post comes directly after."""
        ...

    def halt(self, seconds: float) -> None:
        """Give no turns for so long, and half as many for a minute after."""
        ...

    def halted(self) -> float:
        """Return the seconds for which no turn is given; 0 when they are."""
        ...


@dataclass(slots=True)
class OwnTurns:
    """The turns of one process, `rate` a second, to whoever waits longest. `clock` counts seconds, `sleep` waits."""

    rate: float
    clock: Clock = time.monotonic
    sleep: Sleep = asyncio.sleep
    _next: float = field(default=0.0, init=False)
    _halted: float = field(default=0.0, init=False)
    _slow_until: float = field(default=0.0, init=False)
    _gate: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn; however long the writing down takes, posts do not bunch up behind it."""
        async with self._gate:
            while (wait := self._next - self.clock()) > 0:
                await self.sleep(wait)
            gap = (2 if self.clock() < self._slow_until else 1) / self.rate
            # Less than one gap late is made up for, a longer stall never: no second holds more than the rate.
            slot = max(self._next, self.clock() - gap)
            try:
                yield
            finally:
                self._next = max(self._next, slot + gap, self.clock())

    def halt(self, seconds: float) -> None:
        """Give no turns for so long, and half as many for a minute after."""
        self._halted = max(self._halted, self.clock() + seconds)
        self._next = max(self._next, self._halted)
        self._slow_until = self._halted + SLOWED

    def halted(self) -> float:
        """Return the seconds for which no turn is given; 0 when they are."""
        return max(0.0, self._halted - self.clock())


@dataclass(slots=True)
class SharedTurns:
    """The turns of one process among several, taken from a gate that all of them share."""

    gate: Gate
    clock: Clock = time.monotonic
    sleep: Sleep = asyncio.sleep
    _next: float = field(default=0.0, init=False)
    _gap: float = field(default=0.0, init=False)
    _left: int = field(default=0, init=False)
    _halted: float = field(default=0.0, init=False)
    _taking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _telling: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, while what comes before the post is written down.

        Raises:
            DatabaseTrouble: when the gate cannot be asked; nothing was written down then.

        """
        slot = await self._slot()
        yield
        while (wait := max(slot, self._halted) - self.clock()) > 0:
            await self.sleep(wait)

    def halt(self, seconds: float) -> None:
        """Give no turns for so long to anyone, and half as many for a minute after."""
        self._halted = max(self._halted, self.clock() + seconds)
        self._left = 0
        telling = asyncio.create_task(self._tell(seconds))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    def halted(self) -> float:
        """Return the seconds for which no turn is given; 0 when they are."""
        return max(0.0, self._halted - self.clock())

    async def _slot(self) -> float:
        async with self._taking:
            if not self._left or self._next < self.clock() - STALE:
                taken = await self.gate.take(TAKEN)
                self._next, self._gap, self._left = self.clock() + taken.wait, taken.gap, TAKEN
            slot, self._next = self._next, self._next + self._gap
            self._left -= 1
            return slot

    async def _tell(self, seconds: float) -> None:
        try:
            await self.gate.halt(seconds, SLOWED)
        except DatabaseTrouble as trouble:
            log.warning("the other senders were not told to wait: %s", trouble)
