"""One interaction's calls to Discord: the first answer within three seconds, everything else within fifteen minutes.

Source: Discord's documentation, "Receiving and Responding to Interactions".
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from discord import HTTPException, Interaction, RateLimited
from discord import Message as DiscordMessage
from discord.http import Route

from adapters.discord import sharing, threads
from adapters.discord.buttons import asker
from adapters.discord.failures import FAILURES
from adapters.discord.rendering import EPHEMERAL, Message, Renderer, request, says
from adapters.discord.rest import Rest
from adapters.discord.words import Words
from bot.chat import Asked, Picture, Reply

LOG = logging.getLogger(__name__)
MESSAGE, LATER, LATER_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8
UNKNOWN, ACKNOWLEDGED = 10062, 40060
OVER = (UNKNOWN, ACKNOWLEDGED)
"""Codes after which nothing more can be answered first."""
TRIES = 3
PAUSE = 0.1
"""Seconds until a request is made again that no answer came to."""


class Exchange:
    """Answers one interaction. What cannot be delivered is logged: nobody is there to be told."""

    def __init__(self, rest: Rest, interaction: Interaction[Any], renderer: Renderer, words: Words) -> None:
        self._rest = rest
        self._words = words
        self._promised = False
        beside = renderer.beside(interaction.message.flags.value) if interaction.message else renderer
        self._renderer = replace(beside, asker=str(interaction.user.id))
        self._editor = replace(beside, asker=_owner(interaction)) if interaction.message else self._renderer
        self._id = interaction.id
        self._answered = False
        self._threads = threads.allowed(interaction)
        self._hook: dict[str, Any] = {"webhook_id": interaction.application_id, "webhook_token": interaction.token}

    def pieces(self, reply: Reply) -> Sequence[Reply]:
        """Cut a reply into ones that each fit a message."""
        return self._renderer.pieces(reply)

    def shareable(self, piece: Reply) -> Reply:
        """Return a piece for the asker alone with a button that shows it to everyone."""
        return sharing.shareable(piece, self._words.share)

    async def share(self, message: DiscordMessage) -> bool:
        """Answer a press on that button: take it away, and show the message to everyone."""
        shown = sharing.shown(message)
        if not await self._first(UPDATE, shown):
            return False
        route = Route("POST", "/webhooks/{webhook_id}/{webhook_token}", **self._hook)
        return await self._made(route, json=shown, params={"wait": "true"})

    async def say(self, piece: Reply, *, ephemeral: bool) -> bool:
        """Answer with a message, and open a thread below it where one is wanted."""
        said = await self._first(MESSAGE, self._renderer.message(piece, ephemeral=ephemeral), piece.picture)
        if said and not ephemeral:
            await self._threaded(piece)
        return said

    async def replace(self, piece: Reply) -> bool:
        """Answer a press by changing the message it sits on."""
        return await self._first(UPDATE, self._editor.edited(piece), piece.picture)

    async def promise(self, *, ephemeral: bool = False) -> bool:
        """Answer that an answer will come."""
        self._promised = await self._first(LATER, {"flags": EPHEMERAL} if ephemeral else {})
        return self._promised

    async def acknowledge(self) -> bool:
        """Answer a press without showing anything."""
        return await self._first(LATER_UPDATE, None)

    async def complete(self, choices: list[dict[str, str]]) -> bool:
        """Answer typing with choices."""
        return await self._first(CHOICES, {"choices": choices})

    async def hush(self, kind: Asked) -> None:
        """See to it that nobody reads "the application did not respond", or waits for what was promised for ever."""
        if self._promised:
            await self.fulfil(Reply(self._words.sorry), ephemeral=True)
        elif self._answered:
            return
        elif kind is Asked.COMPLETION:
            await self.complete([])
        elif not (says(sorry := Reply(self._words.sorry)) and await self.say(sorry, ephemeral=True)):
            await self._silently(kind)

    async def _silently(self, kind: Asked) -> None:
        """Answer without a word."""
        if kind is Asked.BUTTON:
            await self.acknowledge()
        elif await self.promise(ephemeral=True):
            await self.withdraw()

    async def follow(self, piece: Reply, *, ephemeral: bool) -> bool:
        """Say more, after the first answer."""
        message = self._renderer.message(piece, ephemeral=ephemeral)
        route = Route("POST", "/webhooks/{webhook_id}/{webhook_token}", **self._hook)
        return await self._made(route, **request(message, piece.picture), params={"wait": "true"})

    async def edit(self, piece: Reply) -> bool:
        """Change the first answer."""
        return await self._made(
            self._original("PATCH"), again=True, **request(self._editor.edited(piece), piece.picture)
        )

    async def fulfil(self, piece: Reply, *, ephemeral: bool) -> bool:
        """Put the answer where one was promised, and open a thread below it where one is wanted."""
        self._promised = False
        said = await self.edit(piece)
        if not said and says(Reply(self._words.sorry)):
            await self.edit(Reply(self._words.sorry))
        if said and not ephemeral:
            await self._threaded(piece)
        return said

    async def withdraw(self) -> bool:
        """Take the first answer, or the promise of one, away."""
        self._promised = False
        return await self._made(self._original("DELETE"))

    async def _threaded(self, piece: Reply) -> None:
        if piece.thread and self._threads:
            await threads.open_below(self._rest, self._original("GET"), piece.thread)

    def _original(self, method: str) -> Route:
        return Route(method, "/webhooks/{webhook_id}/{webhook_token}/messages/@original", **self._hook)

    async def _first(self, kind: int, data: Message | None, picture: Picture | None = None) -> bool:
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        route = Route("POST", path, webhook_id=self._id, webhook_token=self._hook["webhook_token"])
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        made = await self._made(route, again=True, **request(body, picture), params={"with_response": "false"})
        self._answered = self._answered or made
        return made

    async def _made(self, route: Route, *, again: bool = False, **given: Any) -> bool:
        """Make a request; `again` where repeating one that may have been taken does no harm."""
        for _ in range(TRIES):
            try:
                await self._rest.request(route, **given)
            except RateLimited as limited:
                await asyncio.sleep(limited.retry_after)
            except HTTPException as refusal:
                if again and refusal.status >= 500:
                    continue
                LOG.warning("Discord: an interaction was not answered: %s", refusal)
                self._answered = self._answered or refusal.code in OVER
                return refusal.code == ACKNOWLEDGED
            except FAILURES as failure:
                if again:
                    await asyncio.sleep(PAUSE)
                    continue
                LOG.warning("Discord: an interaction was not answered: %s", type(failure).__name__)
                return False
            else:
                return True
        return False


def _owner(interaction: Interaction[Any]) -> str:
    """Return who asked for the message that was pressed, and goes on to own it; empty where it is everybody's."""
    told: Mapping[str, Any] = interaction.data or {}
    return asker(told["custom_id"])
