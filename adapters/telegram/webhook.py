"""Updates brought by Telegram itself, where the operator has an address for it: each is answered for when handled."""

import asyncio
import hmac
import json
import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from adapters.telegram.connection import REFUSED
from adapters.telegram.errands import Errands, Handle
from adapters.telegram.polling import ALLOWED, PAUSES, explained, pause
from adapters.telegram.sending import Sleep
from bot.chat import WrongToken

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
REMEMBERED = 2000
"""Updates that are known again when they are brought twice."""
AT_ONCE = 64
"""Connections that Telegram may open at a time."""
BUSY = (
    "The webhook cannot listen on %s:%d (%s): set COMMONPLACE_TELEGRAM_WEBHOOK_LISTEN to an address that is free;"
    " trying again meanwhile"
)
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are brought: `url` as Telegram sees it, `host` and `port` where we listen, behind a proxy with TLS.

    `ip` is the address to use in place of what the name in `url` resolves to.

    Raises:
        ValueError: where Telegram would not take the address, or anybody could guess the secret.

    """

    url: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8080
    ip: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith("https://") or len(self.path) < 2:
            raise ValueError("a webhook's address starts with https:// and has a path of its own")
        if not SECRET.fullmatch(self.secret):
            raise ValueError("a webhook's secret is 16-256 of A-Z, a-z, 0-9, _ and -")

    @property
    def path(self) -> str:
        """The part of the address after the host."""
        return urlsplit(self.url).path


class Hook:
    """Takes what is brought. Telegram hears "taken" only when the update was handled, so a crash loses none."""

    def __init__(self, bot: Bot, at: Webhook, sleep: Sleep) -> None:
        self._bot = bot
        self._at = at
        self._sleep = sleep
        self._known: OrderedDict[int, asyncio.Future[None]] = OrderedDict()
        self._runner: web.AppRunner | None = None
        self._leaving = False

    async def feed(self, errands: Errands, handle: Handle) -> None:
        """Listen until cancelled.

        Raises:
            WrongToken: where Telegram refuses the token.

        """
        app = web.Application()
        app.router.add_post(self._at.path, partial(self._brought, errands, handle))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await self._open(self._runner)
        try:
            await self._register()
            await asyncio.Event().wait()
        finally:
            self._leaving = True

    async def close(self) -> None:
        """Stop listening; Telegram keeps what comes meanwhile, for the address stays registered."""
        if self._runner:
            await self._runner.cleanup()

    async def _open(self, runner: web.AppRunner) -> None:
        """Take the address that the proxy passes updates to, as soon as it is free."""
        failures = 0
        while True:
            try:
                return await web.TCPSite(runner, self._at.host, self._at.port).start()
            except OSError as error:
                log.warning(BUSY, self._at.host, self._at.port, error.strerror or error)
                await self._sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1

    async def _register(self) -> None:
        failures = 0
        while True:
            try:
                await self._bot.set_webhook(
                    self._at.url,
                    secret_token=self._at.secret,
                    allowed_updates=ALLOWED,
                    max_connections=AT_ONCE,
                    ip_address=self._at.ip or None,
                )
            except InvalidToken:
                raise WrongToken(REFUSED) from None
            except TelegramError as error:
                failures += 1
                log.warning("The webhook could not be set. %s", explained(error))
                await self._sleep(pause(error, failures))
            else:
                return

    async def _brought(self, errands: Errands, handle: Handle, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._at.secret.encode()):
            return web.Response(status=403)
        update = _update(await request.read())
        if not update:
            return web.Response(status=400)
        if self._leaving:
            return web.Response(status=503)
        await asyncio.shield(self._once(update["update_id"], errands, partial(handle, update)))
        return web.Response()

    def _once(self, number: int, errands: Errands, work: Any) -> "asyncio.Future[None]":
        """Return the handling of the update of this number, begun now or before."""
        if number not in self._known:
            self._known[number] = asyncio.ensure_future(errands.run(work))
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return self._known[number]


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
