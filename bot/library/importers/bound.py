"""Binding: a draft written into a pack, with all that is known of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.library import prose
from bot.library.binder import Binder, heading, marks, paragraph
from bot.library.importers import kept, known, named, tongue
from bot.library.importers.document import Document
from bot.library.importers.draft import Draft, Piece
from bot.library.importers.head import short
from bot.library.importers.kept import Kept, Placed
from bot.library.importers.order import Report
from bot.library.passage import Passage
from bot.library.problem import Problem
from bot.library.work import UNSTATED, Work

RESERVED = re.compile(r"\bprivate\b|all rights reserved|\bcopyright(?:ed)?\b|©", re.IGNORECASE)
SAMPLE = 200
"""Pieces or rows from which the language is told."""

OWN_PLACES = ("verse", "line", "date", "page")
"""Schemes whose places the text itself gives."""

DEEPEST = 6
"""Levels of headings that Markdown has."""


def bind(document: Document, binder: Binder, report: Report, given: Mapping[str, Any], draft: Draft) -> None:
    """Add the work that a draft of the document is; `given` is the operator's word on it."""
    remark(document, report, draft)
    about = about_of(document, draft, given, _sample(draft))
    name = draft.name or document.stem
    settled_so, places = _settled(draft, about, binder.before(name), binder.retired(name))
    if places and (places.new or places.gone):
        report.remarks.append((document.name, places.told()))
    if draft.rows:
        _rows(binder, name, settled_so, about)
    else:
        binder.prose(name, about, _rendered(about["title"], settled_so))


def _settled(
    draft: Draft, about: Mapping[str, Any], before: Sequence[Placed], retired: Collection[str]
) -> tuple[Draft, Kept | None]:
    """Return the draft with the places that its passages had before, where it was imported before."""
    if not before or about.get("scheme") in OWN_PLACES:
        return draft, None
    if draft.rows:
        found = kept.places(before, [(row.locator, row.text) for row in draft.rows], retired)
        rows = (replace(row, locator=place) for row, place in zip(draft.rows, found.places, strict=True))
        return replace(draft, rows=tuple(rows)), found
    work = Work("", "", str(about["title"]), scheme=str(about.get("scheme", "paragraph")))
    now = [each for each in prose.parse(work, _rendered(work.title, draft), "") if not isinstance(each, Problem)]
    found = kept.places(before, [(passage.locator, passage.text) for passage, _ in now], retired)
    paragraphs = sum(not piece.level for piece in draft.pieces)
    runs = [list(run) for _, run in groupby(zip(now, found.places, strict=True), key=lambda each: each[0][1])]
    if len(runs) != paragraphs:
        return draft, None
    named = ([(passage, place) for (passage, _), place in run] for run in runs)
    return replace(draft, pieces=tuple(_renamed(draft.pieces, named))), found


def _renamed(pieces: Iterable[Piece], runs: Iterator[list[tuple[Passage, str]]]) -> Iterator[Piece]:
    """Yield the pieces, a paragraph whose passages had other places parted in them, each with its place as its id.

    Below one that was parted the paragraphs are counted otherwise, so each has its place as its id.
    """
    parted = False
    for piece in pieces:
        run = [] if piece.level else next(runs)
        if not run or (not parted and all(passage.locator == place for passage, place in run)):
            yield piece
        else:
            parted = parted or len(run) > 1
            for at, (passage, place) in enumerate(run):
                yield replace(piece, text=passage.text, id=place, notes=() if at else piece.notes)


def remark(document: Document, report: Report, draft: Draft) -> None:
    """Put into the report what was noticed and left out."""
    report.remarks += [(document.name, each) for each in draft.remarks]
    report.leave_out(*draft.left_out)


def about_of(document: Document, draft: Draft, given: Mapping[str, Any], sample: str) -> dict[str, Any]:
    """Return the work's fields: the operator's word first, then the text's own, then what its name says."""
    place = known.folder(document.path.resolve().parent.name)
    found = {**place, **named.read(document.stem), **known.edition(document.stem, len(draft.rows)), **draft.fields}
    if "language" not in found:
        found["language"] = tongue.read(sample)
    return settled(document.name, found, given, title=named.title(draft.name or document.stem))


def settled(source: str, found: Mapping[str, Any], given: Mapping[str, Any], *, title: str) -> dict[str, Any]:
    """Return the fields of a work as they are written down, each settled by what is surest.

    `found` is what the text says, `given` what the operator does. A ban that the text itself states stays, whatever
    licence is given by hand: `post = true` in the manifest is the operator's yes.
    """
    about = {"title": title, "source": source, **found, **given}
    about = {**known.work(str(about["title"]), str(about.get("author", ""))), **about}
    if "licence" not in about:
        about |= {"licence": UNSTATED, "redistribute": False}
    elif RESERVED.search(about["licence"]):
        about["redistribute"] = False
    about.setdefault("redistribute", True)
    if not about.get("short"):
        about["short"] = short(about["title"])
    return about


def _sample(draft: Draft) -> str:
    pieces = [each.text for each in draft.pieces if not each.level][:SAMPLE]
    return "\n".join(pieces or [each.text for each in draft.rows[:SAMPLE]])


def _rows(binder: Binder, name: str, draft: Draft, about: Mapping[str, Any]) -> None:
    work = binder.work(name, about)
    for row in draft.rows:
        section = {"section": list(row.section)} if row.section else {}
        binder.row(work, {"id": row.locator, "text": row.text, **section, **row.more})


def _rendered(title: str, draft: Draft) -> str:
    """Return the Markdown of a draft's prose: its title, headings, paragraphs, and the footnotes at the end."""
    numbers = {note: number for number, note in enumerate(_noted(draft), 1)}
    levels = sorted({each.level for each in draft.pieces if each.level})
    deep = {level: min(at, DEEPEST) for at, level in enumerate(levels, 2)}
    parts = (_piece(each, numbers, deep) for each in draft.pieces)
    return "\n\n".join((heading(title, 1), *parts, *_footnotes(numbers)))


def _noted(draft: Draft) -> Iterator[str]:
    yield from dict.fromkeys(note for piece in draft.pieces for note in piece.notes)


def _piece(piece: Piece, numbers: Mapping[str, int], deep: Mapping[int, int]) -> str:
    called = [numbers[each] for each in piece.notes]
    if piece.level:
        return heading(piece.text, deep[piece.level], called)
    return (f"{{#{piece.id}}}\n" if piece.id else "") + paragraph(piece.text, called)


def _footnotes(numbers: Mapping[str, int]) -> Iterator[str]:
    for note, number in numbers.items():
        yield f"{marks((number,))}: {paragraph(' '.join(note.split()))}"
