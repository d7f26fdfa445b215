"""A platform that remembers everything it ever took, and can end a worker in the very moment it takes something."""

import asyncio
import os
import signal
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web


@dataclass
class Witness:
    """Takes posts over HTTP. With `knows_nonces` a post that comes again is recognised, as Discord does."""

    knows_nonces: bool = False
    taken: list[dict[str, str]] = field(default_factory=list)
    repeated: int = 0
    _runner: web.AppRunner | None = None
    _known: dict[str, str] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/post", self._post)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    @property
    def address(self) -> str:
        assert self._runner
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/post"

    @property
    def doubled(self) -> list[str]:
        """The nonces of parts that readers see more than once."""
        return [nonce for nonce, count in Counter(each["nonce"] for each in self.taken).items() if count > 1]

    def parts(self) -> dict[str, list[int]]:
        """The parts that each chat has seen, in their order."""
        seen: dict[str, list[int]] = defaultdict(list)
        for each in self.taken:
            seen[each["chat"]].append(int(each["part"]))
        return seen

    async def _post(self, request: web.Request) -> web.Response:
        post = await request.json()
        number = self._take(post)
        if post.get("kill"):
            os.kill(int(post["kill"]), signal.SIGKILL)
            await asyncio.sleep(0.05)
        return web.json_response({"id": number})

    def _take(self, post: dict[str, str]) -> str:
        if self.knows_nonces and post["nonce"] in self._known:
            self.repeated += 1
            return self._known[post["nonce"]]
        self.taken.append(post)
        self._known[post["nonce"]] = str(len(self.taken))
        return str(len(self.taken))
