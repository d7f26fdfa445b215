"""What we say, as a value: blocks of styled spans, rendered only by adapters.

Nothing here is markup. An adapter turns a :class:`Text` into its platform's entities or embeds, escaping while it
renders; a style that a platform lacks is degraded there, in one visible table.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import accumulate, takewhile
from typing import Self
from unicodedata import category, combining, east_asian_width

import regex

GRAPHEME = regex.compile(r"\X")
RIGHT_TO_LEFT = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
"""A letter of a script that is written from right to left."""
WORD_END = regex.compile(r"\s+")
SENTENCE_END = regex.compile(r"(?:[.!?…]+[\"'”’»)\]]*\s+)|(?:[。！？]+[」』”’]*)|\n+")


class Style(StrEnum):
    """How a run of characters is set apart."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    CODE = "code"
    SPOILER = "spoiler"


class Kind(StrEnum):
    """What a block is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    """Words of the library, given as they stand."""
    CITATION = "citation"
    """Where the quote before it is from; repeated wherever that quote is continued."""
    ITEM = "item"
    """One of several, as in a list."""
    NOTE = "note"
    """A remark of lesser weight: a hint, a source, a licence."""
    CODE = "code"
    """Set in fixed width with its line breaks kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; with a moment, the platform may show it in the reader's own zone."""

    text: str
    styles: frozenset[Style] = frozenset()
    link: str = ""
    moment: datetime | None = None

    def cut(self, start: int, stop: int | None = None) -> Self:
        """Return the characters from `start` to `stop` (code points) in the same style."""
        return replace(self, text=self.text[start:stop])


@dataclass(frozen=True, slots=True)
class Block:
    """Spans that stand together: a paragraph, a quotation, its citation."""

    kind: Kind
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        """The characters without their styles."""
        return "".join(span.text for span in self.spans)

    def cut(self, start: int, stop: int | None = None) -> Self:
        """Return the characters from `start` to `stop` (code points), styles kept, empty spans dropped."""
        starts = accumulate((len(span.text) for span in self.spans), initial=0)
        pieces = (
            span.cut(max(start - at, 0), None if stop is None else max(stop - at, 0))
            for at, span in zip(starts, self.spans, strict=False)
        )
        return replace(self, spans=tuple(piece for piece in pieces if piece.text))


@dataclass(frozen=True, slots=True)
class Text:
    """All that one reply says, top to bottom."""

    blocks: tuple[Block, ...] = ()

    def __add__(self, other: "Text") -> "Text":
        return Text(self.blocks + other.blocks)

    def __bool__(self) -> bool:
        return any(block.spans for block in self.blocks)

    @property
    def plain(self) -> str:
        """The characters without styles, a line break between blocks."""
        return "\n".join(block.plain for block in self.blocks)


def span(text: str, *styles: Style, link: str = "", moment: datetime | None = None) -> Span:
    """Return `text` in the given styles."""
    return Span(text, frozenset(styles), link, moment)


def block(kind: Kind, *content: Span | str) -> Block:
    """Return a block of spans; a plain string is a span without style."""
    return Block(kind, tuple(each if isinstance(each, Span) else Span(each) for each in content))


def join(texts: Iterable[Text]) -> Text:
    """Return the texts one below the other."""
    return Text(tuple(each for text in texts for each in text.blocks))


def shortened(text: str, longest: int) -> str:
    """Return the text in one line of at most `longest` characters: whole graphemes, “…” where something is left out."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    ends = takewhile(lambda end: end < longest, (found.end() for found in GRAPHEME.finditer(line)))
    return f"{line[: max(ends, default=0)].rstrip()}…"


def columns(text: str) -> int:
    """Return how wide the text is in a fixed width: East Asian wide characters take two columns, marks none."""
    return sum(_width(each) for each in text)


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def split(text: Text, fits: Callable[[Text], bool]) -> list[Text]:
    """Cut `text` into pieces that each satisfy `fits`, in order, nothing lost.

    Blocks stay whole where they can; a block that fits nowhere is cut at the end of a sentence, else of a word, else
    between graphemes. The citation that follows quotations stands in every piece that holds some of them.
    `fits` must be true of any text shorter than one that fits, and of one code point; a citation too long to stand
    beside anything is cut like any other block.
    """
    pieces: list[Text] = []
    held: tuple[Block, ...] = ()
    for unit in _units(text):
        if fits(Text(held + unit)):
            held += unit
        elif fits(Text(unit)):
            pieces.append(Text(held))
            held = unit
        else:
            *full, held = _filled(held, unit, fits)
            pieces += map(Text, full)
    return [*pieces, Text(held)] if held or not pieces else pieces


def _units(text: Text) -> Iterator[tuple[Block, ...]]:
    """Yield what should stay together: quotations with the citation after them, any other block alone."""
    waiting: tuple[Block, ...] = ()
    for each in text.blocks:
        if each.kind is Kind.QUOTE:
            waiting += (each,)
            continue
        if waiting and each.kind is Kind.CITATION:
            yield (*waiting, each)
        else:
            yield from ((one,) for one in (*waiting, each))
        waiting = ()
    yield from ((one,) for one in waiting)


def _filled(
    held: tuple[Block, ...], unit: tuple[Block, ...], fits: Callable[[Text], bool]
) -> Iterator[tuple[Block, ...]]:
    """Yield pieces that begin with what is held and go on with a unit too long for one; the last may have room."""
    heads, tail = _parted(unit, fits)
    mine: tuple[Block, ...] = ()
    for whole in heads:
        head = whole
        while not fits(Text((*held, *mine, head, *tail))):
            before = (*held, *mine)
            end = _longest(head, partial(_fits_cut, before, head, tail, fits), forced=not before)
            cut = (head.cut(0, end),) if end else ()
            yield (*before, *cut, *(tail if mine or cut else ()))
            held, mine, head = (), (), head.cut(end)
        mine += (head,) if head.spans else ()
    yield (*held, *mine, *(tail if mine else ()))


def _parted(unit: tuple[Block, ...], fits: Callable[[Text], bool]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks of a unit that may be cut, and the citation to be repeated where there is room for one."""
    heads, tail = (unit[:-1], unit[-1:]) if len(unit) > 1 else (unit, ())
    beside = all(fits(Text((head.cut(0, 1), *tail))) for head in heads)
    return (heads, tail) if beside else (unit, ())


def _fits_cut(
    before: tuple[Block, ...], head: Block, tail: tuple[Block, ...], fits: Callable[[Text], bool], stop: int
) -> bool:
    return fits(Text((*before, head.cut(0, stop), *tail)))


def _longest(whole: Block, fits: Callable[[int], bool], *, forced: bool) -> int:
    """Return the best place to cut `whole` so that what is before it fits: sentence, word, grapheme, code point.

    The end of a sentence gives way to that of a word where it would leave most of the room empty. 0 where nothing
    fits, unless `forced`.
    """
    plain = whole.plain
    sentence, word = (_last(_ends(boundary, plain), fits) for boundary in (SENTENCE_END, WORD_END))
    if word:
        return sentence if sentence * 3 >= word else word
    if sentence or not forced:
        return sentence
    return _last(_ends(GRAPHEME, plain), fits) or _last(list(range(1, len(plain))), fits) or 1


def _ends(boundary: regex.Pattern[str], plain: str) -> list[int]:
    return [found.end() for found in boundary.finditer(plain) if found.end() < len(plain)]


def _last(ends: list[int], fits: Callable[[int], bool]) -> int:
    """Return the greatest end that fits, 0 where none does, by halving."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(ends[middle]) else (low, middle)
    return ends[low - 1] if low else 0
