"""Discord as the core knows it: connect, listen, post."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Self, TypedDict

import discord
from discord.http import Route
from yarl import URL

from adapters.discord import forums
from adapters.discord.answering import PROMPT
from adapters.discord.declaring import GUILD_INSTALL, declared, menus, register
from adapters.discord.failures import FAILURES, SEND, meaning
from adapters.discord.hearing import Hearing
from adapters.discord.identifies import SPACING, Identifies, Others
from adapters.discord.patience import PASSING, Patience
from adapters.discord.posting import post
from adapters.discord.reading import PLATFORM
from adapters.discord.rendering import Look, Renderer
from adapters.discord.rest import Rest
from adapters.discord.rights import Rights
from adapters.discord.shard import REFUSED, Resharded, Shard
from adapters.discord.spreading import spread
from adapters.discord.telling import is_thread, tell_owner
from adapters.discord.words import Words
from bot.chat import Ambiguous, Answer, Command, Gone, Notify, Person, Place, Refusal, Reply, WrongToken

LOG = logging.getLogger(__name__)
API = "https://discord.com/api/v10"
SPARE = 50
"""IDENTIFYs of a day that are never used up, so that an operator can still start the bot."""
UNAUTHORIZED = 401
KEPT = 256
"""Pieces kept as they were rendered, for all channels that get the same."""
WANTED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    embed_links=True,
)
"""What the bot asks for when it is invited."""

Sleep = Callable[[float], Awaitable[None]]


class Addresses(TypedDict):
    """Where Discord is."""

    api: str
    gateway: str


class Discord:
    """One bot of Discord's. Entering makes it ready to post; `listen` connects to the gateway.

    `api` ends in `/api/v10`; `gateway`, where given, stands in for every address of the gateway. `shards` are the
    numbers this process listens as, of `shard_count`; by default all that Discord recommends. `others` spaces the
    IDENTIFYs over all processes (see `identifies`). With `mentions`, a
    message in a server that mentions the bot is a question too.
    """

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        *,
        commands: Sequence[Command],
        api: str = API,
        gateway: str = "",
        shards: Sequence[int] = (),
        shard_count: int = 0,
        others: Others | None = None,
        sleep: Sleep = asyncio.sleep,
        spacing: float = SPACING,
        prompt: float = PROMPT,
        mentions: bool = False,
        look: Look = Look.LAYOUT,
        words: Words | None = None,
    ) -> None:
        self._words = words or Words()
        self._renderer = Renderer(look)
        self._message = lru_cache(KEPT)(self._renderer.message)
        self._mentions = mentions
        self._prompt = prompt
        self._token = token.strip()
        self._commands = commands
        self._addresses: Addresses = {"api": api, "gateway": gateway}
        self._shards = shards
        self._shard_count = shard_count
        self._sleep = sleep
        self._identifies = Identifies(sleep=sleep, spacing=spacing, others=others)
        self._rights = Rights()
        self._forums = forums.Forums()
        self._invitation = ""
        self._rest: Rest | None = None
        self.connected = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Open the connection; a server that cannot be reached yet is tried again while listening and posting."""
        rest = Rest(**self._addresses)
        rest.open(self._token)
        try:
            await _login(rest)
        except (*PASSING, discord.HTTPException) as error:
            LOG.warning("Discord: not reached yet (%s)", type(error).__name__)
        except BaseException:
            await rest.close()
            raise
        self._rest = rest
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close what posting needs."""
        if self._rest:
            await self._rest.close()
            self._rest = None

    async def listen(self, answer: Answer, notify: Notify) -> None:
        """Hand on what the gateway tells and carry the answers back, until cancelled.

        Raises:
            WrongToken: Discord does not know the token.

        """
        rest, patience = self._opened, Patience(self._sleep)
        me = await patience.insist(lambda: _login(rest))
        await self._register(rest, patience)
        async with Hearing(
            rest,
            answer,
            notify,
            rights=self._rights,
            menus=menus(self._commands),
            connected=self.connected,
            renderer=self._renderer,
            prompt=self._prompt,
            words=self._words,
            me=me if self._mentions else "",
        ) as ears:
            while True:
                with contextlib.suppress(Resharded):
                    await self._listen(ears, rest)

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Cut a reply into ones that each fit a message."""
        return self._renderer.pieces(reply)

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        """Post one piece into a channel, thread or private chat and return the message's id.

        Discord keeps a second message with the same nonce (25 characters at most) away for some minutes.

        Raises:
            Gone: nothing can be posted there any more.
            TryLater: certainly not posted; when to try again.
            Ambiguous: it may have arrived; another try with the same nonce is safe.

        """
        try:
            posted = int((await self._posted(place, piece, nonce))["id"])
        except FAILURES as error:
            raise await self._exactly(meaning(error), place, piece) from error
        if piece.herald and piece.herald.spread and not forums.is_forum(place):
            await spread(self._opened, forums.channel(place), posted)
        return str(posted)

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        """Tell the server's owner in private, and return whether that was possible."""
        if place.private:
            return False
        return await tell_owner(self._opened, int(place.chat), self._renderer.message(piece), nonce=nonce)

    async def _posted(self, place: Place, piece: Reply, nonce: str) -> Mapping[str, Any]:
        message, channel = self._message(replace(piece, after="", title="")), forums.channel(place, piece.after)
        if forums.is_forum(place) and not piece.after:
            return await self._forums.post(self._opened, channel, piece, message)
        return await post(self._opened, channel, message, nonce=nonce, picture=piece.picture)

    async def _exactly(self, refusal: Exception, place: Place, piece: Reply) -> Exception:
        """Return a refusal that names the very permission: threads and forums have ones of their own.

        What may have arrived in a forum is not posted again.
        """
        channel = forums.channel(place, piece.after)
        if forums.is_forum(place) and not piece.after:
            self._forums.forget(channel)
            if isinstance(refusal, Ambiguous):
                return Ambiguous(refusal.detail)
            if isinstance(refusal, Gone) and refusal.reason == SEND:
                return Gone("gone-permission-forum", mendable=True, detail=refusal.detail)
        if isinstance(refusal, Gone) and refusal.reason == SEND and await is_thread(self._opened, channel):
            return Gone("gone-permission-threads", mendable=True, detail=refusal.detail)
        return refusal

    def resendable(self, place: Place) -> bool:
        """Return true where a post is a message, which has a nonce; a forum's new post has none."""
        return not forums.is_forum(place)

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return whether the person may manage the server; always so in a private chat.

        Raises:
            Refusal: the bot is no member there; it says how to invite it.

        """
        if self._invitation and self._rights.visiting(place):
            raise Refusal("invite-first", address=self._invitation)
        return await self._rights.manages(self._opened, place, person)

    @property
    def _opened(self) -> Rest:
        if self._rest is None:
            raise RuntimeError("Discord is used before it was entered")
        return self._rest

    async def _register(self, rest: Rest, patience: Patience) -> None:
        """Register the commands; what Discord refuses of them is an operator's matter and stops nothing else."""
        try:
            about = await patience.insist(rest.application_info)
            self._invitation = _tell(about)
            installs = sorted(int(each) for each in about.get("integration_types_config") or (GUILD_INSTALL,))
            wanted = declared(self._commands, installs=installs)
            await patience.insist(lambda: register(rest, str(about["id"]), wanted))
        except discord.HTTPException as refusal:
            LOG.warning("Discord: the commands were not registered: %s", refusal)

    async def _listen(self, ears: Hearing, rest: Rest) -> None:
        """Keep this process's shards connected, until cancelled or until their number changes."""
        home, count = await Patience(self._sleep).insist(lambda: self._gateway(rest))
        try:
            async with asyncio.TaskGroup() as group:
                for number in self._shards or range(count):
                    group.create_task(self._shard(ears, number=number, count=count, home=home))
        except ExceptionGroup as failed:
            known = failed.subgroup((WrongToken, Resharded, discord.ConnectionClosed))
            raise (known.exceptions[0] if known else failed) from None

    async def _gateway(self, rest: Rest) -> tuple[URL, int]:
        """Return the gateway's address and the number of shards, when there are IDENTIFYs left for today."""
        told = await rest.request(Route("GET", "/gateway/bot"))
        allowed = told["session_start_limit"]
        if allowed["remaining"] < min(SPARE, allowed["total"] // 2):
            LOG.error("Discord: only %d connections left for today; waiting for the next day", allowed["remaining"])
            await self._sleep(allowed["reset_after"] / 1000)
        return URL(told["url"]), self._shard_count or told["shards"]

    async def _shard(self, ears: Hearing, **where: Any) -> None:
        rest = Rest(**self._addresses)
        given = where | {"identifies": self._identifies, "patience": Patience(self._sleep), "mentions": self._mentions}
        async with Shard(ears, rest, **given) as shard:
            await shard.listen(self._token)


def _tell(about: Mapping[str, Any]) -> str:
    """Tell the operator how to invite the bot, and what would keep commands from it; return the invitation."""
    asked = discord.utils.oauth_url(int(about["id"]), permissions=WANTED, scopes=("bot", "applications.commands"))
    LOG.info("Discord: connected as %s; it is invited to a server with %s", about["name"], asked)
    if about.get("interactions_endpoint_url"):
        LOG.error("Discord: commands do not come here: empty the Interactions Endpoint URL in the developer portal")
    return asked


async def _login(rest: Rest) -> str:
    """Return the id of the bot's user.

    Raises:
        WrongToken: Discord does not know the token.

    """
    try:
        return str((await rest.request(Route("GET", "/users/@me")))["id"])
    except discord.HTTPException as refusal:
        if refusal.status == UNAUTHORIZED:
            raise WrongToken(REFUSED) from refusal
        raise
