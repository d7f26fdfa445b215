"""Long polling by our own loop: nothing is lost on the way, nothing that goes wrong for a while ends it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from telegram import Bot, User
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from adapters.telegram.errands import Errands, Handle
from adapters.telegram.errors import halt
from adapters.telegram.sending import Sleep

log = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query", "inline_query", "my_chat_member", "message_reaction", "message_reaction_count")
"""All we read; Telegram keeps the rest to itself."""
HOLD = 50
"""Seconds that Telegram holds the line while nothing happens; it holds no longer."""
RAW = "get_Updates"
"""Makes the client hand the updates over unread, so that one that it cannot read does not stop all after it."""
PAUSES = (0.5, 1, 2, 5, 10, 20, 30)
"""Seconds to wait after the first, second … failure in a row."""
PARTING = 3.0
"""Seconds that confirming may take when we leave."""


class Polling:
    """Updates as they come. An update counts as taken when the next is asked for."""

    def __init__(self, bot: Bot, who: Callable[[], Awaitable[User]], sleep: Sleep) -> None:
        self._bot = bot
        self._who = who
        self._sleep = sleep
        self._offset = 0
        self._failures = 0

    async def feed(self, errands: Errands, handle: Handle) -> None:
        """Start handling each update, oldest first, until cancelled.

        Raises:
            WrongToken: where Telegram refuses the token for good.

        """
        while True:
            for update in await self._patiently():
                await errands.start(partial(handle, update))
                self._offset = update["update_id"] + 1

    async def close(self) -> None:
        """Tell Telegram which updates were taken, so that the next start does not meet them again."""
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(PARTING):
                await self._fetch(hold=0)

    async def _patiently(self) -> list[dict[str, Any]]:
        try:
            updates = await self._fetch(hold=HOLD)
        except TelegramError as error:
            await self._bear(error)
            return []
        if self._failures > 1:
            log.info("Telegram answers again")
        self._failures = 0
        return updates

    async def _fetch(self, *, hold: int) -> list[dict[str, Any]]:
        wanted = {"offset": self._offset, "timeout": hold, "allowed_updates": ALLOWED}
        if not hold:
            wanted["limit"] = 1
        updates: list[dict[str, Any]] = await self._bot.do_api_request(RAW, wanted, read_timeout=hold + 10)
        return updates

    async def _bear(self, error: TelegramError) -> None:
        """Do what can be done about a failure, and wait a while, the longer the oftener."""
        self._failures += 1
        if isinstance(error, InvalidToken):
            await self._who()
        if isinstance(error, Conflict) and "webhook" in str(error).lower():
            await self._bot.delete_webhook()
        if self._failures == 2 or (self._failures == 1 and not isinstance(error, TimedOut)):
            log.warning("%s", explained(error))
        await self._sleep(pause(error, self._failures))


def pause(error: TelegramError, failures: int) -> float:
    """Return for how many seconds to wait after so many failures in a row, the last of which was this."""
    least = PAUSES[min(failures, len(PAUSES)) - 1]
    return max(least, halt(error)) if isinstance(error, RetryAfter) else least


def explained(error: TelegramError) -> str:
    """Return one sentence for the operator about what keeps updates from coming."""
    match error:
        case Conflict() if "webhook" not in str(error).lower():
            return (
                "Another process takes this bot's updates from Telegram: stop it, for only one may run per token;"
                " trying again meanwhile"
            )
        case Conflict():
            return "A webhook was set for this bot; it was taken away, for updates are fetched here"
        case BadRequest():
            return f"Telegram refuses to hand over updates: {error}"
        case _:
            return f"Telegram cannot be reached: {error}; trying again until it can"
