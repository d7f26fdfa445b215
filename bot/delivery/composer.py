"""The composer: a delivery put into words, for a post and for its preview alike."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.calendar import localtime
from bot.calendar.subscription import Format
from bot.chat import Refusal, Reply
from bot.delivery.posting import Unpostable
from bot.discussion import prompt
from bot.library.passage import Passage
from bot.reading import passages
from bot.reading.library import Library
from bot.store.delivery import Delivery
from bot.store.history import History
from bot.text import Block, Kind, Style, Text, join
from bot.wording.wording import Wording


@dataclass(frozen=True, slots=True)
class Composer:
    """Puts deliveries into words."""

    library: Library
    wording: Wording

    async def reply(self, delivery: Delivery, last: date | None = None) -> Reply:
        """Return a delivery as one reply: its date, the passages with their citations, and its question if it has one.

        `last` is the local date on which its first passage was posted there before.

        Raises:
            Unpostable: when the library no longer has what it names.

        """
        try:
            extracts = await self.library.together(delivery.passages)
        except Refusal as refusal:
            raise Unpostable(refusal.message) from refusal
        if not extracts:
            raise Unpostable("delivery-source-empty")
        quoted = join(passages.quoted(each.passages, each.citation) for each in extracts)
        quoted += self.wording.text("daily-last", day=last) if last else Text()
        quoted = veiled(quoted) if delivery.herald.hidden else quoted
        first = extracts[0].first
        taking = passages.taking_along(self.wording, extracts[0].passages, extracts[0].citation)
        text = self._date(delivery) + self._arranged(quoted, first, delivery)
        buttons = (passages.key_buttons(self.wording, first.key), taking)
        title = "; ".join(each.citation for each in extracts)
        return Reply(text, buttons, silent=delivery.silent, title=title, herald=delivery.herald)

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


def veiled(text: Text) -> Text:
    """Return a text whose quotations are shown only to whoever taps them."""
    return Text(tuple(_veiled(each) if each.kind is Kind.QUOTE else each for each in text.blocks))


def _veiled(block: Block) -> Block:
    return replace(block, spans=tuple(replace(each, styles=each.styles | {Style.SPOILER}) for each in block.spans))


async def last_posted(history: History, delivery: Delivery) -> date | None:
    """Return on which local date a delivery's first passage was posted there before; in the first lap it was not."""
    if not (delivery.lap and delivery.passages):
        return None
    moment = await history.posted(delivery.subscription, delivery.passages[0], delivery.due)
    return localtime.today(moment, ZoneInfo(delivery.zone)) if moment else None
