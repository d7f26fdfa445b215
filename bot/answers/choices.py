"""Choices while somebody types: completions of a command's options, and results in any chat."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from bot.answers import results
from bot.answers.verdict import judged
from bot.calendar import zones
from bot.chat import Button, Choice, Refusal, Reply, Request
from bot.library.passage import Passage
from bot.library.source import Source
from bot.lookup.finding import Found, Hit, Verdict
from bot.reading import passages
from bot.reading.library import KEY, Extract, Library
from bot.text import shortened
from bot.wording.wording import Wording

LABEL = 100
"""Characters of a choice's label and of its value: Discord's limit, the strictest."""
DETAIL = 160
"""Characters of a result's preview."""
COMPLETIONS = 25
"""Choices offered at a time: Discord's limit."""
INLINE = 20
"""Results offered of an inline query."""
REFERENCE_LONGEST = 120
"""Characters beyond which an inline query is surely no reference."""
QUOTATION = 4
"""Words from which an inline query is judged as a quotation too."""

Completer = Callable[[str], Awaitable[Iterable[Choice]]]


class Choices:
    """Answers completions by the name of the option being typed, and inline queries with passages to post."""

    def __init__(self, wording: Wording, library: Library) -> None:
        self._wording = wording
        self._library = library
        self._completers: Mapping[str, Completer] = {
            "text": self._lines,
            "reference": self._references,
            "topic": self._topics,
            "pack": self._packs,
            "source": self._sources,
            "zone": self._zones,
        }

    async def complete(self, request: Request) -> Reply:
        """Return the choices for the option being typed; none for an option that nothing is known of."""
        completer = self._completers.get(request.option)
        found = list(await completer(request.text)) if completer else []
        return Reply(choices=tuple(found[:COMPLETIONS]))

    async def inline(self, request: Request) -> Reply:
        """Return passages to post: the one named, the one whose words were quoted, then those that have the words.

        Each posts its full citation. Nothing typed yet is answered with today's passage and with what can be typed.
        """
        query = results.cut(request.text)
        if not query:
            return Reply(choices=(*await self._offered(request.at.date()), await self._hint()))
        offset = int(request.offset) if request.offset.isdecimal() else 0
        first = () if offset else await self._named(query) or await self._judged(query)
        if first and KEY.fullmatch(query):
            return Reply(choices=first)
        found, hits = await self._found(query, offset)
        known = {choice.value for choice in first}
        posted = (self._posted(hit) for hit in hits if hit.passage.key not in known)
        more = str(offset + INLINE) if found.passages > offset + INLINE else ""
        return Reply(choices=(*first, *posted), more=more)

    async def _found(self, query: str, offset: int) -> tuple[Found, Sequence[Hit]]:
        """Return a page of results; where there are none, of what may have been meant or is being typed."""
        found = await self._library.find(query, limit=INLINE, offset=offset)
        if found.hits or offset:
            return found, found.hits
        hits = await self._library.complete(query, limit=INLINE)
        if not hits and found.suggestion:
            hits = (await self._library.find(found.suggestion, limit=INLINE)).hits
        return found, hits

    async def _named(self, query: str) -> tuple[Choice, ...]:
        """Return what a passage's key or a reference names; nothing where the query is none."""
        extract = None
        with suppress(Refusal):
            extract = await self._library.named(query) if len(query) <= REFERENCE_LONGEST else None
        return (self._passage(extract),) if extract else ()

    async def _hint(self) -> Choice:
        """Return what can be typed; choosing it tells those in the chat as well."""
        quote, find = await self._library.example("quote"), await self._library.example("find")
        text = self._wording.text("inline-how", quote=quote, find=find)
        share = Button(self._wording.label("button-try"), share=find)
        return _choice(self._wording.label("inline-hint"), "", f"{find} · {quote}", Reply(text, ((share,),)))

    async def _judged(self, query: str) -> tuple[Choice, ...]:
        if len(query.split()) < QUOTATION:
            return ()
        finding = await self._library.quote(query)
        if finding.verdict is Verdict.NONE:
            return ()
        hit = finding.hits[0]
        label = self._wording.label(f"inline-{finding.verdict}", citation=hit.citation)
        return (_choice(label, hit.passage.key, hit.passage.text, judged(self._wording, finding)),)

    def _posted(self, hit: Hit) -> Choice:
        return _choice(hit.citation, hit.passage.key, _preview(hit), self._whole((hit.passage,), hit.citation))

    def _passage(self, extract: Extract) -> Choice:
        reply = self._whole(extract.passages, extract.citation)
        return _choice(extract.citation, extract.first.key, extract.first.text, reply)

    def _whole(self, given: Sequence[Passage], citation: str) -> Reply:
        """Return what choosing a result posts."""
        leading = passages.key_buttons(self._wording, given[0].key)
        return Reply(passages.quoted(given, citation), (leading, passages.taking_along(self._wording, given, citation)))

    async def _offered(self, day: date) -> tuple[Choice, ...]:
        """Return what an empty box offers: the passages of the day, else any."""
        extracts = await self._library.dated(day)
        if not extracts:
            found = await self._library.random(Source())
            extracts = [found] if found else []
        return tuple(map(self._passage, extracts))

    async def _lines(self, typed: str) -> Iterable[Choice]:
        hits = await self._library.complete(typed, limit=COMPLETIONS) if typed.strip() else ()
        return [_choice(f"{hit.passage.text} — {hit.citation}", shortened(hit.passage.text, LABEL)) for hit in hits]

    async def _references(self, typed: str) -> Iterable[Choice]:
        hits = await self._library.complete(typed, limit=COMPLETIONS) if typed.strip() else ()
        return [_choice(f"{hit.citation}: {hit.passage.text}", hit.passage.key) for hit in hits]

    async def _topics(self, typed: str) -> Iterable[Choice]:
        topics = await self._library.topics()
        return [Choice(each, each) for each in topics if typed.casefold() in each.casefold() and len(each) <= LABEL]

    async def _packs(self, typed: str) -> Iterable[Choice]:
        found = await self._library.packs()
        return [_choice(each.title, each.name) for each in found if _matches(typed, each.name, each.title)]

    async def _sources(self, typed: str) -> Iterable[Choice]:
        works = await self._library.works()
        named = [_choice(each.title, each.id) for each in works if _matches(typed, each.id, each.title)]
        return [*await self._packs(typed), *named, *await self._topics(typed)]

    async def _zones(self, typed: str) -> Iterable[Choice]:
        return [Choice(each, each) for each in zones.starting(typed)]


def _choice(label: str, value: str, detail: str = "", reply: Reply | None = None) -> Choice:
    return Choice(shortened(label, LABEL), value, shortened(detail, DETAIL), reply)


def _matches(typed: str, *names: str) -> bool:
    return any(typed.strip().casefold() in each.casefold() for each in names)


def _preview(hit: Hit) -> str:
    start = hit.marked[0][0] if hit.marked and hit.marked[0][0] > DETAIL - 40 else 0
    return ("… " if start else "") + hit.passage.text[start:]
