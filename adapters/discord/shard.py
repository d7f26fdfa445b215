"""One shard's connection to the gateway: kept up for as long as it is wanted, resumed where it can be.

discord.py's own loop fails for good when its first connection does, and its sharded client tries for ever every five
seconds; this one spaces its IDENTIFYs (see `identifies`) and waits ever longer (see `patience`).
"""

import asyncio
import contextlib
from typing import Any, Protocol, TypedDict

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from yarl import URL

from adapters.discord.identifies import Identifies
from adapters.discord.patience import Patience
from adapters.discord.rest import Rest
from bot.chat import WrongToken

REFUSED = "COMMONPLACE_DISCORD_TOKEN: Discord refuses this token; copy it anew from the developer portal (Bot)"
CONNECTING = 60.0
"""Seconds in which a connection must come about."""
SETTLED = 30.0
"""Seconds after which a connection counts as having worked."""
BAD_TOKEN = 4004
RESHARD = frozenset((4010, 4011))
"""Close codes: the number of shards is not, or no longer, right."""
HOPELESS = frozenset((4012, 4013, 4014))
"""Close codes that no repetition mends: version, intents."""
BROKEN = (OSError, aiohttp.ClientError, TimeoutError, discord.DiscordException)


class Ears(Protocol):
    """Who is told what the gateway says."""

    async def interaction(self, given: discord.Interaction[Any]) -> None:
        """Someone used a command or pressed a button, or types one."""

    async def message(self, given: discord.Message) -> None:
        """Someone wrote."""

    async def joined(self, guild: discord.Guild) -> None:
        """The bot was taken into a server."""

    async def left(self, guild: discord.Guild) -> None:
        """The bot was taken out of a server."""

    async def connected(self) -> None:
        """A session has begun, or goes on."""


class Resharded(Exception):  # noqa: N818 - the domain's word
    """Discord wants another number of shards."""


class Session(TypedDict):
    """What going on with a session needs, or beginning one."""

    session: str | None
    sequence: int | None
    gateway: URL
    resume: bool


def intents(*, mentions: bool) -> discord.Intents:
    """Return what we listen to, none of it privileged: what mentions the bot keeps its content without that."""
    return discord.Intents(guilds=True, dm_messages=True, guild_messages=mentions)


class Shard(discord.Client):
    """Listens as shard `number` of `count` and tells `ears`; `home` is where new sessions begin."""

    def __init__(
        self,
        ears: Ears,
        rest: Rest,
        *,
        number: int,
        count: int,
        home: URL,
        identifies: Identifies,
        patience: Patience,
        mentions: bool = False,
    ) -> None:
        # Without this the library warns at every start that it cannot talk; we never do.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        self._home = home
        self._ears = ears
        self._rest = rest
        self._identifies = identifies
        self._patience = patience
        super().__init__(
            intents=intents(mentions=mentions),
            shard_id=number,
            shard_count=count,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=discord.AllowedMentions.none(),
        )

    def _get_state(self, **options: Any) -> Any:
        """Put our transport where discord.py would put its own."""
        self.http = self._rest
        return super()._get_state(**options)

    async def listen(self, token: str) -> None:
        """Stay connected until cancelled.

        Raises:
            WrongToken: Discord does not know the token.
            Resharded: it wants another number of shards.
            discord.ConnectionClosed: our intents or version are refused.

        """
        self._rest.open(token)
        session = self._fresh()
        while True:
            began = self.loop.time()
            session, failure = await self._converse(session)
            if self.loop.time() - began > SETTLED:
                self._patience.renew()
            await self._patience.wait(failure)

    async def _converse(self, session: Session) -> tuple[Session, BaseException]:
        """Talk until the connection ends; return how to go on, and why it ended."""
        try:
            await self._connect(session)
            while True:
                await self.ws.poll_event()
        except ReconnectWebSocket as ended:
            return (self._kept() if ended.resume else self._fresh()), ConnectionResetError(
                f"shard {ended.shard_id} lost its connection"
            )
        except discord.ConnectionClosed as closed:
            _raise_if_final(closed)
            return self._fresh(), closed
        except BROKEN as broken:
            await self._rest.drop()
            return self._kept(), broken

    async def _connect(self, session: Session) -> None:
        async with contextlib.nullcontext() if session["resume"] else self._identifies.turn():
            connecting = DiscordWebSocket.from_client(self, initial=True, shard_id=self.shard_id, **session)
            self.ws = await asyncio.wait_for(connecting, CONNECTING)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Count an IDENTIFY as discord.py is about to send it."""
        self._identifies.take(self.loop.time())

    def _fresh(self) -> Session:
        """Return what a new session begins with."""
        return {"session": None, "sequence": None, "gateway": self._home, "resume": False}

    def _kept(self) -> Session:
        """Return what resuming this session needs."""
        socket: DiscordWebSocket | None = self.ws
        if socket is None or not socket.session_id:
            return self._fresh()
        return {
            "session": socket.session_id,
            "sequence": socket.sequence,
            "gateway": socket.gateway,
            "resume": True,
        }

    async def on_ready(self) -> None:
        """A new session has begun."""
        await self._ears.connected()

    async def on_resumed(self) -> None:
        """The session goes on."""
        await self._ears.connected()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Tell of a command, a press or typing."""
        await self._ears.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Tell of a message."""
        await self._ears.message(message)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell of a new server; discord.py keeps those apart that were there before."""
        await self._ears.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell of a server left; an outage is not a removal, and discord.py keeps it apart."""
        await self._ears.left(guild)


def _raise_if_final(closed: discord.ConnectionClosed) -> None:
    if closed.code == BAD_TOKEN:
        raise WrongToken(REFUSED) from closed
    if closed.code in RESHARD:
        raise Resharded from closed
    if closed.code in HOPELESS:
        raise closed
