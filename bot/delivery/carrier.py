"""The carrier: sends what the engine hands over in chunks, beside other processes that do the same."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.delivery.posting import Posting
from bot.delivery.seated import seated, settle
from bot.store.delivery import Delivery
from bot.store.seats import Seat
from bot.store.store import Store

log = logging.getLogger(__name__)

HANDFUL = 50
"""Deliveries in hand at once: enough to keep the pace, few enough to lose none of it when the process dies."""
LOOK = 2.0
"""Seconds between two looks at the seat and at what others left behind."""
SEATS = 16
"""The most processes that send together for one token."""


def seats(platform: str, *, shared: bool) -> Sequence[str]:
    """Return the seats of a platform: one, or as many as may send together."""
    more = SEATS if shared else 1
    return tuple(f"{platform}-{number}" if number else platform for number in range(more))


@dataclass(slots=True)
class Carrier:
    """Sends for one platform until it is cancelled, and lets come to an end what was begun.

    One process at a time does, unless the operator pays for more than one can send.
    """

    store: Store
    posting: Posting
    _seated: bool = field(default=False, init=False)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HANDFUL), init=False)
    _hand: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    @property
    def platform(self) -> str:
        """The platform it sends for."""
        return self.posting.adapter.platform

    @property
    def seated(self) -> bool:
        """Whether this process is one that sends."""
        return self._seated

    def wake(self) -> None:
        """Do nothing: the engine announces what is new."""

    async def run(self) -> None:
        """Send until cancelled."""
        names = seats(self.platform, shared=self.posting.conduct.paid)
        await seated(self.store, self.platform, names, self._serve)

    async def _serve(self, seat: Seat) -> None:
        self.posting.seat = seat.name
        self._seated, stop = True, asyncio.Event()
        await settle(self.store, self.posting, seat.name)
        if not self.posting.conduct.paid:  # Nobody else can be alive; otherwise the engine knows who is.
            await self.store.chunks.take_over(self.platform)
        serving = asyncio.create_task(self.store.engine.serve(self.platform, self._carry, stop))
        try:
            while not serving.done() and await seat.held():
                await self._settle_others()
                await asyncio.wait([serving], timeout=LOOK)
            if serving.done():
                serving.result()
        finally:
            self._seated = False
            stop.set()
            await self._finish()
            await asyncio.wait([serving])

    async def _carry(self, chunk: int) -> None:
        """Post what the ledger still has of a chunk; what could not be posted now is let go of."""
        held, late = await self.store.chunks.held(chunk, self.posting.now())
        if late:
            log.warning("%s: %d deliveries were too late and are skipped", self.platform, late)
        hand = [asyncio.create_task(self._one(each)) for each in held]
        self._hand.update(hand)
        try:
            await asyncio.gather(*hand, return_exceptions=True)
        finally:
            self._hand.difference_update(hand)
        await self.store.chunks.loosen(chunk)

    async def _one(self, delivery: Delivery) -> None:
        async with self._room:
            await self.posting.carry(delivery)

    async def _settle_others(self) -> None:
        """Settle what processes left behind that died and whose seat nobody has taken since."""
        for name in await self.store.ledger.left_by(self.platform):
            async with self.store.seats.take(name) as free:
                if free:
                    await settle(self.store, self.posting, name)

    async def _finish(self) -> None:
        """Let go of what still waits for its turn; what was given to the platform comes to its end (see Posting)."""
        hand = list(self._hand)
        for task in hand:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*hand, return_exceptions=True)
        await self.posting.landed()
