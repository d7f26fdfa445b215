"""Pace: never faster than a platform allows, over all chats and in each of them.

The limits are the platforms' own, less what replies to people need: those pass by here and never wait for a post.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from bot.chat import Place
from bot.delivery.turns import Clock, OwnTurns, Sleep, Turns

REMEMBERED = 4096
"""Chats to remember before those that are free again are forgotten."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` posts in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What one platform allows: posts a second over all chats, and windows of one chat.

    `group` holds in chats of several people; `threads` says whether a thread counts as a chat of its own.
    """

    rate: float
    chat: tuple[Window, ...]
    group: tuple[Window, ...] = ()
    threads: bool = False


TELEGRAM = Limits(25, (Window(1, 1.05),), group=(Window(20, 61.0),))
"""Telegram's FAQ: about 30 a second in all, 1 a second in a chat, 20 a minute in a group."""
DISCORD = Limits(40, (Window(5, 5.25),), threads=True)
"""Discord's documents: 50 requests a second; 5 messages in 5 seconds of a channel, as its headers say."""
FREE = Limits(1000, ())
"""A platform without limits of its own."""


@dataclass(slots=True)
class Pace:
    """The pace of one platform in this process. `clock` counts seconds, `sleep` waits them.

    `shared` are the turns where several processes send for one token; alone, a process has its own.
    """

    limits: Limits
    clock: Clock = time.monotonic
    sleep: Sleep = asyncio.sleep
    shared: Turns | None = None
    _turns: Turns = field(init=False)
    _posted: dict[tuple[str, str], deque[float]] = field(default_factory=dict, init=False)
    _held: dict[tuple[str, str], float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._turns = self.shared or OwnTurns(self.limits.rate, self.clock, self.sleep)

    def delay(self, place: Place) -> float:
        """Return the seconds until the place's own limits let another post in; 0 when they do now."""
        key, now = self._key(place), self.clock()
        posted = self._posted.get(key, ())
        frees = [posted[-each.count] + each.seconds for each in self._windows(place) if len(posted) >= each.count]
        return max([0.0, self._held.get(key, 0.0) - now, *(free - now for free in frees)])

    @contextlib.asynccontextmanager
    async def turn(self, place: Place) -> AsyncIterator[None]:
        """Wait until one post to the place may go out; whoever waits longest goes first.

        Within it stands what must be written down before the post: however long that takes, posts do not bunch up
        behind it. The post itself comes directly after.
        """
        while delay := self.delay(place):
            await self.sleep(delay)
        async with self._turns.turn():
            yield

    def posted(self, place: Place) -> None:
        """Count a post that has just been answered."""
        posted = self._posted.setdefault(self._key(place), deque(maxlen=self._most(place)))
        posted.append(self.clock())
        if len(self._posted) > REMEMBERED:
            self._forget()

    def halt(self, seconds: float) -> None:
        """Post nothing anywhere for so long, and go at half the pace for a minute after."""
        self._turns.halt(seconds)

    def halted(self) -> float:
        """Return the seconds for which nothing may be posted anywhere; 0 when something may."""
        return self._turns.halted()

    def hold(self, place: Place, seconds: float) -> None:
        """Post nothing in one place for so long."""
        self._held[self._key(place)] = self.clock() + seconds

    def _key(self, place: Place) -> tuple[str, str]:
        return (place.chat, place.thread if self.limits.threads else "")

    def _windows(self, place: Place) -> tuple[Window, ...]:
        return self.limits.chat if place.private else self.limits.chat + self.limits.group

    def _most(self, place: Place) -> int:
        return max((each.count for each in self._windows(place)), default=1)

    def _forget(self) -> None:
        longest = max((each.seconds for each in self.limits.chat + self.limits.group), default=0.0)
        now = self.clock()
        self._posted = {key: posted for key, posted in self._posted.items() if posted[-1] > now - longest}
        self._held = {key: until for key, until in self._held.items() if until > now}
