"""Telegram's limits, kept strictly: so many messages a second in all and in a chat, so many a minute in a group."""

import collections
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.platforms.telegram_chats import Refused

SENDING = ("sendMessage", "sendPhoto", "sendPoll")


@dataclass
class Rates:
    """A gate for BotApi. A refused message counts towards nothing; `refusals` says how many there were.

    The figures are those of Telegram's FAQ: about 30 a second, one a second in a chat with short bursts let pass
    (here `burst`), 20 a minute in a group.
    """

    overall: int = 30
    burst: int = 3
    group: int = 20
    now: Callable[[], float] = time.monotonic
    refusals: int = 0
    sent: list[float] = field(default_factory=list)
    chats: dict[str, collections.deque[float]] = field(
        default_factory=lambda: collections.defaultdict(collections.deque)
    )

    def __call__(self, method: str, params: dict) -> None:
        if method not in SENDING:
            return
        chat, now = str(params["chat_id"]), self.now()
        times = self.chats[chat]
        while times and times[0] <= now - 60:
            times.popleft()
        self._keep(self.sent[-self.overall :], self.overall, 1.0, now)
        self._keep(list(times)[-self.burst :], self.burst, 1.0, now)
        if chat.startswith("-"):
            self._keep(list(times)[-self.group :], self.group, 60.0, now)
        times.append(now)
        self.sent.append(now)

    def _keep(self, latest: list[float], most: int, seconds: float, now: float) -> None:
        """Refuse where the last `most` messages all lie within so many seconds."""
        if len(latest) == most and latest[0] > now - seconds:
            self.refusals += 1
            wait = max(1, round(latest[0] + seconds - now))
            raise Refused(f"retry after {wait}", 429, retry_after=wait)

    @property
    def busiest(self) -> int:
        """The most messages taken within any one second."""
        return max(
            (sum(start <= each < start + 1 for each in self.sent[at : at + 200]) for at, start in enumerate(self.sent)),
            default=0,
        )
