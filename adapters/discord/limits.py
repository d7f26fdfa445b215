"""What Discord's limits allow at this moment: halts told by its headers, and requests it refused lately.

Sources: Discord's documentation, topics "Rate Limits" (headers, global limit, 10,000 invalid requests in ten minutes).
"""

from collections import deque
from collections.abc import Mapping

from discord import RateLimited

INVALID = frozenset((401, 403, 429))
INVALID_WINDOW = 600.0
"""Seconds in which Discord counts invalid requests."""
INVALID_MOST = 1_000
"""How many of them we risk: a tenth of what gets an address banned."""
BANNED = 600.0
"""Seconds to stay away when a refusal does not say how long."""
KEPT = 1_000
"""How many halted routes are kept before the expired ones are dropped."""


class Limited(RateLimited):
    """Nothing was taken; `retry_after` says when to try again, `everywhere` whether that goes for every request."""

    def __init__(self, retry_after: float, *, everywhere: bool = False) -> None:
        super().__init__(retry_after)
        self.everywhere = everywhere


class Limits:
    """The halts in force. Times are seconds of a monotonic clock, given by the caller."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._all_until = 0.0
        self._invalid: deque[float] = deque()

    def check(self, route: str, now: float, *, exempt: bool = False) -> None:
        """Let a request through, or raise Limited; answers to interactions are exempt from what goes for all."""
        until = self._until.get(route, 0.0)
        if until > now:
            raise Limited(until - now)
        if self._all_until > now and not exempt:
            raise Limited(self._all_until - now, everywhere=True)

    def note(self, route: str, now: float, *, status: int, headers: Mapping[str, str]) -> None:
        """Remember what an answer's headers say about the next request of this route."""
        if headers.get("X-RateLimit-Remaining") == "0":
            self._halt(route, now + float(headers.get("X-RateLimit-Reset-After", 1)), now)
        if status in INVALID and headers.get("X-RateLimit-Scope") != "shared":
            self._refused(now)

    def halt(self, route: str, now: float, *, limited: Limited) -> None:
        """Remember a refusal for one route or for everything."""
        if limited.everywhere:
            self._all_until = max(self._all_until, now + limited.retry_after)
        else:
            self._halt(route, now + limited.retry_after, now)

    def _halt(self, route: str, until: float, now: float) -> None:
        if len(self._until) >= KEPT:
            self._until = {each: end for each, end in self._until.items() if end > now}
        self._until[route] = until

    def _refused(self, now: float) -> None:
        self._invalid.append(now)
        while self._invalid[0] <= now - INVALID_WINDOW:
            self._invalid.popleft()
        if len(self._invalid) >= INVALID_MOST:
            self._all_until = max(self._all_until, self._invalid[0] + INVALID_WINDOW)
