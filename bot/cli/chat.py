"""`commonplace chat`: the bot in this terminal, with nothing configured."""

import asyncio
import contextlib

from rich.console import Console

from bot.app import opened
from bot.chat import Person, Place
from bot.settings import Settings, read

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
    async with opened(at_once, _alone, progress=progress) as core:
        progress.end()
        async with Terminal(core.conversation.commands, history=settings.data / HISTORY) as terminal:
            await terminal.listen(core.conversation.answer, core.conversation.notify)


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
