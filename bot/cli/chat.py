"""`commonplace chat`: the bot in this terminal, with nothing configured."""

import asyncio
import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console

from bot.chat import Adapter, Person, Place
from bot.settings import Settings, read

if TYPE_CHECKING:
    from bot.app import Core

HISTORY = "history"
"""The file in the data folder that keeps what was typed at the prompt."""


def chat() -> None:
    """Talk to the bot here. Piped: each line is asked, and its answer printed."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_chat(read()))


async def _chat(settings: Settings) -> None:
    from adapters.console.console import Console as Terminal

    progress = Progress(Console(stderr=True, highlight=False))
    settings.data.mkdir(parents=True, exist_ok=True)
    at_once = settings.model_copy(update={"cooldown_seconds": 0.0})

    def terminal(core: "Core") -> Terminal:
        progress.end()
        return Terminal(core.conversation.commands, history=settings.data / HISTORY)

    if sys.stdin.isatty():
        await _serve(at_once, terminal, progress)
    else:
        await _answer(at_once, terminal, progress)


async def _serve(settings: Settings, terminal: "Callable[[Core], Adapter]", progress: "Progress") -> None:
    """Answer whoever sits there, and post what they subscribed to while they do."""
    from bot.app import serve

    await serve(settings, lambda core: [terminal(core)], asyncio.Event(), progress=progress)


async def _answer(settings: Settings, terminal: "Callable[[Core], Adapter]", progress: "Progress") -> None:
    """Answer what is piped in, and say nothing else."""
    from bot.app import opened

    async with opened(settings, _alone, progress=progress) as core, terminal(core) as adapter:
        await adapter.listen(core.conversation.answer, core.conversation.notify)


async def _alone(place: Place, _person: Person) -> bool:
    return place.private


class Progress:
    """One line that tells how far the library has been read, shown where somebody sees it."""

    def __init__(self, shown: Console) -> None:
        self._shown = shown
        self._begun = False

    def __call__(self, passages: int) -> None:
        """Show how many passages of a pack have been read."""
        self._begun = True
        if self._shown.is_terminal:
            self._shown.print(f"\rReading the library: {passages:,} passages ", end="", soft_wrap=True)

    def end(self) -> None:
        """Take the line away again."""
        if self._begun and self._shown.is_terminal:
            self._shown.print("\r" + " " * 60 + "\r", end="", soft_wrap=True)
