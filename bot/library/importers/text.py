"""Texts into a pack: plain text and Markdown, each a work with all that is known of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.library.binder import Binder, heading, marks, paragraph
from bot.library.importers import known, markdown, named, plain, tongue
from bot.library.importers.document import Document
from bot.library.importers.draft import Draft, Piece
from bot.library.importers.encoding import decode
from bot.library.importers.head import short
from bot.library.importers.order import Report

UNSTATED = "not stated"
"""The licence of a text that nobody said anything of: it is looked up, and not posted unasked."""

RESERVED = re.compile(r"\bprivate\b|all rights reserved|\bcopyright\b|©", re.IGNORECASE)


def bring_plain(document: Document, binder: Binder, report: Report, given: Mapping[str, Any]) -> None:
    """Add the work that a plain text holds.

    Raises:
        Unreadable: where it is no text.

    """
    text, encoding = decode(document.read(), document.name)
    draft = plain.read(text, document.name, scheme=given.get("scheme", ""))
    _remark(report, document, encoding, draft)
    about = _about(document, draft, given, text)
    if draft.rows:
        _rows(document, binder, draft, about)
    else:
        binder.prose(document.stem, about, _rendered(about["title"], draft))


def bring_markdown(document: Document, binder: Binder, report: Report, given: Mapping[str, Any]) -> None:
    """Add the work that a Markdown file holds, its text as it is.

    Raises:
        Unreadable: where it is no text, or its notes and marks do not fit together.

    """
    text, encoding = decode(document.read(), document.name)
    draft, body = markdown.read(text, document.name)
    _remark(report, document, encoding, draft)
    binder.prose(document.stem, _about(document, draft, given, text), body)


def _remark(report: Report, document: Document, encoding: str, draft: Draft) -> None:
    said = draft.remarks if encoding == "utf-8" else (f"read as {encoding}, kept as UTF-8", *draft.remarks)
    report.remarks += [(document.name, each) for each in said]
    report.leave_out(*draft.left_out)


def _about(document: Document, draft: Draft, given: Mapping[str, Any], sample: str) -> dict[str, Any]:
    """Return the work's fields: the operator's word first, then the text's own, then what its name says."""
    found = {**known.edition(document.stem, len(draft.rows)), **draft.fields}
    found = {"language": tongue.read(sample), **named.read(document.stem), **found}
    return settled(document.name, found, given, title=named.title(document.stem))


def settled(source: str, found: Mapping[str, Any], given: Mapping[str, Any], *, title: str) -> dict[str, Any]:
    """Return the fields of a work as they are written down, each settled by what is surest.

    `found` is what the text says, `given` what the operator does. A ban that the text itself states stays, whatever
    licence is given by hand: `post = true` in the manifest is the operator's yes.
    """
    about = {"title": title, "source": source, **found, **given}
    if "licence" not in about:
        about |= {"licence": UNSTATED, "redistribute": False}
    elif RESERVED.search(about["licence"]):
        about["redistribute"] = False
    about.setdefault("redistribute", True)
    if not about.get("short"):
        about["short"] = short(about["title"])
    return about


def _rows(document: Document, binder: Binder, draft: Draft, about: Mapping[str, Any]) -> None:
    work = binder.work(document.stem, about)
    for row in draft.rows:
        section = {"section": list(row.section)} if row.section else {}
        binder.row(work, {"id": row.locator, "text": row.text, **section})


def _rendered(title: str, draft: Draft) -> str:
    """Return the Markdown of a draft's prose: its title, headings, paragraphs, and the footnotes at the end."""
    notes = list(dict.fromkeys(note for piece in draft.pieces for note in piece.notes))
    parts = [heading(title, 1), *(_piece(each, notes) for each in draft.pieces), *_footnotes(notes)]
    return "\n\n".join(parts)


def _piece(piece: Piece, notes: list[str]) -> str:
    called = [notes.index(each) + 1 for each in piece.notes]
    return heading(piece.text, piece.level, called) if piece.level else paragraph(piece.text, called)


def _footnotes(notes: list[str]) -> Iterator[str]:
    for number, note in enumerate(notes, 1):
        yield f"{marks((number,))}: {paragraph(' '.join(note.split()))}"
