"""The editor: a delivery as messages, made once for all chats that get the same."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.calendar.subscription import Format
from bot.chat import Adapter, Place, Refusal, Reply
from bot.delivery.posting import Unpostable
from bot.discussion import prompt
from bot.library.passage import Passage
from bot.reading import passages
from bot.reading.library import Library
from bot.store.delivery import Delivery
from bot.text import Text, join
from bot.wording.wording import Wording

KEPT = 256
"""Posts kept made up, of the newest."""


@dataclass(slots=True)
class Editor:
    """Makes the posts of one platform, whose adapter cuts them to its measure."""

    library: Library
    wording: Wording
    adapter: Adapter
    _making: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _made: OrderedDict[object, Sequence[Reply]] = field(default_factory=OrderedDict, init=False)

    async def pieces(self, delivery: Delivery) -> Sequence[Reply]:
        """Return the messages of a delivery.

        Raises:
            Unpostable: when the library no longer has what it names.

        """
        same = (delivery.passages, delivery.format, delivery.language, delivery.silent, delivery.day)
        async with self._making:  # Many ask for the same at once: the first of them makes it.
            if same not in self._made:
                self._made[same] = self.adapter.split(await self.reply(delivery))
                if len(self._made) > KEPT:
                    self._made.popitem(last=False)
            return self._made[same]

    async def reply(self, delivery: Delivery) -> Reply:
        """Return a delivery as one reply: its date, the passages with their citations, and its question if it has one.

        Raises:
            Unpostable: when the library no longer has what it names.

        """
        try:
            extracts = [await self.library.passage(key) for key in delivery.passages]
        except Refusal as refusal:
            raise Unpostable(refusal.message) from refusal
        if not extracts:
            raise Unpostable("delivery-source-empty")
        quoted = join(passages.quoted(each.passages, each.citation) for each in extracts)
        first = extracts[0].first
        text = self._date(delivery) + self._arranged(quoted, first, delivery)
        return Reply(text, (passages.key_buttons(self.wording, first.key),), silent=delivery.silent)

    def warning(self, place: Place, reason: str) -> Reply:
        """Return what an admin is told of a place that gets nothing more: where, why, and what would mend it."""
        where = self.wording.text("gone-told", place=place.title or self.wording.label("gone-place"))
        return Reply(where + self.wording.text(reason) + self.wording.text("gone-after"))

    def _date(self, delivery: Delivery) -> Text:
        return self.wording.text("daily-date", day=delivery.day) if delivery.day else Text()

    def _arranged(self, quoted: Text, passage: Passage, delivery: Delivery) -> Text:
        if delivery.format is Format.PASSAGE:
            return quoted
        turn = delivery.day.toordinal() if delivery.day else 0
        picked = prompt.pick(passage, turn)
        words = self.wording.text(picked.message) if picked.message else picked.words
        question = self.wording.text("discuss-question", question=words)
        return question + quoted if delivery.format is Format.PROMPT_FIRST else quoted + question
