"""As much of the Bot API as a broadcast meets, at speed: it remembers every chat's messages and enforces the limits.

`most` messages fit into any second over all chats, one into a second of one chat. What is refused halts nobody here:
it is counted, and a test that meets any fails.
"""

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

ME = {"id": 1, "is_bot": True, "first_name": "Books", "username": "books_bot"}


@dataclass
class Telegraph:
    most: int = 1000
    chats: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    refused: int = 0
    unpaid: int = 0
    polls: int = 0
    _second: deque[float] = field(default_factory=deque)
    _last: dict[str, float] = field(default_factory=dict)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/sendMessage", self._send)
        app.router.add_post("/bot{token}/{method}", self._other)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    @property
    def address(self) -> str:
        assert self._runner
        return "http://{}:{}".format(*self._runner.addresses[0][:2])

    @property
    def rate(self) -> float:
        """Messages a second from the first to the last."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])

    async def _send(self, request: web.Request) -> web.Response:
        given, now = await request.post(), time.monotonic()
        chat = str(given["chat_id"])
        while self._second and self._second[0] <= now - 1:
            self._second.popleft()
        if len(self._second) >= self.most or self._last.get(chat, 0) > now - 1:
            self.refused += 1
            told = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 5"}
            return web.json_response(told | {"parameters": {"retry_after": 5}}, status=429)
        self._second.append(now)
        self._last[chat] = now
        self.chats[chat] += 1
        self.times.append(now)
        self.unpaid += "allow_paid_broadcast" not in given
        message = {"message_id": len(self.times), "date": 0, "chat": {"id": int(chat), "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    async def _other(self, request: web.Request) -> web.Response:
        self.polls += request.match_info["method"] == "getUpdates"
        return web.json_response({"ok": True, "result": ME if request.match_info["method"] == "getMe" else True})
