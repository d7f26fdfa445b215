"""Replacing: what a delivery was to post left the library after it was planned; something else goes in its place."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.calendar import localtime
from bot.chat import Reply
from bot.delivery.decks import Decks
from bot.delivery.editor import Editor
from bot.delivery.posting import Unpostable
from bot.store.delivery import Delivery
from bot.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replacing:
    """Makes the posts of one platform as its editor does, and chooses anew where the library lost a passage."""

    editor: Editor
    store: Store
    decks: Decks

    async def pieces(self, delivery: Delivery) -> Sequence[Reply]:
        """Return the messages of a delivery.

        Where passages are gone, the others of the same post go alone; where all are, what comes next in the order.

        Raises:
            Unpostable: when nothing can be put in their place.

        """
        try:
            return await self.editor.pieces(delivery)
        except Unpostable:
            other = await self._other(delivery)
            if not other:
                raise
            log.info(
                "delivery %d: a passage that it names is no longer in the library; it goes on without", delivery.id
            )
            return await self.editor.pieces(other)

    async def _other(self, delivery: Delivery) -> Delivery | None:
        """Return the delivery with other passages, as the ledger now has it; None where it must stay as it is."""
        if delivery.next_part or delivery.began:  # Something of it stands there, or may.
            return None
        left = await self.decks.present(delivery.passages)
        return await self._kept(delivery, left) if left else await self._next(delivery)

    async def _kept(self, delivery: Delivery, left: tuple[str, ...]) -> Delivery | None:
        if left == delivery.passages:
            return None
        return replace(delivery, passages=left) if await self.store.ledger.exchange(delivery, left) else None

    async def _next(self, delivery: Delivery) -> Delivery | None:
        subscription = await self.store.subscriptions.find(delivery.subscription)
        if not subscription:
            return None
        await self.decks.prepare([subscription.draw])
        day = delivery.day or localtime.today(delivery.due, subscription.clock)
        chosen = self.decks.next(subscription, day)
        if not chosen:
            return None
        keys, cursor = chosen
        taken = await self.store.ledger.exchange(delivery, keys, onward=(subscription.cursor, cursor))
        return replace(delivery, passages=keys, lap=cursor.lap) if taken else None
