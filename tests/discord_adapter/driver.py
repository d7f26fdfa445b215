"""The conversation suite's driver for Discord: uses commands on the local server, reads what the bot shows there."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.discord import Discord, Look
from bot.answers.conversation import Conversation
from bot.app import Core
from bot.chat import Command, Person, Place, Reply, Request
from tests.conversations.core import opened
from tests.conversations.driver import Shown
from tests.conversations.suite import BOUNDLESS, UNKNOWN
from tests.discord_adapter.conftest import listen
from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_reading import buttons, ephemeral, text
from tests.platforms.discord_server import DiscordServer, Exchange

MANAGE_GUILD = 0x20
LACKS = frozenset({BOUNDLESS, UNKNOWN})


def with_menu(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """The commands, quotations checked from a message's menu too, whatever they declare of it."""
    label = {"en": "Check this quotation"}
    return tuple(replace(each, menu=label) if each.name == "quote" and not each.menu else each for each in commands)


@dataclass
class DiscordChat:
    """One chat, in which one person asks. A turn has ended when all its pieces are shown."""

    server: DiscordServer
    conversation: Conversation
    private: bool
    permissions: int
    commands: tuple[Command, ...]
    core: Core | None = None
    adapter: Discord | None = None
    replies: list[Reply] = field(default_factory=list)
    last: dict = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    look: Look = Look.LAYOUT
    restarts: bool = False
    """Whether the program stops and starts again before every press."""
    up: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def answer(self, request: Request) -> Reply:
        """The core, overheard."""
        self.asked.append(request)
        reply = await self.conversation.answer(request)
        self.replies.append(reply)
        self.server.changed()
        return reply

    async def command(self, name: str, line: str = "") -> Shown:
        declared = self.declared(name)
        given = declared.read(line) if declared.parameters else {}
        options = [{"type": 3, "name": option, "value": value} for option, value in given.items() if value]
        return await self.used({"id": "1", "type": 1, "name": name, "options": options})

    def declared(self, name: str) -> Command:
        return next(each for each in self.commands if each.name == name)

    async def message(self, text: str) -> Shown:
        if not self.private:
            return Shown("")
        before, begun = len(self._posted()), len(self.replies)
        await self.server.write(text)
        await self.server.until(lambda: len(self.replies) > begun and len(self._posted()) - before >= self.pieces())
        return self.shown(self._posted()[before:])

    async def connect(self) -> None:
        """Come up as the program does after a start."""
        given = {"commands": self.commands, "look": self.look}
        adapter = Discord(self.server.token, api=self.server.api, gateway=self.server.gateway, **given)
        self.adapter = await self.up.enter_async_context(adapter)
        await self.up.enter_async_context(listen(adapter, self.answer, self.conversation.notify))

    async def press(self, label: str, **by: int) -> Shown:
        if self.restarts:
            await self.up.aclose()
            await self.connect()
        data = {"custom_id": buttons(self.last)[label]["custom_id"], "component_type": 2}
        return await self.finished(await self.interact(3, data, message=self.last, **by))

    async def reply(self, to: str, name: str, line: str = "") -> Shown:
        theirs = payloads.message(payloads.CHANNEL, {"content": to}, author=payloads.user(payloads.OWNER, "other"))
        label = self.declared(name).menu["en"]
        resolved = {"messages": {theirs["id"]: theirs}}
        return await self.used({"id": "1", "type": 3, "name": label, "target_id": theirs["id"], "resolved": resolved})

    async def used(self, data: dict) -> Shown:
        return await self.finished(await self.interact(2, data))

    async def interact(self, kind: int, data: dict, **more: dict) -> Exchange:
        return await self.server.interact(kind, data, private=self.private, permissions=self.permissions, **more)

    async def finished(self, exchange: Exchange) -> Shown:
        begun = len(self.replies)
        await self.server.until(lambda: len(self.replies) >= max(begun, 1) and exchange.callbacks)
        await self.server.until(lambda: len(exchange.edited + exchange.messages) >= self.pieces())
        return self.shown(exchange.edited + exchange.messages)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(buttons(self.last))

    def pieces(self) -> int:
        assert self.adapter
        return len(self.adapter.split(self.replies[-1]))

    def shown(self, messages: list[dict]) -> Shown:
        self.last = messages[-1]
        return Shown("\n".join(text(each) for each in messages), tuple(buttons(self.last)), ephemeral(messages[0]))

    def _posted(self) -> list[dict]:
        return self.server.messages.get(str(payloads.PRIVATE), [])


@dataclass(frozen=True)
class Driver:
    """Opens chats on a local Discord, with the real client in between."""

    index: Path
    look: Look = Look.LAYOUT
    lacks: frozenset[str] = LACKS
    restarts: bool = False

    @asynccontextmanager
    async def open(self, *, private: bool, admin: bool) -> AsyncIterator[DiscordChat]:
        async def may_manage(place: Place, person: Person) -> bool:
            assert chat.adapter
            return await chat.adapter.may_manage(place, person)

        async with DiscordServer() as server, opened(self.index, may_manage) as core:
            conversation = core.conversation
            chat = DiscordChat(
                server, conversation, private, MANAGE_GUILD if admin else 0, with_menu(conversation.commands)
            )
            chat.core, chat.look, chat.restarts = core, self.look, self.restarts
            try:
                await chat.connect()
                yield chat
            finally:
                await chat.up.aclose()
