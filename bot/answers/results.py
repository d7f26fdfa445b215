"""A page of a keyword search: how much was found, a line each, and buttons that carry their own state."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import Button, Reply
from bot.lookup.finding import Found, Hit
from bot.lookup.grammar import read
from bot.reading.passages import Marks, excerpt
from bot.text import Kind, Text, block, join
from bot.wording.wording import Wording

PAGE = 5
"""Results a page."""
BESIDE = 60
"""Characters shown at either side of the first words that matched."""
CLOSE_BY = 80
"""How far apart matched words may stand and still be shown in one excerpt."""
CITED = "order:citation"
"""What asks for results in reading order."""
QUERY_CARRIED = 40
"""Bytes of a query that a button surely carries itself."""
QUERY_LONGEST = 200
"""A longer search is cut to this many characters, so that it can be shown and read back whole."""


def page(wording: Wording, found: Found, query: str, *, offset: int, pack: str = "") -> Reply:
    """Return one page of what was found, `offset` results in."""
    if not found.hits:
        return Reply(_nothing(wording, found, query), _instead(wording, found, pack))
    lines = join(_line(wording, hit, offset + at) for at, hit in enumerate(found.hits, start=1))
    head = wording.text("found", passages=found.passages, works=found.works, query=query)
    buttons = (
        _numbers(found.hits, offset),
        _turning(wording, found, query, offset=offset, pack=pack),
        _other_ways(wording, found, query, pack),
    )
    text = head + lines + _where(wording, found, offset) + _unread(wording, found)
    return Reply(text, tuple(row for row in buttons if row))


def nearest(wording: Wording, hits: Sequence[Hit]) -> Reply:
    """Return the passages that come nearest to what somebody wrote, without a verdict on it."""
    if not hits:
        return Reply(wording.text("like-nothing"))
    marked = (replace(each, marked=(each.span,)) for each in hits)
    lines = join(_line(wording, hit, at) for at, hit in enumerate(marked, start=1))
    return Reply(wording.text("like") + lines + wording.text("found-all"), (_numbers(hits, 0),))


def cut(query: str) -> str:
    """Return the query in one line, at most `QUERY_LONGEST` characters, whole words only where it has any."""
    line = " ".join(query.split())
    if len(line) <= QUERY_LONGEST:
        return line
    return line[:QUERY_LONGEST].rpartition(" ")[0] or line[:QUERY_LONGEST]


def _line(wording: Wording, hit: Hit, number: int) -> Text:
    words = Text((block(Kind.PARAGRAPH, *excerpt(hit.passage.text.replace("\n", " "), _near(hit), beside=BESIDE)),))
    return wording.text("found-hit", number=number, words=words, citation=hit.citation)


def _near(hit: Hit) -> Marks:
    """Return the matched words that fit into one excerpt: of all such groups the first with most different words."""
    groups = [_group(hit.marked, at) for at in range(len(hit.marked))]
    return max(groups, key=lambda group: _different(hit, group), default=[(0, 0)])


def _group(marked: Marks, at: int) -> Marks:
    return [each for each in marked[at:] if each[1] <= marked[at][0] + CLOSE_BY] or marked[at : at + 1]


def _different(hit: Hit, group: Marks) -> int:
    return len({hit.passage.text[start:end].casefold() for start, end in group})


def _where(wording: Wording, found: Found, offset: int) -> Text:
    if found.passages <= len(found.hits):
        return wording.text("found-all")
    last = offset + len(found.hits)
    return wording.text("found-part", first=offset + 1, last=last, passages=found.passages)


def _numbers(hits: Sequence[Hit], offset: int) -> tuple[Button, ...]:
    return tuple(
        Button(str(number), "passage", (hit.passage.key,)) for number, hit in enumerate(hits, start=offset + 1)
    )


def _turning(wording: Wording, found: Found, query: str, *, offset: int, pack: str) -> tuple[Button, ...]:
    places = (("button-back", offset - PAGE), ("button-more", offset + PAGE))
    return tuple(
        Button(wording.label(label), "page", (str(at), query, pack)) for label, at in places if 0 <= at < found.passages
    )


def _other_ways(wording: Wording, found: Found, query: str, pack: str) -> tuple[Button, ...]:
    """Return ways to see more than a page of results: in the other order, in their contexts, over time."""
    if found.passages <= PAGE:
        return ()
    bare = query.replace(CITED, "").strip()
    label, asked = ("button-relevance", bare) if CITED in query else ("button-cited", f"{CITED} {query}")
    order = (Button(wording.label(label), "page", ("0", asked, pack)),) if carried(asked) else ()
    return (
        *order,
        Button(wording.label("button-concordance"), "concordance", (bare, pack)),
        Button(wording.label("button-frequency"), "frequency", (bare, pack)),
    )


def _unread(wording: Wording, found: Found) -> Text:
    """Return what of the question did not count."""
    return wording.text("found-unread", words=cut(" ".join(found.unread))) if found.unread else Text()


def _nothing(wording: Wording, found: Found, query: str) -> Text:
    text = wording.text("found-nothing", query=query) + _unread(wording, found)
    if not read(query).wanted:
        return text + wording.text("found-unasked")
    if found.suggestion:
        return text + wording.text("found-suggestion", suggestion=found.suggestion)
    return text + (wording.text("found-broader", broader=found.broader) if found.broader else Text())


def _instead(wording: Wording, found: Found, pack: str) -> tuple[tuple[Button, ...], ...]:
    """Return a button that searches what may have been meant; it posts a page of its own."""
    better = found.suggestion or found.broader
    label = wording.label("button-search")
    return ((Button(label, "find", (better, pack)),),) if better and carried(better) else ()


def carried(query: str) -> bool:
    """Return whether a button surely carries the query, which its message does not show."""
    return len(query.encode()) < QUERY_CARRIED
