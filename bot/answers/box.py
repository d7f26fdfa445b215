"""The one box: whatever is remembered, tried as a reference, then as a quotation, then as words to search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

import regex

from bot.answers import results, tongue
from bot.answers.verdict import judged
from bot.chat import Refusal, Reply, Request
from bot.lookup.finding import Finding, Verdict
from bot.reading.library import Extract, Library
from bot.wording.wording import Wording

WORD = regex.compile(r"\p{Ideographic}|[\p{L}\p{M}\p{N}]+")
QUOTATION = 3
"""Words from which a message may be a quotation; fewer are searched."""
REFERENCE_LONGEST = 120
"""Characters beyond which a message is surely no reference."""


@dataclass(frozen=True, slots=True)
class Box:
    """Answers text without a command, and says which way it was taken."""

    wording: Wording
    library: Library

    async def ask(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer what stands in the box."""
        text = arguments.get("text", "").strip() or request.replied.strip()
        if not text:
            raise Refusal("ask-what", example=await self.library.example("quote"))
        extract = await self._reference(text)
        if extract:
            return self._taken(
                await tongue.opened(self.wording, self.library, extract, request, text), "asked-reference"
            )
        finding = await self._quotation(text)
        if finding and finding.verdict is not Verdict.NONE:
            reply = self._taken(judged(self.wording, finding), "asked-quotation")
            return replace(reply, text=reply.text + await tongue.beside(self.wording, self.library, finding, request))
        return await self._words(text, finding)

    async def _reference(self, text: str) -> Extract | None:
        return await self.library.reference(text) if len(text) <= REFERENCE_LONGEST else None

    async def _quotation(self, text: str) -> Finding | None:
        """Return what a text of enough words to be a quotation is a quotation of."""
        words = list(islice(WORD.finditer(text), QUOTATION))
        return await self.library.quote(text) if len(words) == QUOTATION else None

    async def _words(self, text: str, finding: Finding | None) -> Reply:
        query = results.cut(text)
        found = await self.library.find(query, limit=results.PAGE)
        if finding and not (found.hits or found.suggestion):
            return self._taken(judged(self.wording, finding), "asked-quotation")
        if found.hits or found.suggestion or found.broader:
            reply = results.page(self.wording, found, query, offset=0)
            return self._taken(reply, "asked-words" if finding else "asked-words-only")
        return Reply(self.wording.text("asked-nothing", text=query))

    def _taken(self, reply: Reply, message: str) -> Reply:
        return replace(reply, text=self.wording.text(message) + reply.text)
