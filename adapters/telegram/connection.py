"""The pools of connections to Telegram: updates, replies and posts each have their own, so none waits for another."""

import logging
import os
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Self

from telegram import Bot, User
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.chat import WrongToken

REPLIES = 64
POSTS = 32
REFUSED = (
    "Telegram refused the token: set COMMONPLACE_TELEGRAM_TOKEN to the one that @BotFather shows for your bot"
    " (and COMMONPLACE_TELEGRAM_API, if set, to a Bot API server's address before `/bot`)"
)

TIMES = ("PTB_TIMEDELTA", "true")
"""The client's own switch: lengths of time as such, instead of numbers and a warning at each halt."""

TALKATIVE = ("httpx", "httpcore", "telegram")
"""Loggers that write down addresses, of which the token is a part, and what people said."""


def address(api: str) -> str:
    """Return what stands before a method's name; an `api` with `{token}` in it says itself where that goes."""
    return api if "{token}" in api else f"{api.rstrip('/')}/bot"


@dataclass(slots=True)
class Connection:
    """Two clients of one token: one listens and replies, the other posts what nobody waits for."""

    token: str = field(repr=False)
    api: str
    replies: Bot = field(init=False)
    posts: Bot = field(init=False)
    name: str = field(init=False, default="")
    """The bot's own, once Telegram told it."""
    _stack: AsyncExitStack = field(init=False, default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        """Open the pools; nothing is sent yet."""
        os.environ.setdefault(*TIMES)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        updates = HTTPXRequest(connection_pool_size=2, read_timeout=10, pool_timeout=10)
        replies = HTTPXRequest(connection_pool_size=REPLIES, read_timeout=20, pool_timeout=20)
        posts = HTTPXRequest(connection_pool_size=POSTS, read_timeout=20, pool_timeout=20)
        for pool in (updates, replies, posts):
            await self._stack.enter_async_context(pool)
        self.replies = Bot(self.token, address(self.api), request=replies, get_updates_request=updates)
        self.posts = Bot(self.token, address(self.api), request=posts, get_updates_request=updates)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the pools, last opened first."""
        await self._stack.aclose()

    async def who(self) -> User:
        """Return who we are to Telegram.

        Raises:
            WrongToken: where Telegram does not know the token.
            TelegramError: where it cannot be asked now.

        """
        try:
            me = await self.replies.get_me()
        except InvalidToken:
            raise WrongToken(REFUSED) from None
        self.name = me.username or ""
        return me
