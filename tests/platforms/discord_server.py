"""A small Discord: REST v10 and gateway v10 on a port of this machine, for the real client library to talk to.

Every request is checked, by our own rules and by the published description where it is at hand; leaving the server
raises when one of them was wrong.
"""

import asyncio
import importlib.util
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.platforms import discord_payloads as payloads
from tests.platforms.discord_gateway import Gateway
from tests.platforms.discord_rules import errors

VALIDATOR = Path(__file__).parents[3] / "shared" / "specs" / "validate.py"
PATIENCE = 20.0
"""Seconds that a test waits for what must happen."""


@dataclass
class Made:
    """A request that was made, and how it was answered."""

    method: str
    path: str
    body: Any
    query: dict[str, str]
    authorization: str
    files: dict[str, bytes] = field(default_factory=dict)
    status: int = 0


@dataclass
class Fault:
    """How the next matching requests are answered instead; status 0 breaks the connection, `taken` only after it."""

    pattern: str
    status: int
    body: dict = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    taken: bool = False


@dataclass
class Exchange:
    """One interaction and all that came of it."""

    token: str
    channel: str
    callbacks: list[dict] = field(default_factory=list)
    original: dict | None = None
    withdrawn: bool = False
    messages: list[dict] = field(default_factory=list)
    edited: list[dict] = field(default_factory=list)
    source: dict | None = None

    @property
    def choices(self) -> list[dict]:
        return self.callbacks[0]["data"]["choices"]


def published() -> Callable[..., list[str]]:
    """The checks of the published description, or none where it is not at hand."""
    if not VALIDATOR.exists():
        return lambda *_, **__: []
    spec = importlib.util.spec_from_file_location("published_specs", VALIDATOR)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.discord_errors


