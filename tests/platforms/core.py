"""What stands in for the core, and for sleeping, in the tests of the adapters."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chat import Button, Notice, Picture, Reply, Request
from bot.text import Kind, Text, block


def said(words: str, kind: Kind = Kind.PARAGRAPH) -> Text:
    return Text((block(kind, words),))


PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
"""What is taken for a picture."""


def pictured(words: str, **given: object) -> Reply:
    """A reply with a picture."""
    picture = Picture(PNG, "Two bars", said("one ██\ntwo █"))
    return Reply(said(words) if words else Text(), picture=picture, **given)


def buttons(*labels: str) -> tuple[tuple[Button, ...], ...]:
    return (tuple(Button(each, "page", (each.lower(),)) for each in labels),)


async def unused(request: Request, arguments: object) -> Reply:
    raise AssertionError("the adapter never calls a handler itself")


@dataclass
class Core:
    """Remembers what it is asked, and says what a test wants it to say; `changed` hears of every request."""

    reply: Callable[[Request], Reply | Awaitable[Reply]] = lambda request: Reply(said(f"You asked: {request.text}"))
    greeting: Reply = field(default_factory=Reply)
    asked: list[Request] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    changed: Callable[[], None] = lambda: None

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        self.changed()
        reply = self.reply(request)
        return reply if isinstance(reply, Reply) else await reply

    async def notify(self, notice: Notice) -> Reply:
        self.told.append(notice)
        self.changed()
        return self.greeting


class Naps:
    """Instead of sleeping: remembers for how long it should have, and lets others run."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.third = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) == 3:
            self.third.set()
        await asyncio.sleep(0)
