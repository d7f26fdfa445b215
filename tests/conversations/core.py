"""The conversation suite's driver for the core itself: requests straight in, replies straight out."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot import app
from bot.answers.conversation import Conversation, MayManage
from bot.chat import Asked, Button, Person, Place, Reply, Request
from bot.lookup.desk import Desk
from bot.store.store import Store
from tests.conversations.driver import Shown

PACKS = Path(__file__).resolve().parent.parent / "packs"
FOLDERS = tuple(sorted(PACKS.glob("*/")))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@contextlib.asynccontextmanager
async def opened(index: Path, may_manage: MayManage, *, packs: Sequence[Path] = FOLDERS) -> AsyncIterator[app.Core]:
    """The core over some packs, with its shelf in the file `index` and nothing remembered."""
    state = index.with_name(f"{uuid4().hex}.sqlite")
    async with Desk.open(index, packs) as desk, Store.open(f"sqlite:///{state}") as store:
        assert not desk.problems
        yield app.composed(desk, store, may_manage=may_manage, cooldown_seconds=0)


@contextlib.asynccontextmanager
async def talking(index: Path, *, admin: bool = True, packs: Sequence[Path] = FOLDERS) -> AsyncIterator[Conversation]:
    """The conversation about some packs; in groups everybody who asks is an admin, or nobody."""

    async def may_manage(place: Place, _person: Person) -> bool:
        return admin or place.private

    async with opened(index, may_manage, packs=packs) as core:
        yield core.conversation


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
