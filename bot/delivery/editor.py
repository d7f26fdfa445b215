"""The editor: a delivery as messages, made once for all chats that get the same."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.chat import Adapter, Place, Reply
from bot.delivery.composer import Composer, last_posted
from bot.reading.library import Library
from bot.store.delivery import Delivery
from bot.store.history import History
from bot.wording.wording import Wording

KEPT = 256
"""Posts kept made up, of the newest."""


@dataclass(slots=True)
class Editor:
    """Makes the posts of one platform, whose adapter cuts them to its measure.

    With a `history`, a post says when its passage was posted there last.
    """

    library: Library
    wording: Wording
    adapter: Adapter
    history: History | None = None
    _making: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _made: OrderedDict[object, Sequence[Reply]] = field(default_factory=OrderedDict, init=False)

    async def pieces(self, delivery: Delivery) -> Sequence[Reply]:
        """Return the messages of a delivery.

        Raises:
            Unpostable: when the library no longer has what it names.

        """
        last = await last_posted(self.history, delivery) if self.history else None
        shown = (delivery.format, delivery.language, delivery.silent, delivery.herald)
        same = (delivery.passages, *shown, delivery.day, last)
        async with self._making:  # Many ask for the same at once: the first of them makes it.
            if same not in self._made:
                self._made[same] = await self._split(delivery, last)
                if len(self._made) > KEPT:
                    self._made.popitem(last=False)
            return self._made[same]

    async def _split(self, delivery: Delivery, last: date | None) -> Sequence[Reply]:
        return self.adapter.split(await Composer(self.library, self.wording).reply(delivery, last))

    def warning(self, place: Place, reason: str) -> Reply:
        """Return what an admin is told of a place that gets nothing more: where, why, and what would mend it."""
        where = self.wording.text("gone-told", place=place.title or self.wording.label("gone-place"))
        return Reply(where + self.wording.text(reason) + self.wording.text("gone-after"))
