"""A posting: one delivery carried to its platform, part by part, every step of it in the ledger first."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.calendar.subscription import Standing
from bot.chat import Adapter, Ambiguous, Gone, Place, Reply, TryLater
from bot.delivery.conduct import Conduct
from bot.delivery.nonce import nonce
from bot.delivery.pace import Pace
from bot.store.delivery import Delivery, State
from bot.store.ledger import Ledger
from bot.store.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that a delivery may wait in memory for its place; for longer it goes back to the ledger."""
LANDING = 20.0
"""Seconds that an ordered stop waits for answers of the platform."""
TRIES = 6
"""How often a part is given to a platform that does not say whether it took it."""
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0

Pieces = Callable[[Delivery], Awaitable[Sequence[Reply]]]
"""Returns the messages of a delivery.

Raises:
    Unpostable: when it cannot be made.

"""


class Unpostable(Exception):  # noqa: N818 - the domain's word
    """A delivery that cannot be made; `reason` names why, as a message of the catalogue."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Posting:
    """Posts deliveries on one platform. `now` tells aware UTC."""

    ledger: Ledger
    adapter: Adapter
    pieces: Pieces
    conduct: Conduct
    pace: Pace
    now: Callable[[], datetime]
    seat: str = ""
    warning: Callable[[Place, str], Reply] | None = None
    """Words for an admin of a place that gets nothing more, for the reason of that name."""
    _turns: dict[Place, asyncio.Lock] = field(default_factory=dict, init=False)
    _flights: set[asyncio.Task[Delivery | None]] = field(default_factory=set, init=False)

    async def carry(self, delivery: Delivery) -> None:
        """Post what is left of a delivery, or commit why not. One place gets one delivery at a time."""
        turn = self._turns.setdefault(delivery.place, asyncio.Lock())
        try:
            async with turn:
                await self._carry(delivery)
        except DatabaseTrouble as trouble:
            # Nothing was begun that is not in the ledger; the sender comes back to it.
            log.warning("delivery %d waits: %s", delivery.id, trouble)
        finally:
            if not turn.locked():
                self._turns.pop(delivery.place, None)

    def resendable(self, delivery: Delivery) -> bool:
        """Return whether its part in hand, which may have arrived, can be posted again without standing there twice.

        A part that began later than now, by a clock that was put back since, may be of any age.
        """
        resend = self.conduct.resend
        if not resend or not delivery.began or resend == timedelta.max:
            return resend == timedelta.max
        return self.adapter.resendable(delivery.place) and timedelta() <= self.now() - delivery.began < resend

    async def landed(self) -> None:
        """Wait until everything that was given to the platform is answered and written down."""
        if self._flights:
            await asyncio.wait(self._flights, timeout=LANDING)

    async def _carry(self, delivery: Delivery) -> None:
        if not await self._worth_trying(delivery):
            return
        pieces = await self._made(delivery)
        going: Delivery | None = delivery if pieces else None
        while going:
            going = await self._part(going, pieces)

    async def _worth_trying(self, delivery: Delivery) -> bool:
        """Return whether it may be posted now; otherwise it has been put off or closed."""
        if delivery.began and not self.resendable(delivery):
            await self.ledger.close(delivery, State.UNKNOWN, delivery.error or "delivery-cut-off", self.now())
            return False
        delay = self.pace.delay(delivery.place)
        if delay > PATIENCE:
            until = self.now() + timedelta(seconds=delay)
            await self.ledger.put_off(delivery, until, delivery.error, arrived=None)
        return delay <= PATIENCE

    async def _made(self, delivery: Delivery) -> Sequence[Reply]:
        """Return its messages; none when it cannot be made, which is committed."""
        try:
            return await self.pieces(delivery)
        except Unpostable as error:
            log.warning("delivery %d is not posted: a passage that it names is no longer in the library", delivery.id)
            await self.ledger.close(delivery, State.FAILED, error.reason, self.now())
        except Exception:  # The boundary: one delivery's bug must not hold up the others.
            log.exception("delivery %d could not be made", delivery.id)
            await self.ledger.close(delivery, State.FAILED, "delivery-bug", self.now())
        return ()

    async def _part(self, delivery: Delivery, pieces: Sequence[Reply]) -> Delivery | None:
        """Give the next part to the platform and commit what came of it; return the delivery while more is to come."""
        started = await self._turned(delivery)
        if not started:
            return None
        flight = asyncio.create_task(self._flown(delivery, started, pieces))
        self._flights.add(flight)
        flight.add_done_callback(self._flights.discard)
        return await asyncio.shield(flight)

    async def _turned(self, delivery: Delivery) -> datetime | None:
        """Wait for its turn and return when it began; None when it is no longer to be posted."""
        begins, started = False, self.now()
        try:
            async with self.pace.turn(delivery.place):
                started = self.now()
                begins = not _too_late(delivery, started) and await self._begun(delivery, started)
        except asyncio.CancelledError:
            if begins:  # It still waited for its turn, and nothing was posted.
                await self._surely(lambda: self.ledger.take_back(delivery))
            raise
        return started if begins else None

    async def _begun(self, delivery: Delivery, started: datetime) -> bool:
        try:
            return await self.ledger.begin(delivery, self.seat, started)
        except DatabaseTrouble:
            # It may have been committed all the same, and nothing was posted: take it back.
            await self._surely(lambda: self.ledger.take_back(delivery))
            raise

    async def _flown(self, delivery: Delivery, started: datetime, pieces: Sequence[Reply]) -> Delivery | None:
        """Post one part, unless the platform has asked everyone to wait while its beginning was written down."""
        if self.pace.halted():
            await self._surely(lambda: self.ledger.take_back(delivery))
            return None
        begun = replace(delivery, attempt=delivery.attempt + 1, began=delivery.began or started)
        return await self._given(begun, pieces)

    async def _given(self, delivery: Delivery, pieces: Sequence[Reply]) -> Delivery | None:
        """Post one part; from here on nothing may stop it half-way but the end of the process."""
        try:
            message = await self.adapter.post(delivery.place, _next(delivery, pieces), nonce(delivery))
        except (Gone, TryLater, Ambiguous) as refusal:
            await self._surely(partial(self._refused, delivery, refusal))
            return None
        except Exception:  # The boundary: one delivery's bug must not hold up the others.
            log.exception("delivery %d: the platform's answer was not understood", delivery.id)
            await self._surely(lambda: self.ledger.close(delivery, State.UNKNOWN, "delivery-bug", self.now()))
            return None
        finally:
            self.pace.posted(delivery.place)
        return await self._arrived(delivery, message, last=delivery.next_part + 1 >= len(pieces))

    async def _arrived(self, delivery: Delivery, message: str, *, last: bool) -> Delivery | None:
        if last:
            await self._surely(lambda: self.ledger.sent(delivery, message, self.now()))
            return None
        await self._surely(lambda: self.ledger.part_sent(delivery, message, self.now()))
        part = delivery.next_part + 1
        return replace(delivery, next_part=part, began=None, message_ids=(*delivery.message_ids, message))

    async def _refused(self, delivery: Delivery, refusal: Gone | TryLater | Ambiguous) -> None:
        if isinstance(refusal, Gone):
            await self._gone(delivery, refusal)
        elif isinstance(refusal, TryLater):
            await self._later(delivery, refusal)
        else:
            await self._ambiguous(delivery, refusal)

    async def _gone(self, delivery: Delivery, gone: Gone) -> None:
        if gone.to:
            log.info("%s chat %s moved to %s", delivery.place.platform, delivery.place.chat, gone.to)
            await self.ledger.follow(delivery, gone.to)
            return
        standing = Standing.PAUSED if gone.mendable else Standing.ENDED
        told = await self.ledger.gone(delivery, gone.reason, self.now(), standing=standing, detail=gone.detail)
        if told:
            await self._tell(delivery, gone.reason, f"{len(told)} subscriptions {standing}")

    async def _tell(self, delivery: Delivery, reason: str, done: str) -> None:
        """Tell an admin, once, what would mend it, and the operator the same with what became of it."""
        place = delivery.place
        words = self.warning(place, reason) if self.warning else Reply()
        heard = bool(words.text) and await self.adapter.tell_admin(place, words, nonce(delivery, reason))
        who = "an admin was told" if heard else "no admin could be told; /why and /subscriptions there say it"
        named = " ".join(filter(None, (place.platform, "chat", place.chat, place.thread)))
        log.warning("%s: %s; %s (%s)", named, done, who, words.text.plain.replace("\n", " ") or reason)

    async def _later(self, delivery: Delivery, later: TryLater) -> None:
        until = self.now() + timedelta(seconds=later.seconds)
        if later.everywhere:
            log.warning("%s asks everyone to wait %g s", delivery.place.platform, later.seconds)
            self.pace.halt(later.seconds)
        else:
            self.pace.hold(delivery.place, later.seconds)
        await self.ledger.put_off(delivery, until, later.detail)

    async def _ambiguous(self, delivery: Delivery, doubt: Ambiguous) -> None:
        always = self.conduct.resend == timedelta.max
        if self.conduct.resend and (doubt.resendable or always) and delivery.attempt < TRIES:
            pause = min(FIRST_PAUSE * 2 ** (delivery.attempt - 1), LONGEST_PAUSE)
            until = self.now() + timedelta(seconds=pause)
            await self.ledger.put_off(delivery, until, doubt.detail, arrived=None)
            return
        await self.ledger.close(delivery, State.UNKNOWN, doubt.detail, self.now())

    async def _surely(self, step: Callable[[], Awaitable[None]]) -> None:
        """Commit a step, however long the database is away: what was posted must not be forgotten."""
        pause = 0.1
        while True:
            try:
                return await step()
            except DatabaseTrouble as trouble:
                log.warning("a posting waits to be written down: %s", trouble)
                await self.pace.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE / 2)


def _next(delivery: Delivery, pieces: Sequence[Reply]) -> Reply:
    """Return the part that is posted next, with what it goes on with."""
    piece, before = pieces[delivery.next_part], delivery.message_ids
    return replace(piece, after=before[0]) if before else piece


def _too_late(delivery: Delivery, now: datetime) -> bool:
    """Return whether it waited in memory beyond its deadline; what was begun is posted to its end."""
    return now > delivery.deadline and not delivery.began and not delivery.next_part
