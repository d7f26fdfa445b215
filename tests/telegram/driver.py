"""The conversation suite's driver for Telegram: types into the local server, reads what the bot sends there."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.telegram import Telegram
from bot.app import Core
from bot.chat import Notice, Person, Place, Reply, Request
from tests.conversations.core import opened
from tests.conversations.driver import Shown
from tests.platforms.telegram import TOKEN, BotApi, Call
from tests.platforms.telegram_updates import ANNA, BERT, GROUP, PRIVATE
from tests.telegram.conftest import listen

SHOWING = ("sendMessage", "sendPhoto", "editMessageText")


@dataclass
class TelegramChat:
    """One chat, in which Anna asks. A turn has ended when all its pieces have been sent."""

    server: BotApi
    core: Core
    chat: dict
    adapter: Telegram | None = None
    replies: list[Reply] = field(default_factory=list)
    begun: int = 0
    last: dict = field(default_factory=dict)
    heard: "asyncio.Queue[Notice]" = field(default_factory=asyncio.Queue)
    """Notices that the core has taken note of."""

    async def answer(self, request: Request) -> Reply:
        """The core, overheard."""
        self.begun += 1
        reply = await self.core.conversation.answer(request)
        self.replies.append(reply)
        return reply

    async def notify(self, notice: Notice) -> Reply:
        """The core's ear for what happens to places, overheard."""
        reply = await self.core.conversation.notify(notice)
        self.heard.put_nowait(notice)
        return reply

    async def command(self, name: str, line: str = "") -> Shown:
        return await self.turn(self.server.crowd.say(f"/{name} {line}".strip(), self.chat))

    async def message(self, text: str) -> Shown:
        return await self.turn(self.server.crowd.say(text, self.chat))

    async def press(self, label: str) -> Shown:
        rows = self.last["reply_markup"]["inline_keyboard"]
        button = next(each for each in itertools.chain(*rows) if each["text"] == label)
        return await self.turn(self.server.crowd.press(self.last, button["callback_data"]), presses=1)

    async def reply(self, to: str, name: str, line: str = "") -> Shown:
        theirs = self.server.crowd.say(to, self.chat, BERT)["message"]
        return await self.turn(self.server.crowd.say(f"/{name} {line}".strip(), self.chat, reply_to=theirs))

    async def turn(self, update: dict, *, presses: int = 0, answered: bool = False) -> Shown:
        """What an update brings; one that is surely `answered`, as a press is, is waited for."""
        before, begun = len(self.server.calls), self.begun
        await self.server.deliver(update)
        await self.server.until(lambda: not self.server.waiting)
        if presses or answered:
            await self.server.until(lambda: self.begun > begun)
        if self.begun == begun:
            return Shown("")
        await self.server.until(lambda: self._complete(self.server.calls[before:], presses))
        return self._shown(self.server.calls[before:])

    def _complete(self, calls: list[Call], presses: int) -> bool:
        if len(self.replies) < self.begun or sum(each.method == "answerCallbackQuery" for each in calls) < presses:
            return False
        assert self.adapter
        popup = any(each["show_alert"] for each in calls)
        return popup or sum(each.method in SHOWING for each in calls) >= len(self.adapter.split(self.replies[-1]))

    def _shown(self, calls: list[Call]) -> Shown:
        popups = [each for each in calls if each["show_alert"]]
        if popups:
            return Shown(popups[0]["text"], private=True)
        messages = [each.result for each in calls if each.method in SHOWING]
        assert all(messages), [each.description for each in calls]
        self.last = messages[-1] if messages else {}
        rows = self.last.get("reply_markup", {}).get("inline_keyboard", [])
        return Shown(
            "\n".join(each.get("text", each.get("caption", "")) for each in messages),
            tuple(each["text"] for each in itertools.chain(*rows)),
        )


@dataclass(frozen=True)
class Driver:
    """Opens chats on a local Bot API server, with the real client in between."""

    index: Path
    lacks: frozenset[str] = frozenset()

    @asynccontextmanager
    async def open(self, *, private: bool, admin: bool) -> AsyncIterator[TelegramChat]:
        async def may_manage(place: Place, person: Person) -> bool:
            assert chat.adapter
            return await chat.adapter.may_manage(place, person)

        async with BotApi() as server, opened(self.index, may_manage) as core:
            server.chats.admins[GROUP["id"]] = [ANNA if admin else BERT]
            chat = TelegramChat(server, core, PRIVATE if private else GROUP)
            async with Telegram(TOKEN, api=server.url, commands=core.conversation.commands) as adapter:
                chat.adapter = adapter
                async with listen(adapter, chat.answer, chat.notify):
                    yield chat
            assert not server.refused
