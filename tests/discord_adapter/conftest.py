"""A Discord of our own for every test, and the bot that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from adapters.discord import Discord
from bot.chat import Answer, Button, Command, Notice, Notify, Parameter, Place, Reply, Request
from bot.text import Kind, Text, block
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_server import DiscordServer

ROOM = Place("discord", str(payloads.GUILD), str(payloads.CHANNEL))


def said(words: str, kind: Kind = Kind.PARAGRAPH) -> Text:
    return Text((block(kind, words),))


async def unused(request: Request, arguments: object) -> Reply:
    raise AssertionError("the adapter never calls a handler itself")


def command(name: str, *parameters: Parameter, menu: str = "", **given: object) -> Command:
    labels = {"en": menu} if menu else {}
    return Command(
        name, {"en": f"What {name} does", "de": f"Wie {name} geht"}, unused, parameters, menu=labels, **given
    )


COMMANDS = (
    command(
        "find",
        Parameter("words", {"en": "Which words", "de": "Welche Worte"}, required=True, completes=True),
    ),
    command(
        "quote",
        Parameter("text", {"en": "What you remember"}),
        Parameter("pack", {"en": "Which pack"}),
        menu="Check this quotation",
    ),
    command("subscribe", Parameter("days", {"en": "On which days"}, choices=("daily", "weekdays")), manages=True),
    command("page", hidden=True),
)


@dataclass
class Core:
    """Stands for the core: remembers what it is asked, and says what a test wants it to say."""

    reply: Callable[[Request], Reply | Awaitable[Reply]] = lambda request: Reply(said(f"You asked: {request.text}"))
    greeting: Reply = field(default_factory=Reply)
    asked: list[Request] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    changed: Callable[[], None] = lambda: None

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        self.changed()
        reply = self.reply(request)
        return reply if isinstance(reply, Reply) else await reply

    async def notify(self, notice: Notice) -> Reply:
        self.told.append(notice)
        self.changed()
        return self.greeting


class Naps:
    """Instead of sleeping: remembers for how long it should have, and lets others run."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """A request that is wrong by the rules fails the test that made it."""
    async with DiscordServer() as discord:
        yield discord


@pytest.fixture
def core(server: DiscordServer) -> Core:
    return Core(changed=server.changed)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def discord(server: DiscordServer, naps: Naps) -> AsyncIterator[Discord]:
    """The adapter, entered but not listening."""
    async with entered(server, naps) as adapter:
        yield adapter


@pytest.fixture
async def listening(discord: Discord, server: DiscordServer, core: Core) -> AsyncIterator[Discord]:
    """The adapter, handing what comes to `core`."""
    async with listen(discord, core.answer, core.notify):
        yield discord


def entered(server: DiscordServer, naps: Naps, **given: object) -> Discord:
    told = {"commands": COMMANDS, "sleep": naps} | given
    return Discord(server.token, api=server.api, gateway=server.gateway, **told)


@asynccontextmanager
async def listen(
    adapter: Discord, answer: Answer, notify: Notify, *, connected: bool = True
) -> AsyncIterator[asyncio.Task]:
    """Listen until leaving; by default not before the gateway is connected. What ends listening early is raised."""
    task = asyncio.create_task(adapter.listen(answer, notify))
    waiting = asyncio.create_task(adapter.connected.wait())
    try:
        if connected:
            await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        yield task
    finally:
        waiting.cancel()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def buttons(*labels: str) -> tuple[tuple[Button, ...], ...]:
    return (tuple(Button(each, "page", (each.lower(),)) for each in labels),)
