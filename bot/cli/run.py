"""`commonplace run`: serve the platforms whose tokens are set."""

import asyncio
import logging
import signal
import sys

from bot import logs
from bot.settings import Settings, read

log = logging.getLogger(__name__)


def run() -> None:
    """Serve Telegram and Discord, whichever has its token set, until stopped."""
    settings = read()
    tokens = (settings.telegram_token, settings.discord_token)
    logs.begin([each.get_secret_value() for each in tokens if each])
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    from bot.app import chosen, serve

    platforms = chosen(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.platform != "win32":  # There is no such handler; Ctrl-C ends the run all the same.
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
    await serve(settings, platforms, stop)
    log.info("stopped")
