"""The program itself, as an operator starts it: both platforms at once, on time, once, across a restart."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_server import DiscordServer
from tests.platforms.telegram import TOKEN, BotApi

pytestmark = pytest.mark.prove

SOON = 75
"""Seconds ahead that a post is ordered for: past the end of the present minute, and time for a restart."""
STARTED = 40
"""Seconds that a start may take on a busy machine."""


def settings(data: Path, telegram: BotApi, discord: DiscordServer, **other: str) -> dict[str, str]:
    return {
        **os.environ,
        "COMMONPLACE_DATA": str(data),
        "COMMONPLACE_TELEGRAM_TOKEN": TOKEN,
        "COMMONPLACE_TELEGRAM_API": telegram.url,
        "COMMONPLACE_DISCORD_TOKEN": discord.token,
        "COMMONPLACE_DISCORD_API": discord.api,
        "COMMONPLACE_DISCORD_GATEWAY": discord.gateway,
        **other,
    }


@contextlib.asynccontextmanager
async def running(environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as its own process, stopped as an operator stops it."""
    program = (sys.executable, "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(
        *program, cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(STARTED):
            process.told = (await process.communicate())[1].decode()


async def listening(telegram: BotApi, discord: DiscordServer) -> None:
    await telegram.until(lambda: telegram._poll)
    await discord.until(lambda: discord.gateway_server.live)


def texts(telegram: BotApi) -> list[str]:
    return [each["text"] for each in telegram.of("sendMessage")]


def order() -> tuple[datetime, str]:
    """The next minute that is far enough ahead, and the words that order a post for it."""
    due = (datetime.now(UTC) + timedelta(seconds=SOON)).replace(second=0, microsecond=0)
    return due, f"{due:%H:%M} UTC"


def posted(discord: DiscordServer) -> list[dict]:
    """What was posted unasked into the private channel."""
    return discord.messages.get(str(payloads.PRIVATE), [])


async def test_a_subscription_posts_on_time_on_both_platforms_once_across_a_restart(tmp_path):
    async with BotApi() as telegram, DiscordServer() as discord:
        environment = settings(tmp_path, telegram, discord)
        async with running(environment):
            await listening(telegram, discord)
            due, words = order()
            await telegram.deliver(telegram.crowd.say(f"/subscribe {words}"))
            await telegram.called("sendMessage")
            assert due.strftime("%H:%M") in texts(telegram)[0]
            given = [{"type": 3, "name": "time", "value": f"{due:%H:%M}"}, {"type": 3, "name": "zone", "value": "UTC"}]
            exchange = await discord.interact(2, {"id": "1", "type": 1, "name": "subscribe", "options": given})
            await discord.until(lambda: exchange.callbacks)
        answered = len(texts(telegram))
        async with running(environment):
            await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            await telegram.until(lambda: len(texts(telegram)) > answered)
            await discord.until(lambda: posted(discord))
            assert datetime.now(UTC) - due < timedelta(seconds=10)
            await asyncio.sleep(5)
        async with running(environment):
            await listening(telegram, discord)
            await asyncio.sleep(5)
        assert len(texts(telegram)) == answered + 1
        assert len(posted(discord)) == 1
        assert not telegram.refused


async def test_a_wrong_token_of_one_platform_does_not_stop_the_other_and_no_token_is_logged(tmp_path):
    async with BotApi() as telegram, DiscordServer() as discord:
        environment = settings(tmp_path, telegram, discord, COMMONPLACE_DISCORD_TOKEN="not-the-one")
        async with running(environment) as process:
            await telegram.until(lambda: telegram._poll)
            await telegram.deliver(telegram.crowd.say("/about"))
            await telegram.called("sendMessage")
        assert process.returncode == 0
        assert "COMMONPLACE_DISCORD_TOKEN" in process.told
        assert "Traceback" not in process.told
        assert TOKEN not in process.told
        assert "not-the-one" not in process.told


async def test_no_platform_with_a_right_token_ends_the_program_with_one_sentence_each(tmp_path):
    async with BotApi() as telegram, DiscordServer() as discord:
        wrong = {"COMMONPLACE_DISCORD_TOKEN": "not-the-one", "COMMONPLACE_TELEGRAM_TOKEN": "1:wrong"}
        async with running(settings(tmp_path, telegram, discord, **wrong)) as process:
            async with asyncio.timeout(STARTED):
                await process.wait()
        assert process.returncode == 1
        assert "COMMONPLACE_TELEGRAM_TOKEN" in process.told
        assert "Traceback" not in process.told


async def test_no_network_at_the_start_is_waited_for(tmp_path):
    async with BotApi() as telegram, DiscordServer() as discord:
        environment = settings(tmp_path, telegram, discord, COMMONPLACE_DISCORD_TOKEN="")
        async with telegram.down():
            starting = running(environment)
            await starting.__aenter__()
            await asyncio.sleep(3)
        try:
            await telegram.until(lambda: telegram._poll)
        finally:
            await starting.__aexit__(None, None, None)
