"""Pages: what a printed page leaves in a text - its number, its running head - and the sentences it broke."""

from collections.abc import Iterator

from bot.library.importers.draft import LeftOut
from bot.library.importers.layout import Paragraph, ended
from bot.library.importers.running import LONGEST, is_head

PLAUSIBLE = 3
"""So many numbers, at least, make page numbers; a single one may be a heading."""


def mended(found: list[Paragraph], file: str) -> tuple[list[Paragraph], list[LeftOut]]:
    """Return the paragraphs without page numbers and running heads, sentences joined again, and what was left out."""
    heads = [each for each in found if is_head(each.text)]
    if len(heads) < PLAUSIBLE and not any("/" in each.text for each in heads):
        heads = []
    kept = list(_joined(found, frozenset(each.line for each in heads)))
    return kept, [LeftOut(file, each.line, each.text, "a page's number or running head") for each in heads]


def _joined(found: list[Paragraph], heads: frozenset[int]) -> Iterator[Paragraph]:
    held: Paragraph | None = None
    broken = False
    for each in found:
        if each.line in heads:
            broken = True
        elif held and _goes_on(held.text, each.text, broken=broken):
            held, broken = Paragraph(f"{held.text} {each.text}", held.line), False
        else:
            yield from (held,) if held else ()
            held, broken = each, False
    yield from (held,) if held else ()


def _goes_on(text: str, after: str, *, broken: bool) -> bool:
    """Return whether a sentence goes on in the next paragraph: across a page, or, where both are long, in mid-word."""
    if not after[0].islower() or "\n" in text + after:
        return False
    return not ended(text) if broken else text[-1].isalpha() and min(len(text), len(after)) > LONGEST