class DiscordServer:
    """Discord for one bot. `token` is the one it knows."""

    def __init__(self, token: str = "discord-token", *, guilds: tuple[int, ...] = (payloads.GUILD,)) -> None:
        self.token = token
        self.requests: list[Made] = []
        self.wrong: list[str] = []
        self.faults: list[Fault] = []
        self.commands: list[dict] = []
        self.application = payloads.application()
        self.messages: dict[str, list[dict]] = {}
        self.exchanges: dict[str, Exchange] = {}
        self.members: dict[tuple[int, int], dict] = {}
        self.headers: dict[str, str] = {}
        self.threads: list[tuple[str, str, str]] = []
        self.kinds: dict[str, int] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.crossposted: list[tuple[str, str]] = []
        self.shards = 1
        self.identifies_left = 1000
        self.gateway_server = Gateway(token, self.changed)
        for each in guilds:
            self.gateway_server.guilds[each] = payloads.guild(each)
        self._news = asyncio.Event()
        self._published = published()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway{rest:.*}", self.gateway_server.handle)
        app.router.add_route("*", "/api/v10/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        self.api = f"http://127.0.0.1:{port}/api/v10"
        self.gateway = f"ws://127.0.0.1:{port}/gateway"
        self.gateway_server.resume_address = "wss://gateway-resume.invalid"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.gateway_server.close()
        await self._runner.cleanup()
        if kind is None:
            assert not self.wrong, "\n".join(self.wrong)

    def changed(self) -> None:
        """Wake whoever waits for something to happen."""
        self._news.set()

    async def until(self, holds: Callable[[], Any]) -> Any:
        """Wait until something holds, and return what it returned."""
        async with asyncio.timeout(PATIENCE):
            while not (found := holds()):
                self._news.clear()
                await self._news.wait()
        return found

    def fail(self, pattern: str, status: int, **given: Any) -> None:
        """Answer the next requests whose "METHOD /path" matches with this instead."""
        self.faults.append(Fault(pattern, status, **given))

    def limit(self, pattern: str, seconds: float, *, everywhere: bool = False, times: int = 1) -> None:
        """Answer the next matching requests with 429."""
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
        self.fail(pattern, 429, body=body, headers={"Via": "1.1 google", "Retry-After": str(seconds)}, times=times)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = f"/{request.match_info['path']}"
        body, files = await _body(request)
        made = Made(request.method, path, body, dict(request.query), request.headers.get("Authorization", ""), files)
        self.requests.append(made)
        self._check(made)
        fault = self._fault(f"{made.method} {path}")
        if fault and not fault.taken:
            return self._failed(request, fault)
        status, answer = self._answer(made)
        made.status = status
        self.changed()
        return self._failed(request, fault) if fault else self._response(status, answer)

    def _check(self, made: Made) -> None:
        files = [{"field": name, "filename": "picture.png", "size": len(each)} for name, each in made.files.items()]
        found = errors(made.method, made.path, made.body, query=made.query, files=tuple(files))
        found += self._published(made.method, made.path, made.body, query=made.query, files=files)
        self.wrong += [f"{made.method} {made.path}: {each}\n  {made.body!r:.600}" for each in found]

    def _fault(self, asked: str) -> Fault | None:
        fault = next((each for each in self.faults if re.match(each.pattern, asked)), None)
        if fault:
            fault.times -= 1
            if not fault.times:
                self.faults.remove(fault)
        return fault

    def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        self.requests[-1].status = fault.status
        self.changed()
        if not fault.status:
            request.transport.abort()
        return self._response(fault.status or 500, fault.body, fault.headers)

    def _response(self, status: int, answer: Any, headers: dict[str, str] | None = None) -> web.Response:
        told = {"Content-Type": "application/json", "Via": "1.1 google"} | self.headers
        if answer is None:
            return web.Response(status=status)
        told = told if headers is None else {"Content-Type": "application/json"} | headers
        return web.Response(status=status, body=b"" if answer is None else json.dumps(answer).encode(), headers=told)

    def _answer(self, made: Made) -> tuple[int, Any]:
        if not made.path.startswith(("/interactions/", "/webhooks/")) and made.authorization != f"Bot {self.token}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        for pattern, handler in self._routes().items():
            if found := re.fullmatch(pattern, f"{made.method} {made.path}"):
                return handler(made, *found.groups())
        return 404, {"message": "404: Not Found", "code": 0}

    def _routes(self) -> dict[str, Callable[..., tuple[int, Any]]]:
        return {
            r"GET /users/@me": lambda _: (200, payloads.bot_user()),
            r"GET /oauth2/applications/@me": lambda _: (200, self.application),
            r"GET /gateway/bot": self._gateway_bot,
            r"GET /applications/\d+/commands": lambda _: (200, self.commands),
            r"PUT /applications/\d+/commands": self._overwrite,
            r"POST /channels/(\d+)/messages": self._create,
            r"GET /channels/(\d+)": self._channel,
            r"POST /channels/(\d+)/threads": self._forum_post,
            r"POST /channels/(\d+)/messages/(\d+)/crosspost": self._crosspost,
            r"POST /users/@me/channels": lambda _: (200, payloads.private_channel()),
            r"PATCH /channels/(\d+)": lambda _, channel: (200, payloads.channel(int(channel), kind=11)),
            r"POST /channels/(\d+)/messages/(\d+)/threads": self._thread,
            r"POST /interactions/(\d+)/([^/]+)/callback": self._callback,
            r"POST /webhooks/\d+/([^/]+)": self._follow,
            r"(PATCH|DELETE|GET) /webhooks/\d+/([^/]+)/messages/@original": self._original,
            r"GET /guilds/(\d+)": self._guild,
            r"GET /guilds/(\d+)/members/(\d+)": self._member,
        }

    def _gateway_bot(self, _: Made) -> tuple[int, Any]:
        limit = {"total": 1000, "remaining": self.identifies_left, "reset_after": 60_000, "max_concurrency": 1}
        return 200, {"url": self.gateway, "shards": self.shards, "session_start_limit": limit}

    def _overwrite(self, made: Made) -> tuple[int, Any]:
        more = {"application_id": str(payloads.APPLICATION), "version": "1", "nsfw": False, "name_localizations": None}
        self.commands = [more | each | {"id": payloads.snowflake()} for each in made.body]
        return 200, self.commands

    def _create(self, made: Made, channel: str) -> tuple[int, Any]:
        if self.kinds.get(channel) in (15, 16):
            return 400, {"message": "Cannot send messages in a non-text channel", "code": 50008}
        nonce = made.body.get("nonce")
        known = [each for every in self.messages.values() for each in every if nonce and each["nonce"] == nonce]
        if known:
            return 200, known[0]
        posted = payloads.message(channel, made.body)
        self.messages.setdefault(channel, []).append(posted)
        return 200, posted

    def _channel(self, _: Made, channel: str) -> tuple[int, Any]:
        tags = [{"id": number, "name": name} for number, name in self.tags.get(channel, {}).items()]
        return 200, payloads.channel(int(channel), kind=self.kinds.get(channel, 0)) | {"available_tags": tags}

    def _forum_post(self, made: Made, forum: str) -> tuple[int, Any]:
        """A forum with tags wants one on every post, and only its own."""
        known, given = self.tags.get(forum, {}), made.body.get("applied_tags") or []
        if self.kinds.get(forum) not in (15, 16):
            return 400, {"message": "Cannot execute action on this channel type", "code": 50024}
        if not set(given) <= known.keys():
            return 400, {"message": "Invalid Form Body", "code": 50035}
        if known and not given:
            return 400, {"message": "A tag is required to create a forum post in this channel", "code": 40067}
        begun = payloads.message(forum, made.body["message"])
        begun["channel_id"] = begun["id"]
        self.threads.append((forum, begun["id"], made.body["name"]))
        self.messages.setdefault(begun["id"], []).append(begun)
        return 201, payloads.channel(int(begun["id"]), kind=11) | {"message": begun, "applied_tags": given}

    def _crosspost(self, _: Made, channel: str, message: str) -> tuple[int, Any]:
        if self.kinds.get(channel) != 5:
            return 400, {"message": "Invalid message type", "code": 50068}
        self.crossposted.append((channel, message))
        return 200, next(each for each in self.messages[channel] if each["id"] == message)

    def _thread(self, made: Made, channel: str, message: str) -> tuple[int, Any]:
        self.threads.append((channel, message, made.body["name"]))
        return 201, payloads.channel(int(message), kind=11)

    def _guild(self, _: Made, guild: str) -> tuple[int, Any]:
        found = self.gateway_server.guilds.get(int(guild))
        return (200, found) if found else (404, {"message": "Unknown Guild", "code": 10004})

    def _member(self, _: Made, guild: str, user: str) -> tuple[int, Any]:
        found = self.members.get((int(guild), int(user)))
        return (200, found) if found else (404, {"message": "Unknown Member", "code": 10007})

    def _callback(self, made: Made, _: str, token: str) -> tuple[int, Any]:
        exchange = self.exchanges.get(token)
        if exchange is None:
            return 404, {"message": "Unknown interaction", "code": 10062}
        if exchange.callbacks:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        exchange.callbacks.append(made.body)
        kind, data = made.body["type"], made.body.get("data") or {}
        if kind in (4, 5):
            exchange.original = payloads.message(exchange.channel, data)
            exchange.messages += [exchange.original] if kind == 4 else []
        if kind == 7:
            self._edit(exchange, exchange.source, data)
        return 204, None

    def _edit(self, exchange: Exchange, message: dict, data: dict) -> None:
        self._change(message, data)
        exchange.edited.append(message)

    def _change(self, message: dict, data: dict) -> None:
        message |= {
            key: data[key] or type(message[key])()
            for key in ("content", "components", "embeds", "attachments")
            if key in data
        }
        message["flags"] |= data.get("flags") or 0

    def _follow(self, made: Made, token: str) -> tuple[int, Any]:
        exchange = self.exchanges[token]
        if not exchange.callbacks:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        said = payloads.message(exchange.channel, made.body)
        exchange.messages.append(said)
        return 200, said

    def _original(self, made: Made, method: str, token: str) -> tuple[int, Any]:
        exchange = self.exchanges[token]
        target = exchange.original or exchange.source
        if method == "DELETE":
            exchange.withdrawn = True
            return 204, None
        if method == "GET":
            return 200, target
        if exchange.callbacks[0]["type"] == 5 and target not in exchange.messages:
            self._change(target, made.body)
            exchange.messages.append(target)
        else:
            self._edit(exchange, target, made.body)
        return 200, target

    async def interact(
        self,
        kind: int,
        data: dict,
        *,
        private: bool = True,
        asker: int = payloads.ASKER,
        permissions: int = 0,
        message: dict | None = None,
        locale: str = "en-US",
        app_permissions: int = 1 << 11 | 1 << 35,
        visiting: bool = False,
    ) -> Exchange:
        """Send an interaction: 2 a command, 3 a press, 4 typing. What comes of it is seen in the exchange."""
        channel = payloads.private_channel() if private else payloads.channel()
        exchange = Exchange(f"token-{len(self.exchanges) + 1}", channel["id"], source=message)
        self.exchanges[exchange.token] = exchange
        payload = {
            "id": payloads.snowflake(),
            "application_id": str(payloads.APPLICATION),
            "type": kind,
            "data": data,
            "token": exchange.token,
            "version": 1,
            "channel": channel,
            "channel_id": channel["id"],
            "locale": locale,
            "entitlements": [],
            "app_permissions": str(app_permissions),
            "attachment_size_limit": 10_000_000,
            "authorizing_integration_owners": {"0": "0" if private else str(payloads.GUILD)},
            "context": 1 if private else 0,
        }
        if private:
            payload["user"] = payloads.user(asker)
        else:
            guild = {"guild_id": str(payloads.GUILD), "guild_locale": "en-US"}
            payload |= guild | {"member": payloads.member(asker, permissions=permissions)}
        payload |= {"message": message} if message else {}
        payload |= {"authorizing_integration_owners": {"1": str(asker)}} if visiting else {}
        await self.gateway_server.dispatch("INTERACTION_CREATE", payload)
        return exchange

    async def write(self, text: str, *, private: bool = True, **more: Any) -> dict:
        """Send a message that a person wrote to the bot."""
        where = payloads.PRIVATE if private else payloads.CHANNEL
        message = payloads.message(where, {"content": text}, author=payloads.user())
        message |= {} if private else {"guild_id": str(payloads.GUILD), "member": payloads.member()}
        await self.gateway_server.dispatch("MESSAGE_CREATE", message | more)
        return message


async def _body(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """What was sent, and the files beside it."""
    if request.content_type == "application/json":
        return await request.json(), {}
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = {name: each.file.read() for name, each in form.items() if isinstance(each, web.FileField)}
        return json.loads(form["payload_json"]), files
    return None, {}
