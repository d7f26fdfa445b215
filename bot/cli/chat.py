"""`commonplace chat`: the bot in this terminal, with nothing configured."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from rich.console import Console

from bot.answers.conversation import Conversation
from bot.answers.daily import Daily
from bot.answers.library import Library
from bot.answers.talk import talk
from bot.chat import Person, Place
from bot.delivery.decks import Decks
from bot.library import pack
from bot.lookup.desk import Desk
from bot.settings import Settings, read
from bot.store.store import Store, beside
from bot.wording.wording import Wording

INDEX = "library.sqlite"
PACKS = "packs"
HISTORY = "history"


def chat() -> None:
    """Talk to the bot here, in the terminal. Piped: each line is asked, its answer printed."""
    settings = read()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_chat(settings))


async def _chat(settings: Settings) -> None:
    from adapters.console.console import Console as Terminal

    settings.data.mkdir(parents=True, exist_ok=True)
    told = Console(stderr=True, highlight=False)
    async with compose(settings, progress=Progress(told)) as conversation:
        adapter = Terminal(conversation.commands, history=settings.data / HISTORY)
        async with adapter:
            await adapter.listen(conversation.answer, conversation.notify)


@contextlib.asynccontextmanager
async def compose(settings: Settings, *, progress: "Progress") -> AsyncIterator[Conversation]:
    """Open the library and the state of the settings, and yield the conversation about them."""
    folders = pack.folders(pack.bundled(), settings.data / PACKS)
    database = settings.database or beside(settings.data)
    async with Desk.open(settings.data / INDEX, folders, progress=progress) as desk, Store.open(database) as store:
        progress.done(desk.problems)
        wording, library = Wording.load(), Library(desk)
        daily = Daily(wording, library, store, Decks(desk))
        yield talk(library, wording=wording, may_manage=_alone, cooldown_seconds=0, daily=daily)


async def _alone(place: Place, _person: Person) -> bool:
    return place.private


class Progress:
    """One line that tells how far the library has been read, where somebody sees it."""

    def __init__(self, told: Console) -> None:
        self._told = told
        self._last = 0

    def __call__(self, passages: int) -> None:
        """Tell how many passages of a pack have been read."""
        self._last = passages
        if self._told.is_terminal:
            self._told.print(f"\rReading the library: {passages:,} passages ", end="", soft_wrap=True)

    def done(self, problems: list[str]) -> None:
        """End the line, and tell what could not be read."""
        if self._last and self._told.is_terminal:
            self._told.print("\r\x1b[K", end="")
        for each in problems:
            self._told.print(each, style="yellow", markup=False)
