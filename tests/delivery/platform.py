"""A platform that remembers what it was given and answers as it was told; a clock that tests turn by hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.chat import Answer, Notify, Person, Place, Reply
from bot.text import Kind, Text, block

START = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"""07:30 in Berlin on a Monday."""


@dataclass
class Time:
    """A clock whose sleepers pass its time at once, in their order."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


@dataclass
class Platform:
    """An adapter. `answers` are what the next posts meet: an exception to raise, or an id; then ids of its own."""

    platform: str = "telegram"
    answers: list[Exception | str] = field(default_factory=list)
    posts: list[tuple[Place, str, str]] = field(default_factory=list)
    time: Time = field(default_factory=Time)
    times: list[float] = field(default_factory=list)
    whole: bool = False
    """Whether a reply is one message, rather than a message for each of its blocks."""
    forums: set[Place] = field(default_factory=set)
    """Places whose posts carry no nonce."""
    told: list[tuple[Place, str]] = field(default_factory=list)
    """What admins were told."""
    reachable: bool = True
    arrival: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        pass

    async def listen(self, answer: Answer, notify: Notify) -> None:
        await asyncio.Event().wait()

    def split(self, reply: Reply) -> Sequence[Reply]:
        return [reply] if self.whole else [Reply(Text((each,))) for each in reply.text.blocks]

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        answer = self.answers.pop(0) if self.answers else str(len(self.posts) + 1)
        if isinstance(answer, Exception):
            raise answer
        self.posts.append((place, piece.text.plain, nonce))
        self.times.append(self.time())
        async with self.arrival:
            self.arrival.notify_all()
        return answer

    def resendable(self, place: Place) -> bool:
        return self.platform == "discord" and place not in self.forums

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        self.told.append((place, piece.text.plain))
        return self.reachable

    async def may_manage(self, place: Place, person: Person) -> bool:
        return True

    async def reached(self, count: int) -> None:
        """Wait until so many posts have arrived."""
        async with self.arrival:
            await self.arrival.wait_for(lambda: len(self.posts) >= count)

    @property
    def said(self) -> list[str]:
        return [text for _, text, _ in self.posts]


def reply(*lines: str) -> Reply:
    return Reply(Text(tuple(block(Kind.PARAGRAPH, each) for each in lines)))
