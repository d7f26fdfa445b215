"""Discussing: a passage with one open question."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers import results
from bot.chat import Button, Refusal, Reply, Request
from bot.discussion import prompt
from bot.library.source import Source
from bot.reading import passages
from bot.reading.library import Extract, Library
from bot.text import Text
from bot.wording.wording import Wording

TRIES = 12
"""How often a passage is drawn in the hope of one that brings its own question."""


@dataclass(frozen=True, slots=True)
class Discussions:
    """Answers that open a conversation."""

    wording: Wording
    library: Library

    async def discuss(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with a passage and its question: on a topic, at a reference, about some words, or any."""
        topic = arguments.get("topic", "").strip()
        extract = await self._about(topic) if topic else await self._any(Source())
        if not extract:
            raise Refusal("discuss-nothing", topic=results.cut(topic)) if topic else Refusal("library-empty")
        return self._asked(extract, 0)

    async def question(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a button with the same passage and another question."""
        number = arguments.get("number", "")
        extract = await self.library.passage(arguments["passage"])
        return self._asked(extract, int(number) if number.isdecimal() else 0, edit=True)

    async def _about(self, topic: str) -> Extract | None:
        known = {each.casefold(): each for each in await self.library.topics()}
        if topic.casefold() in known:
            return await self._any(Source(topic=known[topic.casefold()]))
        named = await self.library.named(topic)
        if named:
            return named
        found = await self.library.find(results.cut(topic), limit=1)
        return await self.library.passage(found.hits[0].passage.key) if found.hits else None

    async def _any(self, source: Source) -> Extract | None:
        for _try in range(TRIES):
            extract = await self.library.random(source)
            if not extract or prompt.own(extract.first):
                break
        return extract

    def _asked(self, extract: Extract, turn: int, *, edit: bool = False) -> Reply:
        key = extract.first.key
        another = Button(self.wording.label("button-another"), "question", (key, str(turn + 1)))
        context = Button(self.wording.label("button-context"), "context", (key,))
        text = passages.quoted(extract.passages, extract.citation) + self._question(extract, turn)
        back = Button(self.wording.label("button-passage"), "turn", (key,))
        taking = passages.taking_along(self.wording, extract.passages, extract.citation)
        return Reply(text, ((another, context, back), taking), edit=edit)

    def _question(self, extract: Extract, turn: int) -> Text:
        picked = prompt.pick(extract.first, turn)
        words = self.wording.text(picked.message) if picked.message else picked.words
        return self.wording.text("discuss-question", question=words)
