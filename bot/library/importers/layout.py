"""The layout of a plain text: which lines belong together in a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import quantiles

from bot.library.importers.running import is_head

WRAPPED = 100
"""Characters of a line; where hardly a line is longer, the lines of a paragraph were broken by hand or machine."""

VERSE = 0.7
"""Lines that all stay below this part of the usual width were broken by the author: verse, a list, an address."""

ENDED = re.compile(r"[.!?:;…。！？：；।॥؟۔][\"'”’»)\]」』*]*$")
SMALL = re.compile(
    "a|an|and|as|at|by|for|from|in|into|nor|of|on|or|the|to|with|under|upon|der|die|das|und|von|zu|im|für|des"
    "|el|la|los|las|y|de|del|para|le|les|et|du|en|pour"
)
"""Words that a line of a title does not end in, nor give a capital: they lead on to the next."""

BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]|\u2029")
ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\xad]")
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of a document that belong together, as one text; `line` is that of its first, from 1."""

    text: str
    line: int


def lines(text: str) -> list[str]:
    """Return the lines of a text with its odd spaces and control characters mended."""
    return [SPACES.sub(" ", ODD.sub("", each)).strip() for each in BREAKS.sub("\n", text).split("\n")]


def paragraphs(given: list[str], *, width: float = 0) -> list[Paragraph]:
    """Return the paragraphs that the lines make; `width` is the usual length of a line where more is known of it."""
    width = width or usual(given)
    return [each for block in _blocks(given) for each in _joined(block, width)]


def ended(text: str) -> bool:
    """Return whether the text ends as a sentence does."""
    return bool(ENDED.search(text))


def usual(given: list[str]) -> float:
    """Return the length that nine of ten lines stay within."""
    lengths = [_width(each) for each in given if each]
    return quantiles(lengths, n=10, method="inclusive")[-1] if len(lengths) > 1 else max(lengths, default=0)


def _width(line: str) -> int:
    """Return how wide a line is set, in letters; a Chinese character is as wide as two."""
    return len(line) + len(WIDE.findall(line))


def _blocks(given: list[str]) -> Iterator[list[Paragraph]]:
    """Yield the lines between blank ones, and between what stands at the ends of pages."""
    numbered = (Paragraph(text, line) for line, text in enumerate(given, 1))
    for kind, block in groupby(numbered, key=lambda each: "head" if is_head(each.text) else bool(each.text)):
        if kind:
            yield list(block)


def _joined(block: list[Paragraph], width: float) -> Iterator[Paragraph]:
    if width > WRAPPED:
        yield from _continued(block, width)
    elif all(_width(each.text) < VERSE * width for each in block) and len(block) > 1:
        yield Paragraph("\n".join(each.text for each in block), block[0].line)
    else:
        yield Paragraph(" ".join(each.text for each in block), block[0].line)


def _continued(block: list[Paragraph], width: float) -> Iterator[Paragraph]:
    """Yield a paragraph a line, save that a short line left hanging is carried on by the next, as in a title."""
    held = block[0]
    for each in block[1:]:
        if max(_width(held.text), _width(each.text)) < min(width, WRAPPED) and _hangs(held.text, each.text):
            held = Paragraph(f"{held.text} {each.text}", held.line)
        else:
            yield held
            held = each
    yield held


def _hangs(text: str, after: str) -> bool:
    """Return whether a line leads on: it ends in a comma or a small word, or the next begins in small letters."""
    return text[-1] == "," or SMALL.fullmatch(text.rsplit(" ", 1)[-1].lower()) is not None or after[0].islower()
