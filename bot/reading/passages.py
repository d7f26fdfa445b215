"""Passages as replies: the words as a quotation, where they stand, and the buttons to go on from there."""

from collections.abc import Iterable, Iterator, Sequence

import regex

from bot.chat import Button, Reply
from bot.library.passage import Passage
from bot.reading.library import Extract
from bot.text import SENTENCE_END, Block, Kind, Span, Style, Text, block, join, shortened
from bot.wording.wording import Wording

LONG = 1200
"""A passage of more characters than this is shown in part where only a part of it was asked for."""
AROUND = 320
"""How many characters of a long passage, or of a neighbour, are shown beside what was asked for."""
COPIED = 256
"""UTF-16 units that a clipboard takes from a button: Telegram's limit."""
LABEL = 30
"""Characters of a button that leads to a further companion."""
WORD = regex.compile(r"\s+")

Marks = Sequence[tuple[int, int]]
"""Runs [start, end) of a passage, in code points."""


def opened(wording: Wording, extract: Extract, *, edit: bool = False) -> Reply:
    """Return a passage with what leads on from it; `edit` lets it take the place of the one it was turned from."""
    text = quoted(extract.passages, extract.citation) + _explained(wording, extract) + _companion(wording, extract)
    taking = taking_along(wording, extract.passages, extract.citation)
    buttons = (_leading_on(wording, extract), _further(wording, extract), taking)
    return Reply(text, tuple(row for row in buttons if row), edit=edit)


def quoted(passages: Sequence[Passage], citation: str) -> Text:
    """Return passages as one quotation with its citation and the source's own notes, one alone below its title."""
    words = "\n".join(_spoken(passages))
    notes = tuple(block(Kind.NOTE, each) for each in dict.fromkeys(each.note for each in passages) if each)
    return _titled(passages, citation) + Text((block(Kind.QUOTE, words), block(Kind.CITATION, citation), *notes))


def _spoken(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the words of each passage, with who speaks them where several do."""
    several = len({each.speaker for each in passages}) > 1
    before = ""
    for each in passages:
        named = several and each.speaker and each.speaker != before
        yield f"{each.speaker}: {each.text}" if named else each.text
        before = each.speaker


def _titled(passages: Sequence[Passage], citation: str) -> Text:
    """Return the title of a passage, unless its citation says it."""
    title = passages[0].title if len(passages) == 1 else ""
    return Text((block(Kind.HEADING, title),)) if title and title not in citation else Text()


def _explained(wording: Wording, extract: Extract) -> Text:
    """Return what the terms of a passage mean, a sentence each."""
    return join(
        wording.text("passage-term", term=each.title or each.locator, words=first_sentence(each.text))
        for each in extract.terms
    )


def _companion(wording: Wording, extract: Extract) -> Text:
    """Return the first of the companions of a passage, with its question."""
    if not extract.companions:
        return Text()
    companion = extract.companions[0]
    note = quoted(companion.passages, companion.citation) + _explained(wording, companion)
    asked = companion.first.prompts[:1]
    question = join(wording.text("discuss-question", question=each) for each in asked)
    return wording.text("passage-companion") + note + question


def _further(wording: Wording, extract: Extract) -> tuple[Button, ...]:
    """Return buttons to the companions that are not shown, and from a companion to what it is about."""
    further = [(each.first.title or each.first.locator, each.first.key) for each in extract.companions[1:]]
    about = [(wording.label("button-about-which"), extract.about)] if extract.about else []
    return tuple(Button(shortened(label, LABEL), "passage", (key,)) for label, key in (*about, *further))


def in_context(extract: Extract, key: str) -> Text:
    """Return a passage, set apart, between as much of its neighbours as reads well in a chat."""
    at = next(place for place, each in enumerate(extract.passages) if each.key == key)
    pieces = [_neighbour(each.text, place - at) for place, each in enumerate(extract.passages)]
    spans = [Span(("\n\n" if place else "") + piece, _set_apart(place == at)) for place, piece in enumerate(pieces)]
    return Text((Block(Kind.QUOTE, tuple(spans)), block(Kind.CITATION, extract.citation)))


def excerpt(text: str, marks: Marks, *, beside: int = AROUND) -> tuple[Span, ...]:
    """Return what stands around the marks, in whole words, the marks bold; “…” where something is left out."""
    first, last = (marks[0][0], marks[-1][1]) if marks else (0, 0)
    start = _word_start(text, first - beside)
    stop = _word_end(text, last + beside)
    inside = [(max(low, start), min(high, stop)) for low, high in marks if low < stop and high > start]
    head, tail = "… " if start else "", " …" if stop < len(text) else ""
    return (*_span(head), *_marked(text, start, stop, inside), *_span(tail))


def key_buttons(wording: Wording, key: str) -> tuple[Button, ...]:
    """Return the buttons that fit under any answer about one passage."""
    return (
        Button(wording.label("button-context"), "context", (key,)),
        Button(wording.label("button-discuss"), "discuss", (key,)),
    )


def taking_along(wording: Wording, given: Sequence[Passage], citation: str) -> tuple[Button, ...]:
    """Return the buttons that take passages elsewhere, cited: into another chat, onto the clipboard.

    What a clipboard cannot hold whole is copied as its citation alone, and the button says so.
    """
    cited = f"“{' '.join(each.text for each in given)}” — {citation}"
    whole = len(cited.encode("utf-16-le")) <= 2 * COPIED
    label = wording.label("button-copy" if whole else "button-copy-citation")
    return (
        Button(wording.label("button-share"), share=given[0].key if len(given) == 1 else citation),
        Button(label, copy=cited if whole else citation),
    )


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    found = SENTENCE_END.search(text)
    return text[: found.end()].strip() if found else text


def _leading_on(wording: Wording, extract: Extract) -> tuple[Button, ...]:
    turns = ((wording.label("button-previous"), extract.before), (wording.label("button-next"), extract.after))
    turning = tuple(Button(label, "turn", (key,)) for label, key in turns if key)
    return (*turning, *key_buttons(wording, extract.first.key))


def _set_apart(chosen: bool) -> frozenset[Style]:  # noqa: FBT001 - the one thing it is asked
    return frozenset({Style.BOLD} if chosen else ())


def _neighbour(text: str, distance: int) -> str:
    """Return a neighbour's near end where it is before or after (`distance` below or above 0), all of the passage."""
    if not distance or len(text) <= AROUND:
        return text
    if distance < 0:
        return "… " + text[_word_start(text, len(text) - AROUND) :]
    return text[: _word_end(text, AROUND)] + " …"


def _word_start(text: str, near: int) -> int:
    """Return where the first whole word from `near` on begins; 0 where that is the beginning."""
    if near <= 0:
        return 0
    found = WORD.search(text, near, near + 40)
    return found.end() if found else near


def _word_end(text: str, near: int) -> int:
    """Return where the last whole word before `near` ends; the text's end where that is near enough."""
    if near >= len(text) - 1:
        return len(text)
    return max((each.start() for each in WORD.finditer(text, near - 40, near)), default=near)


def _marked(text: str, start: int, stop: int, marks: Iterable[tuple[int, int]]) -> Iterable[Span]:
    at = start
    for low, high in marks:
        yield from _span(text[at:low])
        yield from _span(text[max(low, at) : high], Style.BOLD)
        at = max(high, at)
    yield from _span(text[at:stop])


def _span(text: str, *styles: Style) -> Iterable[Span]:
    if text:
        yield Span(text, frozenset(styles))
