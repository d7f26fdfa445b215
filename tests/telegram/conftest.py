"""A server of our own for every test of Telegram, and the bot that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from adapters.telegram import Telegram
from bot.chat import Answer, Button, Command, Notice, Reply, Request
from bot.text import Kind, Text, block
from tests.platforms.telegram import TOKEN, BotApi


def said(words: str, kind: Kind = Kind.PARAGRAPH) -> Text:
    return Text((block(kind, words),))


async def unused(request: Request, arguments: object) -> Reply:
    raise AssertionError("the adapter never calls a handler itself")


def command(name: str, *, manages: bool = False, hidden: bool = False, **summary: str) -> Command:
    return Command(name, {"en": f"What {name} does"} | summary, unused, manages=manages, hidden=hidden)


COMMANDS = (
    command("start"),
    command("find", de="Stellen finden"),
    command("quote"),
    command("subscribe", manages=True),
    command("page", hidden=True),
)


@dataclass
class Core:
    """Stands for the core: remembers what it is asked, and says what a test wants it to say."""

    reply: Callable[[Request], Reply | Awaitable[Reply]] = lambda request: Reply(said(f"You asked: {request.text}"))
    greeting: Reply = field(default_factory=Reply)
    asked: list[Request] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        reply = self.reply(request)
        return reply if isinstance(reply, Reply) else await reply

    async def notify(self, notice: Notice) -> Reply:
        self.told.append(notice)
        return self.greeting


class Naps:
    """Instead of sleeping: remembers for how long it should have, and lets others run."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.third = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) == 3:
            self.third.set()
        await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """The Bot API; a request that it refuses by the rules fails the test that made it."""
    async with BotApi() as api:
        yield api
    assert not api.refused


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def telegram(server: BotApi, naps: Naps) -> AsyncIterator[Telegram]:
    """The adapter, entered but not listening."""
    async with Telegram(TOKEN, commands=COMMANDS, api=server.url, sleep=naps) as adapter:
        yield adapter


@pytest.fixture
async def listening(telegram: Telegram, core: Core) -> AsyncIterator[Telegram]:
    """The adapter, handing what comes to `core`."""
    async with listen(telegram, core.answer, core.notify):
        yield telegram


@asynccontextmanager
async def listen(
    adapter: Telegram, answer: Answer, notify: Callable[[Notice], Awaitable[Reply]]
) -> AsyncIterator[None]:
    task = asyncio.create_task(adapter.listen(answer, notify))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def running(server: BotApi, core: Core, commands: Sequence[Command] = COMMANDS) -> AsyncIterator[Telegram]:
    """An adapter of its own, from entering to leaving."""
    adapter = Telegram(TOKEN, commands=commands, api=server.url, sleep=Naps())
    async with adapter, listen(adapter, core.answer, core.notify):
        yield adapter


def buttons(*labels: str) -> Sequence[tuple[Button, ...]]:
    return (tuple(Button(each, "page", (each.lower(),)) for each in labels),)
