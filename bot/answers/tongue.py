"""Tongues: what was found in one edition of a text, said in the language of whoever asked."""

from dataclasses import replace

from bot.chat import Reply, Request
from bot.lookup.finding import Finding, Verdict
from bot.reading import passages
from bot.reading.library import KEY, Extract, Library
from bot.text import Text
from bot.wording.wording import Wording


async def opened(wording: Wording, library: Library, extract: Extract, request: Request, asked: str) -> Reply:
    """Return what a reference names, in the edition of the asker's language unless it names another, as a key does."""
    language = "" if KEY.fullmatch(asked) else request.person.language
    turned = await library.spoken(extract.passages, language, asked)
    if not turned:
        return passages.opened(wording, extract)
    reply = passages.opened(wording, turned)
    return replace(reply, text=reply.text + wording.text("edition-turned", citation=extract.citation))


async def beside(wording: Wording, library: Library, finding: Finding, request: Request) -> Text:
    """Return what to put below a judged quotation: the passage in the asker's language, where it was found in another.

    The words that were asked stay as they were found, since it is these that were judged.
    """
    if finding.verdict is Verdict.NONE:
        return Text()
    best = finding.hits[0]
    run = (best.passage, best.following) if best.following else (best.passage,)
    turned = await library.spoken(run, request.person.language)
    return wording.text("edition-yours") + passages.quoted(turned.passages, turned.citation) if turned else Text()
