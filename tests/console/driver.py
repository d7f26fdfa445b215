"""The conversation suite's driver for the console: lines typed into it, what it prints read back."""

import asyncio
import contextlib
import io
import queue
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console as Screen

from adapters.console.console import Console
from tests.conversations.core import talking
from tests.conversations.driver import Shown
from tests.conversations.suite import GROUP, REPLY

BUTTON = re.compile(r"\[(\d+)\] ?((?:(?! \[|  ).)*)")


class Lines(io.TextIOBase):
    """An input that waits for its lines, and knows when the next one is wanted."""

    def __init__(self):
        self.typed = queue.Queue()
        self.wanted = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def readline(self, _size=-1):
        self.loop.call_soon_threadsafe(self.wanted.set)
        return self.typed.get()

    async def type(self, line):
        await self.wanted.wait()
        self.wanted.clear()
        self.typed.put(line + "\n")
        await self.wanted.wait()


@dataclass
class ConsoleChat:
    lines: Lines
    printed: io.StringIO
    keys: dict[str, str]

    async def command(self, name, line=""):
        return await self.type(f"/{name} {line}".strip())

    async def message(self, text):
        return await self.type(text)

    async def press(self, label):
        return await self.type(self.keys[label])

    async def type(self, line):
        start = self.printed.tell()
        await self.lines.type(line)
        rows = self.printed.getvalue()[start:].rstrip().splitlines()
        labels = rows.pop() if rows and re.match(r"\[\d+\]", rows[-1]) else ""
        self.keys = {label.strip() or number: number for number, label in BUTTON.findall(labels)}
        text = "\n".join(re.sub(r"^(│ |  — |• )|\[-|-\]|\{\+|\+\}", "", each) for each in rows)
        return Shown(text, tuple(self.keys))


@dataclass(frozen=True)
class Terminal:
    index: Path
    lacks = frozenset({GROUP, REPLY})

    @contextlib.asynccontextmanager
    async def open(self, *, private: bool, admin: bool) -> AsyncIterator[ConsoleChat]:
        lines, printed = Lines(), io.StringIO()
        async with talking(self.index) as conversation:
            console = Console(conversation.commands, source=lines, out=Screen(file=printed))
            listening = asyncio.create_task(console.listen(conversation.answer, conversation.notify))
            try:
                yield ConsoleChat(lines, printed, {})
            finally:
                lines.typed.put("")
                await listening
