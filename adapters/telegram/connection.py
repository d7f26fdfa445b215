"""The pools of connections to Telegram: updates, replies and posts each have their own, so none waits for another."""

import logging
import os
import ssl
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Self

import httpx
from telegram import Bot, User
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.chat import WrongToken

UPDATES = 2
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


def trusted(api: str) -> ssl.SSLContext:
    """Return whom to trust at that address, read once for all pools; nobody where it does without TLS."""
    return httpx.create_ssl_context() if api.startswith("https://") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _pool(size: int, trust: ssl.SSLContext) -> HTTPXRequest:
    return HTTPXRequest(size, read_timeout=20, pool_timeout=20, httpx_kwargs={"verify": trust})


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
        trust = trusted(self.api)
        updates, replies, posts = (_pool(size, trust) for size in (UPDATES, REPLIES, POSTS))
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
