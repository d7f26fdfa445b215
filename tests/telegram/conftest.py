"""A server of our own for every test of Telegram, and the bot that talks to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from adapters.telegram import Telegram
from bot.chat import Answer, Command, Notice, Reply
from tests.platforms.core import Core, Naps, unused
from tests.platforms.telegram import TOKEN, BotApi


def command(name: str, *, manages: bool = False, hidden: bool = False, **summary: str) -> Command:
    return Command(name, {"en": f"What {name} does"} | summary, unused, manages=manages, hidden=hidden)


COMMANDS = (
    command("start"),
    command("find", de="Stellen finden"),
    command("quote"),
    command("subscribe", manages=True),
    command("page", hidden=True),
)


CHECKED = pytest.StashKey[list[int]]()
"""How many requests were held against the rules in this run, and how many of them broke one."""


@pytest.fixture
async def server(pytestconfig: pytest.Config) -> AsyncIterator[BotApi]:
    """The Bot API; a request that it refuses by the rules fails the test that made it."""
    async with BotApi() as api:
        yield api
    checked, refused = pytestconfig.stash.get(CHECKED, [0, 0])
    pytestconfig.stash[CHECKED] = [checked + api.checked, refused + len(api.refused)]
    assert not api.refused


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell how much was checked."""
    if CHECKED in config.stash:
        checked, refused = config.stash[CHECKED]
        terminalreporter.write_line(f"Bot API: {checked} requests checked, {refused} refused")


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
