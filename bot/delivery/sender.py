"""The sender: takes what is ready from the ledger to one platform, while it holds that platform's seat."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from functools import partial

from bot.delivery.posting import Posting
from bot.delivery.seated import seated, settle
from bot.store.delivery import Delivery
from bot.store.seats import Seat
from bot.store.store import Store

log = logging.getLogger(__name__)

HANDFUL = 50
"""Deliveries in hand at once: enough to keep the pace, few enough to lose none of it when the process dies."""
LOOK = 1.0
"""Seconds between two looks at the ledger when nobody wakes the sender."""


@dataclass(slots=True)
class Sender:
    """Sends for one platform. `run` goes on until it is cancelled, and lets come to an end what was begun."""

    store: Store
    posting: Posting
    _seated: bool = field(default=False, init=False)
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _hand: dict[int, asyncio.Task[None]] = field(default_factory=dict, init=False)

    @property
    def platform(self) -> str:
        """The platform it sends for."""
        return self.posting.adapter.platform

    @property
    def seated(self) -> bool:
        """Whether this process is the one that sends."""
        return self._seated

    def wake(self) -> None:
        """Look at the ledger at once: something was queued."""
        self._woken.set()

    async def run(self) -> None:
        """Send until cancelled. While another process holds the seat, wait for it to end."""
        await seated(self.store, self.platform, (self.platform,), self._serve)

    async def drain(self) -> int:
        """Send what is ready now, in rounds until nothing is, and return how many deliveries were taken up."""
        taken = 0
        while ready := await self._ready():
            taken += len(ready)
            await asyncio.gather(*(self.posting.carry(each) for each in ready))
        return taken

    async def settle(self) -> None:
        """Settle what the last holder of the seat left between the platform and the ledger."""
        await settle(self.store, self.posting, self.posting.seat)

    async def _serve(self, seat: Seat) -> None:
        self.posting.seat = seat.name
        self._seated = True
        try:
            await self.settle()
            while await seat.held():
                await self._refill()
                await self._pause()
        finally:
            self._seated = False
            await self._finish()

    async def _refill(self) -> None:
        if len(self._hand) > HANDFUL // 2:
            return
        for each in await self._ready():
            task = asyncio.create_task(self.posting.carry(each))
            self._hand[each.id] = task
            task.add_done_callback(partial(self._done, each.id))

    async def _ready(self) -> list[Delivery]:
        """Return what may be posted now and is not in hand yet; what came too late is skipped first."""
        now = self.posting.now()
        late = await self.store.ledger.expire(self.platform, now)
        if late:
            log.warning("%s: %d deliveries were too late and are skipped", self.platform, late)
        ready = await self.store.ledger.ready(self.platform, now, HANDFUL + len(self._hand))
        return [each for each in ready if each.id not in self._hand][:HANDFUL]

    def _done(self, number: int, _task: object) -> None:
        del self._hand[number]
        if len(self._hand) <= HANDFUL // 2:
            self._woken.set()

    async def _pause(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK):  # wait_for would let a stop pass that comes together with a wake.
                await self._woken.wait()
        self._woken.clear()

    async def _finish(self) -> None:
        """Let go of what still waits for its turn; what was given to the platform comes to its end (see Posting)."""
        hand = list(self._hand.values())
        for task in hand:
            task.cancel()
        await asyncio.gather(*hand, return_exceptions=True)
        await self.posting.landed()
