"""A platform made of paper: what is posted becomes a line in a file, which outlives whoever wrote it."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.chat import Answer, Notify, Person, Place, Reply
from bot.store.delivery import Delivery
from bot.text import Kind, Text, block

TAKES = 0.002
"""Seconds that a post takes, about as long as a platform nearby."""


def write(path: Path, line: str) -> None:
    """Append a line, whole even when several processes write."""
    page = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(page, f"{line}\n".encode())
    finally:
        os.close(page)


def lines(path: Path) -> list[str]:
    """Return what was written."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


async def pieces(_: Delivery) -> Sequence[Reply]:
    """Return the messages of any delivery: one."""
    return [Reply(Text((block(Kind.PARAGRAPH, "A passage of the day."),)))]


@dataclass
class Paper:
    """An adapter to it."""

    path: Path
    platform: str = "telegram"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        """Nothing is open."""

    async def listen(self, answer: Answer, notify: Notify) -> None:
        """Hear nothing."""
        del answer, notify
        await asyncio.Event().wait()

    def split(self, reply: Reply) -> Sequence[Reply]:
        """Return the reply as one piece."""
        return [reply]

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        """Write down where something was posted."""
        del piece
        await asyncio.sleep(TAKES)
        write(self.path, place.chat)
        return nonce

    def resendable(self, place: Place) -> bool:
        """Return false, as Telegram would."""
        del place
        return False

    async def may_manage(self, place: Place, person: Person) -> bool:
        """Return true."""
        del place, person
        return True

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        """Return false: nobody reads it."""
        del place, piece, nonce
        return False
