"""Plain text: verses, a listing, or prose between a head and a tail."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.library.importers import body, contents, edit, gutenberg, hyphens, layout, listing, notice, pages, verse
from bot.library.importers.draft import Draft, Piece
from bot.library.importers.head import Head
from bot.library.importers.tail import Tail

ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6});")
FEW_ENTITIES = 3
"""From so many on, a text was cut from a web page without its entities being read."""

CHARACTER = re.compile(r"[\u2018-\u201f\u3000-\u303f\u3220-\u3243\u4e00-\u9fff\uff00-\uffef]")
SPACED = re.compile(rf"(?<={CHARACTER.pattern})[ \u3000](?={CHARACTER.pattern})")

LINEWISE = ("verse", "row")
"""Schemes in which every line stands for itself, when the operator names one of them."""


def read(text: str, file: str, *, scheme: str = "") -> Draft:
    """Return the work that a plain text holds; `scheme` is the operator's word on how it is cited, if any."""
    spelled = html.unescape(text) if len(ENTITY.findall(text)) >= FEW_ENTITIES else text
    given = layout.lines(_closed_up(spelled))
    if scheme in ("", "verse") and verse.is_verses(given):
        return verse.read(given, file)
    if scheme in LINEWISE or (not scheme and listing.is_listing(given)):
        return listing.read(given)
    return _prose(layout.paragraphs(hyphens.mended(given)), file, scheme)


def _closed_up(text: str) -> str:
    """Return a text without the spaces between Chinese characters, where it has one between most of them."""
    spaced = len(SPACED.findall(text))
    return SPACED.sub("", text) if spaced > 0.5 * len(CHARACTER.findall(text)) else text


def _prose(found: list[layout.Paragraph], file: str, scheme: str) -> Draft:
    inner, stated, left = gutenberg.stripped(found, file)
    head = Head(file, fields=dict(stated))
    tail = Tail(file)
    kept, heads = pages.mended(tail.read(head.read(inner)), file)
    pieces, listed = contents.without(body.pieces(kept), file)
    rights = notice.licence((*head.notices, *tail.notices))
    about = {"note": tail.footnotes[head.mark]} if head.mark in tail.footnotes else {}
    noted = _noted(pieces, tail.footnotes, head.mark)
    draft = edit.finished(noted, {**head.fields, **rights, **about}, scheme)
    return replace(
        draft,
        left_out=(*left, *head.left_out, *heads, *listed, *tail.left_out),
        remarks=(*_told(kept), *draft.remarks),
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


def _told(kept: list[layout.Paragraph]) -> Iterator[str]:
    endless = sum(len(each.text) > body.LOST_PARAGRAPHS for each in kept)
    if endless:
        yield f"{endless} endless paragraph{'s' if endless > 1 else ''} set anew from whole sentences"
