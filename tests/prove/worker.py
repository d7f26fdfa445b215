"""A process that plans and sends until all is done, or until it is killed at the step it was told.

It dies by SIGKILL when it reaches its step for the given time.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import aiohttp

from bot.chat import Ambiguous, Answer, Notify, Person, Place, Reply
from bot.delivery.carrier import Carrier
from bot.delivery.conduct import conduct
from bot.delivery.decks import Decks
from bot.delivery.pace import Limits, Pace
from bot.delivery.planner import Planner
from bot.delivery.posting import Posting
from bot.delivery.sender import Sender
from bot.library.source import Source
from bot.store.delivery import Delivery, State
from bot.store.ledger import Ledger
from bot.store.store import Store
from bot.text import Kind, Text, block

STEPS = (
    "planning",
    "planned",
    "before-claim",
    "after-claim",
    "accepted",
    "before-commit",
    "between-parts",
    "committed",
)
KEYS = [f"key{number}" for number in range(500)]


def parts(delivery: Delivery) -> int:
    """How many messages a delivery takes: every third one takes three."""
    return 3 if delivery.subscription % 3 == 0 else 1


@dataclass
class Fate:
    """When to die."""

    step: str
    count: int

    def reaches(self, step: str) -> bool:
        if step != self.step:
            return False
        self.count -= 1
        return self.count == 0

    def meet(self, step: str) -> None:
        if self.reaches(step):
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Remote:
    """An adapter to the witness."""

    platform: str
    address: str
    fate: Fate
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.session.close()

    async def listen(self, answer: Answer, notify: Notify) -> None:
        await asyncio.Event().wait()

    def split(self, reply: Reply) -> Sequence[Reply]:
        return [reply]

    def resendable(self, place: Place) -> bool:
        return self.platform == "discord"

    async def tell_admin(self, place: Place, piece: Reply, nonce: str) -> bool:
        return False

    async def may_manage(self, place: Place, person: Person) -> bool:
        return True

    async def post(self, place: Place, piece: Reply, nonce: str) -> str:
        told = {"chat": place.chat, "part": piece.text.plain, "nonce": nonce}
        if self.fate.reaches("accepted"):
            told["kill"] = str(os.getpid())
        try:
            async with self.session.post(self.address, json=told) as answer:
                number = str((await answer.json())["id"])
        except aiohttp.ClientError as error:
            raise Ambiguous(str(error), resendable=self.platform == "discord") from error
        self.fate.meet("before-commit")
        return number


class Watched(Ledger):
    """A ledger whose steps are met by fate."""

    fate: Fate

    async def begin(self, delivery: Delivery, seat: str, now: datetime) -> bool:
        self.fate.meet("before-claim")
        begun = await super().begin(delivery, seat, now)
        self.fate.meet("after-claim")
        return begun

    async def part_sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        await super().part_sent(delivery, message, now)
        self.fate.meet("between-parts")

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        await super().sent(delivery, message, now)
        self.fate.meet("committed")


class Shelf:
    generation = 1

    def keys(self, _source: Source, *, postable: bool = False) -> Sequence[str]:
        return KEYS


class Desk:
    shelf = Shelf()

    async def ask(self, question: Any) -> Any:
        return question(self)


async def pieces(delivery: Delivery) -> Sequence[Reply]:
    return [Reply(Text((block(Kind.PARAGRAPH, str(part)),))) for part in range(parts(delivery))]


async def work(url: str, address: str, platform: str, fate: Fate) -> None:
    async with Store.open(url) as store, Remote(platform, address, fate) as remote:
        ledger = Watched(store.database)
        ledger.fate = fate
        store.ledger = ledger
        rules = conduct(platform)
        pace = Pace(Limits(rules.limits.rate, ()))
        posting = Posting(ledger, remote, pieces, rules, pace, lambda: datetime.now(UTC), seat=platform)
        planner = Dying(store, Decks(Desk()), timedelta(hours=6), batch=7)
        planner.fate = fate
        sender = Sender(store, posting) if store.database.is_sqlite else Carrier(store, posting)
        sending = asyncio.create_task(sender.run())
        await finished(store, planner, sender)
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending


async def finished(store: Store, planner: "Dying", sender: Sender | Carrier) -> None:
    """Tick until nothing is due, queued or being sent."""
    while True:
        if not store.database.is_sqlite:
            await store.chunks.gather(datetime.now(UTC))
        if await planner.tick(datetime.now(UTC)):
            sender.wake()
        counts = await store.ledger.counts()
        if not counts.get(State.QUEUED) and not counts.get(State.SENDING):
            return
        await asyncio.sleep(0.02)


class Dying(Planner):
    """A planner that fate may meet inside its transaction, and after it."""

    fate: Fate

    def _plan(self, *given: Any) -> Any:
        self.fate.meet("planning")
        return super()._plan(*given)

    async def tick(self, now: datetime) -> int:
        made = await super().tick(now)
        if made:
            self.fate.meet("planned")
        return made


def live(url: str, address: str, platform: str, step: str, count: int) -> None:
    """One life of a worker."""
    asyncio.run(work(url, address, platform, Fate(step, count)))
