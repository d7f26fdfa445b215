"""What the gateway tells, handed to the core, and its answers carried back."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self

import discord

from adapters.discord.answering import answer_command, answer_press, answer_typing
from adapters.discord.exchange import Exchange
from adapters.discord.failures import FAILURES
from adapters.discord.posting import post
from adapters.discord.reading import PLATFORM, is_menu, request, written
from adapters.discord.rendering import Message, Renderer
from adapters.discord.rest import Rest
from adapters.discord.rights import Rights
from adapters.discord.sharing import is_press
from adapters.discord.words import Words
from bot.chat import Answer, Asked, Happened, Notice, Notify, Picture, Place, Reply, Request

LOG = logging.getLogger(__name__)
LEAVING = 5.0
"""Seconds that answers under way may take when the bot stops."""
TRIES = 3


class Hearing:
    """Ears for all shards; answers later than `prompt` seconds are promised. Leaving waits for those under way.

    `me` is the id of the bot's user where messages that mention it are answered, empty where they are not.
    """

    def __init__(
        self,
        rest: Rest,
        answer: Answer,
        notify: Notify,
        *,
        rights: Rights,
        menus: Mapping[str, str],
        connected: asyncio.Event,
        renderer: Renderer,
        prompt: float,
        words: Words,
        me: str = "",
    ) -> None:
        self._words = words
        self._renderer = renderer
        self._prompt = prompt
        self._me = me
        self._rest = rest
        self._answer = answer
        self._notify = notify
        self._rights = rights
        self._menus = menus
        self._connected = connected
        self._under_way: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Begin with nothing under way."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Wait for the answers under way, then give up those that take too long."""
        self._connected.clear()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=LEAVING)
            for each in late:
                each.cancel()

    async def connected(self) -> None:
        """A session has begun, or goes on."""
        self._connected.set()

    async def interaction(self, given: discord.Interaction[Any]) -> None:
        """Answer a command, a press or typing."""
        if is_press(given) and given.message:
            await self._kept(self._exchange(given).share(given.message))
            return
        asked = request(given, self._menus)
        if asked:
            if given.guild_id:
                self._rights.told(asked.place, asked.person, given.permissions.value)
                self._rights.visits(asked.place, member=given.is_guild_integration())
            await self._kept(self._interaction(given, asked))

    async def message(self, given: discord.Message) -> None:
        """Answer a private message, or one that mentions the bot."""
        asked = None if given.author.bot else written(given, self._me)
        if asked:
            await self._kept(self._message(given, asked))

    async def joined(self, guild: discord.Guild) -> None:
        """Tell the core, and greet where the server greets its own members."""
        reply = await self._notify(Notice(Happened.JOINED, _place(guild)))
        channel = guild.system_channel
        if channel and channel.permissions_for(guild.me).send_messages:
            await self._post(channel.id, reply)

    async def left(self, guild: discord.Guild) -> None:
        """Tell the core."""
        await self._notify(Notice(Happened.LEFT, _place(guild)))

    async def _kept(self, work: Any) -> None:
        """Do the work in a task that leaving waits for, however the gateway's connection fares."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _interaction(self, given: discord.Interaction[Any], asked: Request) -> None:
        exchange = self._exchange(given)
        try:
            if asked.kind is Asked.COMPLETION:
                await answer_typing(exchange, self._answer, asked, prompt=self._prompt)
            elif asked.kind is Asked.BUTTON:
                await answer_press(exchange, self._answer, asked, prompt=self._prompt)
            else:
                await answer_command(exchange, self._answer, asked, private=is_menu(given), prompt=self._prompt)
        finally:
            await exchange.hush(asked.kind)

    def _exchange(self, given: discord.Interaction[Any]) -> Exchange:
        return Exchange(self._rest, given, self._renderer, self._words)

    async def _message(self, given: discord.Message, asked: Request) -> None:
        """Answer where it was asked; in a server with a reference to the question."""
        to = {} if asked.place.private else {"message_id": str(given.id), "fail_if_not_exists": False}
        await self._post(given.channel.id, await self._answer(asked), to=to, asker=asked.person.id)

    async def _post(self, channel: int, reply: Reply, *, to: Mapping[str, Any] | None = None, asker: str = "") -> None:
        referring, renderer = {"message_reference": to} if to else {}, replace(self._renderer, asker=asker)
        for piece in renderer.pieces(reply):
            if not await self._posted(channel, renderer.message(piece) | referring, piece.picture):
                return
            referring = {}

    async def _posted(self, channel: int, body: Message, picture: Picture | None) -> bool:
        """Post, and post again where that is safe: the nonce keeps a repetition from standing there twice."""
        nonce = secrets.token_hex(12)
        for _ in range(TRIES):
            try:
                await post(self._rest, channel, body, nonce=nonce, picture=picture)
            except discord.RateLimited as limited:
                await asyncio.sleep(limited.retry_after)
            except discord.DiscordServerError:
                continue
            except FAILURES as failure:
                LOG.warning("Discord: a reply was not posted: %s", failure)
                return False
            else:
                return True
        return False


def _place(guild: discord.Guild) -> Place:
    return Place(PLATFORM, str(guild.id), title=guild.name)
