"""A platform that enforces its limits to the letter: over sliding windows, with 429 for the whole token."""

import asyncio
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Self

import aiohttp
from aiohttp import web

from bot.chat import Place, Reply, TryLater
from tests.delivery.platform import Platform

Window = tuple[int, float]
"""At most so many in so many seconds."""


@dataclass
class Strict:
    """Counts every request against its windows as it arrives; a refused one halts the token for `RETRY` seconds."""

    overall: Window
    chat: Window
    group: Window | None = None
    times: list[float] = field(default_factory=list)
    refused: int = 0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _groups: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: float = 0.0
    _arrival: asyncio.Condition = field(default_factory=asyncio.Condition)
    _runner: web.AppRunner | None = None

    RETRY = 5

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/post", self._post)
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
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/post"

    @property
    def rate(self) -> float:
        """Posts a second from the first to the last."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])

    async def reached(self, count: int) -> None:
        """Wait until so many posts were taken."""
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.times) >= count)

    async def _post(self, request: web.Request) -> web.Response:
        post, now = await request.json(), time.monotonic()
        counted = [(self._all, self.overall)]
        if not post["reply"]:
            counted.append((self._chats[post["chat"]], self.chat))
            if self.group and post["group"]:
                counted.append((self._groups[post["chat"]], self.group))
        if now < self._until or not all(_free(seen, window, now) for seen, window in counted):
            self.refused += 1
            self._until = max(self._until, now + self.RETRY)
            return web.json_response({"retry_after": self.RETRY}, status=429)
        for seen, _ in counted:
            seen.append(now)
        if not post["reply"]:
            self.times.append(now)
            async with self._arrival:
                self._arrival.notify_all()
        return web.json_response({"id": str(len(self.times))})


def _free(seen: deque[float], window: Window, now: float) -> bool:
    count, seconds = window
    while seen and seen[0] <= now - seconds:
        seen.popleft()
    return len(seen) < count


@dataclass
class Client(Platform):
    """An adapter to it."""

    address: str = ""
    session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self.session
        await self.session.close()

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        return await self._told(place, reply=False)

    async def reply(self, place: Place) -> float:
        """Answer a person, and return the seconds that took."""
        started = time.monotonic()
        await self._told(place, reply=True)
        return time.monotonic() - started

    async def _told(self, place: Place, *, reply: bool) -> str:
        assert self.session
        told = {"chat": place.chat + place.thread, "group": not place.private, "reply": reply}
        async with self.session.post(self.address, json=told) as answer:
            body = await answer.json()
            if answer.status == 429:
                raise TryLater(body["retry_after"], everywhere=True)
            return str(body["id"])
