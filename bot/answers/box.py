"""The one box: whatever is remembered, tried as a reference, then as a quotation, then as words to search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import regex

from bot.answers import passages, results
from bot.answers.library import Extract, Library
from bot.answers.lookup import Lookups
from bot.answers.verdict import judged
from bot.chat import Refusal, Reply, Request
from bot.lookup.finding import Verdict
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
    lookups: Lookups

    async def ask(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer what stands in the box."""
        text = arguments.get("text", "").strip() or request.replied.strip()
        if not text:
            raise Refusal("ask-what", example=await self.library.example("quote"))
        extract = await self._reference(text)
        if extract:
            return self._taken(passages.opened(self.wording, extract), "asked-reference")
        return await self._quotation(text) or await self._words(text)

    async def _reference(self, text: str) -> Extract | None:
        return await self.library.reference(text) if len(text) <= REFERENCE_LONGEST else None

    async def _quotation(self, text: str) -> Reply | None:
        if sum(1 for _word in WORD.finditer(text[:400])) < QUOTATION:
            return None
        finding = await self.library.quote(text)
        if finding.verdict is Verdict.NONE:
            return None
        return self._taken(judged(self.wording, finding), "asked-quotation")

    async def _words(self, text: str) -> Reply:
        query = results.cut(text)
        reply = await self.lookups.results(query, offset=0)
        return self._taken(reply, "asked-words" if len(query.split()) >= QUOTATION else "asked-words-only")

    def _taken(self, reply: Reply, message: str) -> Reply:
        return replace(reply, text=self.wording.text(message) + reply.text)
