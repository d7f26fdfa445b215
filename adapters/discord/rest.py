"""Discord's REST API over discord.py's client, at an address of our choosing and without hidden waiting.

discord.py sleeps inside a request: before it, after it was taken, and up to 25 s between repetitions. Here a request
is made once and tells at once what came of it; who may wait, waits outside (see `patience`).
"""

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any, cast
from urllib.parse import quote

import aiohttp
from discord import DiscordServerError, File, Forbidden, HTTPException, NotFound
from discord.gateway import DiscordClientWebSocketResponse
from discord.http import HTTPClient, Route
from yarl import URL

from adapters.discord.limits import BANNED, Limited, Limits

TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10)
EXEMPT = ("/interactions/", "/webhooks/")
"""Paths that answer interactions: they need no token and count towards no limit of the bot's."""


class Rest(HTTPClient):
    """One token's requests. `api` ends in `/api/v10`; `gateway` stands in for every address of the gateway."""

    def __init__(self, *, api: str, gateway: str = "") -> None:
        super().__init__(asyncio.get_running_loop())
        self._api = api
        self._gateway = URL(gateway)
        self._limits = Limits()
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    def open(self, token: str) -> None:
        """Make ready for requests with this token; no request is made."""
        self.token = token
        self.connector = aiohttp.TCPConnector(limit=0)
        session = aiohttp.ClientSession(
            connector=self.connector,
            timeout=TIMEOUT,
            ws_response_class=DiscordClientWebSocketResponse,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        # discord.py's interactions and sockets take the session by this very name.
        setattr(self, "_HTTPClient__session", session)  # noqa: B010

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections in use, after `open`."""
        return cast("aiohttp.ClientSession", getattr(self, "_HTTPClient__session"))  # noqa: B009

    async def request(
        self,
        route: Route,
        *,
        files: Sequence[File] | None = None,  # noqa: ARG002 - the library's signature; the form holds them
        form: Iterable[dict[str, Any]] | None = None,
        **given: Any,
    ) -> Any:
        """Make one request, once.

        Raises:
            Limited: not sent, or not taken; says when to try again.
            HTTPException: refused, with Discord's code; DiscordServerError where it may have been taken.
            aiohttp.ClientError, OSError, asyncio.TimeoutError: the connection failed.

        """
        bucket, exempt = f"{route.key} {route.major_parameters}", route.path.startswith(EXEMPT)
        self._limits.check(bucket, self._now(), exempt=exempt)
        headers = self._headers(exempt=exempt, reason=given.pop("reason", None))
        if "json" in given:
            headers["Content-Type"] = "application/json"
            given["data"] = json.dumps(given.pop("json"), separators=(",", ":"))
        if form:
            given["data"] = _form(form)
        async with self.session.request(route.method, self._address(route), headers=headers, **given) as response:
            data = await _read(response)
        self._limits.note(bucket, self._now(), status=response.status, headers=response.headers)
        if response.status < 300:
            return data
        refusal = refused(response, data)
        if isinstance(refusal, Limited):
            self._limits.halt(bucket, self._now(), limited=refusal)
        raise refusal

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open the gateway at its own address, or at the one given in its stead, also when it names another."""
        address = self._gateway.with_query(URL(url).query) if self._gateway.host else URL(url)
        self._socket = await super().ws_connect(str(address), compress=compress)
        return self._socket

    async def drop(self) -> None:
        """Close the gateway's socket if a connection was given up half-way."""
        if self._socket and not self._socket.closed:
            await self._socket.close()

    def _headers(self, *, exempt: bool, reason: str | None) -> dict[str, str]:
        headers = {"User-Agent": self.user_agent}
        if not exempt:
            headers["Authorization"] = f"Bot {self.token}"
        if reason:
            headers["X-Audit-Log-Reason"] = quote(reason, safe="/ ")
        return headers

    def _address(self, route: Route) -> URL:
        return URL(self._api + route.url.removeprefix(Route.BASE), encoded=True)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def refused(response: aiohttp.ClientResponse, data: Any) -> Exception:
    """Return what a refusal means; a 429 that did not pass Discord's own servers is a ban of our address."""
    if response.status == 429:
        told = isinstance(data, dict) and "Via" in response.headers
        seconds = data["retry_after"] if told else response.headers.get("Retry-After", BANNED)
        return Limited(float(seconds), everywhere=not told or bool(data.get("global")))
    if response.status >= 500:
        return DiscordServerError(response, data)
    kind = {403: Forbidden, 404: NotFound}.get(response.status, HTTPException)
    return kind(response, data)


async def _read(response: aiohttp.ClientResponse) -> Any:
    """Return what stands in the answer; what is no JSON (a proxy's page) as text, nothing as None."""
    text = await response.text(encoding="utf-8", errors="replace")
    try:
        return json.loads(text) if response.content_type == "application/json" and text else text or None
    except ValueError:
        return text


def _form(parts: Iterable[dict[str, Any]]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for each in parts:
        form.add_field(**each)
    return form
