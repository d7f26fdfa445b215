"""A small Bot API server: speaks HTTP to the real client, checks every request, remembers it, and fails on order."""

import asyncio
import collections
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.platforms import telegram_rules
from tests.platforms.telegram_chats import Chats, Refused
from tests.platforms.telegram_updates import Crowd

TOKEN = "1234567:a-token-that-only-this-server-knows"
PATIENCE = 20.0
"""Seconds until a test that waits for a call has failed."""


@dataclass(frozen=True)
class Call:
    """One request as it came, and how it was answered (0: the connection was cut)."""

    method: str
    params: dict
    status: int = 200
    result: Any = None
    description: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.params.get(name)


@dataclass(frozen=True)
class Fault:
    """What goes wrong instead of an answer: a refusal, a cut connection (`taken` or not), or a wait before it."""

    refusal: Refused | None = None
    body: str = ""
    cut: bool = False
    taken: bool = False
    held: asyncio.Event | None = None


def too_many(seconds: int) -> Fault:
    return Fault(Refused(f"retry after {seconds}", 429, retry_after=seconds))


def refusal(description: str, status: int = 400, **parameters: object) -> Fault:
    return Fault(Refused(description, status, **parameters))


@dataclass
class BotApi:
    """The server. `refused` holds what our rules found wrong with requests: a test that ends with any fails."""

    chats: Chats = field(default_factory=Chats)
    calls: list[Call] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: dict[str, "collections.deque[Fault]"] = field(
        default_factory=lambda: collections.defaultdict(collections.deque)
    )
    gate: Callable[[str, dict], None] = lambda method, params: None
    """Called before each answer; raises Refused to refuse (rates)."""
    port: int = 0
    checked: int = 0
    """Requests that were held against the rules."""

    def __post_init__(self) -> None:
        self.crowd = Crowd(self.chats)
        self._numbers = itertools.count(1)
        self._updates: list[dict] = []
        self._allowed: list[str] = []
        self._news = asyncio.Condition()
        self._poll = 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.01, handler_cancellation=True, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._runner
        await self._runner.cleanup()
        self._runner = None

    @asynccontextmanager
    async def down(self) -> AsyncIterator[None]:
        """Nobody listens at the address meanwhile."""
        await self.__aexit__()
        try:
            yield
        finally:
            await self.__aenter__()

    def fault(self, method: str, *faults: Fault) -> None:
        """The next calls of the method meet these, one each."""
        self.faults[method].extend(faults)

    async def deliver(self, *bodies: dict) -> int:
        """Updates happen; the last one's number."""
        async with self._news:
            for body in bodies:
                self._updates.append({"update_id": next(self._numbers), **body})
            self._news.notify_all()
        return self._updates[-1]["update_id"]

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods so far."""
        return [each for each in self.calls if each.method in methods]

    async def called(self, method: str, count: int = 1) -> Call:
        """Wait for the so-manieth call of the method."""
        await self.until(lambda: len(self.of(method)) >= count)
        return self.of(method)[count - 1]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of what was called."""
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(true)
        except TimeoutError:
            raise AssertionError(
                f"waited in vain; seen: {[(each.method, each.status) for each in self.calls]}"
            ) from None

    @property
    def waiting(self) -> list[dict]:
        """Updates that were not confirmed yet."""
        return self._updates

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method, form, files = request.match_info["method"], {}, {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = len(value.file.read())
            else:
                form[name] = str(value)
        params = telegram_rules.decode(method, form, files)
        fault = self.faults[method].popleft() if self.faults[method] else Fault()
        if fault.held:
            await fault.held.wait()
        try:
            result = await self._answer(method, params, request.match_info["token"], fault)
        except Refused as refused:
            body = {"ok": False, "error_code": refused.status, "description": refused.description}
            body |= {"parameters": refused.parameters} if refused.parameters else {}
            await self._note(Call(method, params, refused.status, None, refused.description))
            return web.json_response(body, status=refused.status)
        await self._note(Call(method, params, 0 if fault.cut else 200, result))
        if fault.cut:
            assert request.transport
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    async def _answer(self, method: str, params: dict, token: str, fault: Fault) -> Any:
        if token != TOKEN:
            raise Refused("", 401) if token.partition(":")[0].isdigit() else Refused("Not Found", 404)
        if fault.refusal:
            raise fault.refusal
        if fault.cut and not fault.taken:
            return None
        self.checked += 1
        wrong = telegram_rules.errors(method, params)
        if wrong:
            self.refused += [f"{method}: {each}" for each in wrong]
            raise Refused(wrong[0])
        self.gate(method, params)
        if method == "getUpdates":
            return await self._poll_updates(params)
        return self.chats.answer(method, params)

    async def _poll_updates(self, params: dict) -> list[dict]:
        self._updates = [each for each in self._updates if each["update_id"] >= params.get("offset", 0)]
        self._allowed = params.get("allowed_updates", self._allowed)
        self._poll += 1
        turn = self._poll
        async with self._news:
            self._news.notify_all()
            try:
                async with asyncio.timeout(params.get("timeout", 0)):
                    await self._news.wait_for(lambda: turn != self._poll or self._wanted())
            except TimeoutError:
                return []
        if turn != self._poll:
            raise Refused(
                "terminated by other getUpdates request; make sure that only one bot instance is running", 409
            )
        return self._wanted()[: params.get("limit", 100)]

    def _wanted(self) -> list[dict]:
        return [each for each in self._updates if not self._allowed or set(each) & set(self._allowed)]

    async def _note(self, call: Call) -> None:
        async with self._news:
            self.calls.append(call)
            self._news.notify_all()
