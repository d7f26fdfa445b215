"""One interaction's calls to Discord: the first answer within three seconds, everything else within fifteen minutes.

Source: Discord's documentation, "Receiving and Responding to Interactions".
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from discord import HTTPException, Interaction, RateLimited
from discord.http import Route

from adapters.discord import threads
from adapters.discord.failures import FAILURES
from adapters.discord.rendering import EPHEMERAL, Message, Renderer, request
from adapters.discord.rest import Rest
from bot.chat import Asked, Picture, Reply

LOG = logging.getLogger(__name__)
MESSAGE, LATER, LATER_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8
UNKNOWN, ACKNOWLEDGED = 10062, 40060
TRIES = 3


class Exchange:
    """Answers one interaction. What cannot be delivered is logged: nobody is there to be told."""

    def __init__(self, rest: Rest, interaction: Interaction[Any], renderer: Renderer) -> None:
        self._rest = rest
        self._renderer = renderer.beside(interaction.message.flags.value) if interaction.message else renderer
        self._id = interaction.id
        self._answered = False
        self._threads = threads.allowed(interaction)
        self._hook: dict[str, Any] = {"webhook_id": interaction.application_id, "webhook_token": interaction.token}

    def pieces(self, reply: Reply) -> Sequence[Reply]:
        """Cut a reply into ones that each fit a message."""
        return self._renderer.pieces(reply)

    async def say(self, piece: Reply, *, ephemeral: bool) -> bool:
        """Answer with a message, and open a thread below it where one is wanted."""
        said = await self._first(MESSAGE, self._renderer.message(piece, ephemeral=ephemeral), piece.picture)
        if said and not ephemeral:
            await self._threaded(piece)
        return said

    async def replace(self, piece: Reply) -> bool:
        """Answer a press by changing the message it sits on."""
        return await self._first(UPDATE, self._renderer.edited(piece), piece.picture)

    async def promise(self, *, ephemeral: bool = False) -> bool:
        """Answer that an answer will come."""
        return await self._first(LATER, {"flags": EPHEMERAL} if ephemeral else {})

    async def acknowledge(self) -> bool:
        """Answer a press without showing anything."""
        return await self._first(LATER_UPDATE, None)

    async def complete(self, choices: list[dict[str, str]]) -> bool:
        """Answer typing with choices."""
        return await self._first(CHOICES, {"choices": choices})

    async def hush(self, kind: Asked) -> None:
        """See to it that nobody reads "the application did not respond", if nothing else was answered."""
        if self._answered:
            return
        if kind is Asked.COMPLETION:
            await self.complete([])
        elif kind is Asked.BUTTON:
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
        return await self._made(self._original("PATCH"), **request(self._renderer.edited(piece), piece.picture))

    async def fulfil(self, piece: Reply, *, ephemeral: bool) -> bool:
        """Put the answer where one was promised, and open a thread below it where one is wanted."""
        said = await self.edit(piece)
        if said and not ephemeral:
            await self._threaded(piece)
        return said

    async def withdraw(self) -> bool:
        """Take the first answer, or the promise of one, away."""
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
        self._answered = True
        return await self._made(route, again=True, **request(body, picture), params={"with_response": "false"})

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
                return refusal.code == ACKNOWLEDGED
            except FAILURES as failure:
                LOG.warning("Discord: an interaction was not answered: %s", type(failure).__name__)
                return False
            else:
                return True
        return False
