"""Plain text: verses, a listing, or prose between a head and a tail."""

import html
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.library.cut import LONGEST, sentences
from bot.library.importers import body, layout, listing, notice, pages, verse
from bot.library.importers.draft import Draft, Piece
from bot.library.importers.head import Head
from bot.library.importers.tail import Tail

ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6});")
FEW_ENTITIES = 3
"""From so many on, a text was cut from a web page without its entities being read."""

LINEWISE = ("verse", "row")
"""Schemes in which every line stands for itself, when the operator names one of them."""


def read(text: str, file: str, *, scheme: str = "") -> Draft:
    """Return the work that a plain text holds; `scheme` is the operator's word on how it is cited, if any."""
    given = layout.lines(html.unescape(text) if len(ENTITY.findall(text)) >= FEW_ENTITIES else text)
    if scheme in ("", "verse") and verse.is_verses(given):
        return verse.read(given, file)
    if scheme in LINEWISE or (not scheme and listing.is_listing(given)):
        return listing.read(given)
    return _prose(layout.paragraphs(given), file)


def _prose(found: list[layout.Paragraph], file: str) -> Draft:
    head = Head(file)
    tail = Tail(file)
    kept, heads = pages.mended(tail.read(head.read(found)), file)
    pieces = body.pieces(kept)
    left_out = (*head.left_out, *heads, *tail.left_out)
    rights = notice.licence((*head.notices, *tail.notices))
    about = {"note": tail.footnotes[head.mark]} if head.mark in tail.footnotes else {}
    return Draft(
        {**head.fields, **rights, **about},
        tuple(_noted(pieces, tail.footnotes, head.mark)),
        left_out=left_out,
        remarks=tuple(_told(kept, pieces)),
    )


def _noted(pieces: list[Piece], footnotes: Mapping[str, str], titled: str) -> list[Piece]:
    """Attach each footnote to the paragraph that has its mark, the title's to the first paragraph."""
    noted = [_called(each, footnotes) for each in pieces]
    first = next((at for at, each in enumerate(noted) if not each.level), None)
    if titled in footnotes and first is not None:
        noted[first] = replace(noted[first], notes=(footnotes[titled], *noted[first].notes))
    return noted


def _called(piece: Piece, footnotes: Mapping[str, str]) -> Piece:
    for mark, text in footnotes.items():
        called = re.compile(rf"(?<=[\w.,;:!?\"”’)]){re.escape(mark)}(?!\w)")
        if called.search(piece.text):
            piece = replace(piece, text=called.sub("", piece.text, count=1), notes=(*piece.notes, text))
    return piece


def _told(kept: list[layout.Paragraph], pieces: list[Piece]) -> list[str]:
    """Return what the operator should know of how the text was cut."""
    told = []
    endless = sum(len(each.text) > body.LOST_PARAGRAPHS for each in kept)
    if endless:
        told.append(f"{endless} endless paragraph{'s' if endless > 1 else ''} set anew from whole sentences")
    cut = sum(len(each) > LONGEST for piece in pieces for each in sentences(piece.text))
    if cut:
        told.append(f"{cut} sentence{'s' if cut > 1 else ''} of more than {LONGEST:,} characters cut between clauses")
    headings = sum(bool(each.level) for each in pieces)
    if headings:
        told.append(f"{headings} heading{'s' if headings > 1 else ''} kept as sections")
    return told
