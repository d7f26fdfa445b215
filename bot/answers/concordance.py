"""A concordance as a reply: the words of a search in their contexts, a line each, and where those lines stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.answers import results
from bot.answers.packs import named
from bot.chat import Button, Refusal, Reply, Request
from bot.lookup.concordance import Concordance, Context, Turn, aligned
from bot.lookup.grammar import read
from bot.reading.library import Library
from bot.text import Kind, Text, block, join
from bot.wording.wording import Wording

LINES = 10
"""Contexts a page."""
LEFT, RIGHT = 13, 21
"""Columns before a word and from it on: beside its number a line fits a phone."""
ROW = 5
"""Buttons in a row."""


@dataclass(frozen=True, slots=True)
class Concordances:
    """Answers with contexts."""

    wording: Wording
    library: Library

    async def concordance(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with the first page."""
        query = results.cut(arguments.get("words", "") or request.replied)
        if not read(query).wanted:
            raise Refusal("concordance-what", example=await self.library.example("find"))
        return await self._page(query, Turn(), await named(self.library, arguments))

    async def lines(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a button with another page in place of the one it sits on."""
        query = results.cut(arguments["query"])
        return replace(await self._page(query, _turn(arguments["turn"]), arguments.get("pack", "")), edit=True)

    async def _page(self, query: str, turn: Turn, pack: str) -> Reply:
        found = await self.library.concordance(query, pack=pack, limit=LINES, turn=turn)
        if not found.lines:
            nothing = await self.library.find(query, pack=pack, limit=results.PAGE)
            return results.page(self.wording, nothing, query, offset=0, pack=pack)
        head = self.wording.text("found", passages=found.passages, works=found.works, query=query)
        text = head + _block(found.contexts) + self._places(found) + self.wording.text("found-all")
        return Reply(text, self._buttons(found, query, pack))

    def _places(self, found: Concordance) -> Text:
        """Return where the lines stand, those of one work together."""
        first, places = 1, []
        for each in found.lines:
            last = first + len(each.contexts) - 1
            numbers = f"{first}" if first == last else f"{first}–{last}"
            places.append(self.wording.text("concordance-place", numbers=numbers, citation=each.citation))
            first = last + 1
        return join(places)

    def _buttons(self, found: Concordance, query: str, pack: str) -> tuple[tuple[Button, ...], ...]:
        opening = iter(
            Button(str(number), "passage", (each.passage.key,)) for number, each in enumerate(found.contexts, start=1)
        )
        rows = [tuple(islice(opening, ROW)) for _row in range(0, len(found.contexts), ROW)]
        turns = (("button-back", found.before), ("button-more", found.after))
        turning = [Button(self.wording.label(label), "lines", (_written(to), query, pack)) for label, to in turns if to]
        over_time = Button(self.wording.label("button-frequency"), "frequency", (query, pack))
        return (*rows, (*turning, over_time))


def _block(contexts: Sequence[Context]) -> Text:
    lines = aligned(contexts, left=LEFT, right=RIGHT)
    return Text((block(Kind.CODE, "\n".join(f"{at:<2} {line}" for at, line in enumerate(lines, start=1))),))


def _written(turn: Turn) -> str:
    return f"{turn.passage}.{turn.occurrence}"


def _turn(written: str) -> Turn:
    passage, _, occurrence = written.partition(".")
    return Turn(*(int(each) if each.isdecimal() else 0 for each in (passage, occurrence)))
