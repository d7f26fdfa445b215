"""`commonplace run`: serve the platforms whose tokens are set."""

import asyncio
import logging
import signal
import sys
from typing import Annotated

import typer

from bot import logs
from bot.roles import Role, WrongRoles
from bot.roles import read as read_roles
from bot.settings import Settings, WrongSetting, read

log = logging.getLogger(__name__)


def run(
    roles: Annotated[
        str, typer.Option(help="What this process does: some of listen,plan,send, on PostgreSQL; otherwise all.")
    ] = ",".join(Role),
) -> None:
    """Serve Telegram and Discord, whichever has its token set, until stopped."""
    settings, wanted = read(), _roles(roles)
    tokens = (settings.telegram_token, settings.telegram_webhook_secret, settings.discord_token)
    logs.begin([each.get_secret_value() for each in tokens if each])
    asyncio.run(_run(settings, wanted))


def _roles(written: str) -> frozenset[Role]:
    try:
        return read_roles(written)
    except WrongRoles as error:
        raise WrongSetting(str(error)) from None


async def _run(settings: Settings, roles: frozenset[Role]) -> None:
    from bot.app import chosen, serve

    platforms = chosen(settings, roles)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":  # There is no such handler; Ctrl-C ends the run all the same.
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
    await serve(settings, platforms, stop, roles=roles)
    log.info("stopped")
