"""A wire to a server that can be cut and mended: what goes over it meanwhile is lost, as from a machine unplugged."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Relay:
    """Listens on a port of its own and passes everything on to `host` and `port`."""

    host: str
    port: int
    _whole: bool = True
    _server: asyncio.Server | None = None
    _wires: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server
        self._server.close()
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def address(self) -> str:
        assert self._server
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"{host}:{port}"

    def cut(self) -> None:
        """End every connection and take no new one."""
        self._whole = False
        for each in self._wires:
            each.transport.abort()

    def mend(self) -> None:
        self._whole = True

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._whole:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection(self.host, self.port)
        self._wires |= {writer, back}
        for source, sink in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._pass(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while some := await source.read(65536):
                sink.write(some)
                await sink.drain()
        sink.transport.abort()
        self._wires.discard(sink)
