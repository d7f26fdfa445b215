"""Looking up: find, quote, passage, context, compare, source, random, and the buttons that lead on from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.answers import results, tongue
from bot.answers.packs import named
from bot.answers.verdict import judged
from bot.chat import Asked, Button, Refusal, Reply, Request
from bot.library.source import Source
from bot.reading import passages
from bot.reading.library import Extract, Library
from bot.text import Text, join
from bot.wording.wording import Wording

BESIDE = 2
"""Passages shown before and after one in its context."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Answers of the library."""

    wording: Wording
    library: Library

    async def find(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with the first page of a keyword search."""
        query = results.cut(arguments.get("words", "") or request.replied)
        if not query:
            raise Refusal("find-what", example=await self.library.example("find"))
        return await self.results(query, offset=0, pack=await named(self.library, arguments))

    async def page(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a button with another page in place of the one it sits on."""
        offset = int(arguments["offset"]) if arguments["offset"].isdecimal() else 0
        reply = await self.results(results.cut(arguments["query"]), offset=offset, pack=arguments.get("pack", ""))
        return Reply(reply.text, reply.buttons, edit=True)

    async def results(self, query: str, *, offset: int, pack: str = "") -> Reply:
        """Return a page of results."""
        found = await self.library.find(query, pack=pack, limit=results.PAGE, offset=offset)
        return results.page(self.wording, found, query, offset=offset, pack=pack)

    async def quote(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer how faithful a quotation is: the words given, else those of the message replied to."""
        text = arguments.get("text", "") or request.replied
        if not text.strip():
            raise Refusal("quote-what", example=await self.library.example("quote"))
        finding = await self.library.quote(text, pack=await named(self.library, arguments))
        reply = judged(self.wording, finding)
        return replace(reply, text=reply.text + await tongue.beside(self.wording, self.library, finding, request))

    async def like(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with the passages nearest to some words: those given, else those of the message replied to."""
        text = arguments.get("text", "") or request.replied
        if not text.strip():
            raise Refusal("like-what", example=await self.library.example("quote"))
        finding = await self.library.quote(text, pack=await named(self.library, arguments), limit=results.PAGE)
        return results.nearest(self.wording, finding.hits)

    async def passage(self, request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a reference with what stands there; a button with the very passage that it names."""
        extract = await self._named(arguments, "passage-what")
        if request.kind is Asked.BUTTON:
            return passages.opened(self.wording, extract)
        return await tongue.opened(self.wording, self.library, extract, request, arguments.get("reference", ""))

    async def turn(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer a button with the passage it leads to, in place of the one it sits on."""
        return passages.opened(self.wording, await self.library.passage(arguments["passage"]), edit=True)

    async def context(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with what stands before and after a passage."""
        extract = await self._named(arguments, "context-what")
        around = await self.library.around(extract.first.key, before=BESIDE, after=BESIDE)
        return Reply(passages.in_context(around, extract.first.key), (self._onward(extract),))

    async def compare(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with a passage in the editions that the library has of its text, one below the other."""
        extract = await self._named(arguments, "compare-what")
        found = await self.library.editions(extract)
        if len(found) < 2:
            raise Refusal("compare-none", citation=extract.citation)
        return Reply(join(passages.quoted(each.passages, each.citation) for each in found))

    async def source(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with where a passage is from and on which terms, beside its citation."""
        extract = await self._named(arguments, "source-what")
        first = extract.first
        (work,) = [each for each in await self.library.works(first.pack) if each.id == first.work]
        told = self.wording.text("source-work", citation=extract.citation, licence=work.licence, source=work.source)
        note = self.wording.text("source-note", note=work.note) if work.note else Text()
        held = Text() if work.may_post else self.wording.text("source-held")
        return Reply(told + note + held)

    async def random(self, _request: Request, arguments: Mapping[str, str]) -> Reply:
        """Answer with any passage."""
        extract = await self.library.random(Source(await named(self.library, arguments)))
        if not extract:
            raise Refusal("library-empty")
        return passages.opened(self.wording, extract)

    def _onward(self, extract: Extract) -> tuple[Button, ...]:
        """Return the buttons below a context: back to the passage itself, and what else can be done with it."""
        key = extract.first.key
        back = Button(self.wording.label("button-passage"), "turn", (key,))
        discuss = Button(self.wording.label("button-discuss"), "discuss", (key,))
        return (back, discuss, *passages.taking_along(self.wording, extract.passages, extract.citation))

    async def _named(self, arguments: Mapping[str, str], otherwise: str) -> Extract:
        """Return what the reference names, or refuse: with the message `otherwise` where none was given."""
        reference = arguments.get("reference", "").strip()
        if not reference:
            raise Refusal(otherwise, example=await self.library.example("passage"))
        found = await self.library.named(reference)
        if not found:
            example = await self.library.example("passage")
            raise Refusal("passage-unknown", reference=results.cut(reference), example=example)
        return found
