"""A Discord of our own for every test, and the bot that talks to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from adapters.discord import Discord
from bot.chat import Answer, Command, Notify, Parameter, Place
from tests.platforms import discord_payloads as payloads
from tests.platforms.core import Core, Naps, unused
from tests.platforms.discord_server import DiscordServer

ROOM = Place("discord", str(payloads.GUILD), str(payloads.CHANNEL))


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
