"""The conversation suite's driver for the core itself: requests straight in, replies straight out."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.answers.conversation import Conversation
from bot.answers.daily import Daily
from bot.answers.library import Library
from bot.answers.talk import talk
from bot.chat import Asked, Button, Person, Place, Reply, Request
from bot.delivery.decks import Decks
from bot.lookup.desk import Desk
from bot.store.store import Store
from bot.wording.wording import Wording
from tests.conversations.driver import Shown

PACKS = Path(__file__).resolve().parent.parent / "packs"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@contextlib.asynccontextmanager
async def talking(index: Path, *, admin: bool = True, cooldown: float = 0) -> AsyncIterator[Conversation]:
    """The conversation about the library of the tests, with its shelf in the file `index` and nothing remembered."""

    async def may_manage(place: Place, _person: Person) -> bool:
        return admin or place.private

    state = index.with_name(f"{uuid4().hex}.sqlite")
    folders = sorted(each for each in PACKS.iterdir() if each.is_dir())
    async with Desk.open(index, folders) as desk, Store.open(f"sqlite:///{state}") as store:
        assert not desk.problems
        wording, library = Wording.load(), Library(desk)
        daily = Daily(wording, library, store, Decks(desk))
        yield talk(library, wording=wording, may_manage=may_manage, cooldown_seconds=cooldown, daily=daily)


@dataclass
class CoreChat:
    """One chat with the core, in which the time goes on by a second at each request."""

    conversation: Conversation
    place: Place
    person: Person = field(default_factory=lambda: Person("test", "7"))
    now: datetime = NOON
    last: Reply = field(default_factory=Reply)

    async def command(self, name: str, line: str = "", **options: Any) -> Shown:
        return await self.ask(Asked.COMMAND, command=name, text=line, **options)

    async def message(self, text: str) -> Shown:
        return await self.ask(Asked.MESSAGE, text=text) if self.place.private else Shown("")

    async def press(self, label: str) -> Shown:
        button = self.button(label)
        return await self.ask(Asked.BUTTON, text=button.data, shown=self.last.text.plain)

    async def reply(self, to: str, name: str, line: str = "") -> Shown:
        return await self.command(name, line, replied=to)

    async def choices(self, command: str, option: str, text: str) -> Mapping[str, str]:
        request = self.request(Asked.COMPLETION, command=command, option=option, text=text)
        return {each.label: each.value for each in (await self.conversation.answer(request)).choices}

    async def ask(self, kind: Asked, **fields: Any) -> Shown:
        self.last = await self.conversation.answer(self.request(kind, **fields))
        labels = tuple(each.label for row in self.last.buttons for each in row)
        return Shown(self.last.text.plain, labels, self.last.private)

    def request(self, kind: Asked, **fields: Any) -> Request:
        self.now += timedelta(seconds=1)
        return Request(kind, self.place, self.person, self.now, **fields)

    def button(self, label: str) -> Button:
        return next(each for row in self.last.buttons for each in row if each.label == label)


@dataclass(frozen=True)
class Core:
    """Drives the core."""

    index: Path
    lacks: frozenset[str] = frozenset()

    @contextlib.asynccontextmanager
    async def open(self, *, private: bool, admin: bool) -> AsyncIterator[CoreChat]:
        async with talking(self.index, admin=admin) as conversation:
            yield CoreChat(conversation, Place("test", "1", private=private))
