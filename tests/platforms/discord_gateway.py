"""Gateway v10 as the client library speaks it: HELLO, IDENTIFY, RESUME, heartbeats, dispatches, and their failures."""

import asyncio
import contextlib
import json
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

from tests.platforms import discord_payloads as payloads

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
AUTHENTICATION_FAILED = 4004


class Session:
    """One session: what was dispatched in it, and the socket it is connected through, if any."""

    def __init__(self, name: str, shard: list[int]) -> None:
        self.name = name
        self.shard = shard
        self.sent: list[dict] = []
        self.socket: web.WebSocketResponse | None = None

    async def dispatch(self, event: str, data: dict) -> None:
        """Send an event; one that finds no connection is kept for a resume."""
        payload = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.socket is not None and not self.socket.closed:
            await self.socket.send_json(payload)


class Gateway:
    """All sessions of one token. `changed` is called whenever something happened."""

    def __init__(self, token: str, changed: Callable[[], None]) -> None:
        self.token = token
        self.changed = changed
        self.address = ""
        self.resume_address = ""
        self.guilds: dict[int, dict] = {}
        self.identified: list[dict] = []
        self.resumed: list[dict] = []
        self.heartbeats = 0
        self.connections = 0
        self.refusing = 0
        self.sessions: dict[str, Session] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    @property
    def live(self) -> list[Session]:
        """The sessions that are connected."""
        return [each for each in self.sessions.values() if each.socket is not None and not each.socket.closed]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection."""
        self.connections += 1
        self.changed()
        if self.refusing:
            self.refusing -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.add(socket)
        with contextlib.suppress(ConnectionResetError):
            await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41250}})
            await self._converse(socket)
        self._sockets.discard(socket)
        self.changed()
        return socket

    async def _converse(self, socket: web.WebSocketResponse) -> None:
        async for received in socket:
            if received.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(received.data)
            handler = {HEARTBEAT: self._beat, IDENTIFY: self._identify, RESUME: self._resume}.get(payload["op"])
            if handler:
                await handler(socket, payload["d"])
            self.changed()

    async def _beat(self, socket: web.WebSocketResponse, _: object) -> None:
        self.heartbeats += 1
        await socket.send_json({"op": ACK, "d": None})

    async def _identify(self, socket: web.WebSocketResponse, data: dict) -> None:
        self.identified.append(data)
        if data["token"] != self.token:
            await socket.close(code=AUTHENTICATION_FAILED)
            return
        session = Session(f"session-{len(self.identified)}", data.get("shard", [0, 1]))
        session.socket = socket
        self.sessions[session.name] = session
        own = [each for each in self.guilds if (each >> 22) % session.shard[1] == session.shard[0]]
        await session.dispatch("READY", self._ready(session, own))
        for each in own:
            await session.dispatch("GUILD_CREATE", self.guilds[each] | {"unavailable": False})

    def _ready(self, session: Session, guilds: list[int]) -> dict:
        return {
            "v": 10,
            "user": payloads.bot_user(),
            "guilds": [{"id": str(each), "unavailable": True} for each in guilds],
            "session_id": session.name,
            "resume_gateway_url": self.resume_address,
            "shard": session.shard,
            "application": {"id": str(payloads.APPLICATION), "flags": 0},
        }

    async def _resume(self, socket: web.WebSocketResponse, data: dict) -> None:
        self.resumed.append(data)
        session = self.sessions.get(data["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return
        session.socket = socket
        for each in session.sent[data["seq"] :]:
            await socket.send_json(each)
        await session.dispatch("RESUMED", {})

    async def dispatch(self, event: str, data: dict, *, guild: int | None = None) -> None:
        """Send an event to the shard that a guild belongs to; what belongs to none goes to the first."""
        for session in reversed(self.sessions.values()):
            number, count = session.shard
            if ((guild or 0) >> 22) % count == number:
                await session.dispatch(event, data)
                return
        raise AssertionError("nobody is connected")

    async def drop(self) -> None:
        """Break the connections as a network does; the sessions can be resumed."""
        for session in self.live:
            transport = session.socket._req.transport
            session.socket = None
            transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Ask every client to connect again, as Discord does when a server of its own goes down."""
        for session in self.live:
            await session.socket.send_json({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """End the sessions."""
        for session in self.live:
            await session.socket.send_json({"op": INVALID_SESSION, "d": resumable})
            if not resumable:
                del self.sessions[session.name]

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        """Close every connection."""
        for socket in list(self._sockets):
            with contextlib.suppress(asyncio.TimeoutError):
                await socket.close(code=code)
