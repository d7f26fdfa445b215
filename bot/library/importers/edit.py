"""The edit: the pieces of any document as a work - its head and tail taken off, its parts numbered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.library.cut import LONGEST, sentences
from bot.library.importers import body, contents, drama, gutenberg, notice, sections
from bot.library.importers.draft import Draft, LeftOut, Piece
from bot.library.importers.head import Head
from bot.library.importers.layout import ended
from bot.library.importers.role import SUBTITLE
from bot.library.importers.tail import Tail


def edited(given: list[Piece], file: str, about: Mapping[str, Any], *, scheme: str = "") -> Draft:
    """Return the work that marked-up pieces make; `about` is what the document states of itself outside its text.

    `scheme` is the operator's word on how it is cited, if any.
    """
    pieces, stated, left = gutenberg.stripped(given, file)
    fields = {**about, **stated}
    if not scheme and drama.is_play(pieces):
        return _added(drama.read(pieces, file), fields, left)
    plain = sections.levelled(list(_entitled(_verse(pieces))))
    plain, listed = contents.without(plain, file)
    head, tail = Head(file, fields=dict(fields)), Tail(file)
    kept = tail.read(head.read(_asides(_run_on(plain))))
    rights = notice.licence((*head.notices, *tail.notices))
    draft = finished(list(body.joined(_reached(kept))), {**head.fields, **rights}, scheme)
    return _added(draft, {}, [*left, *listed, *head.left_out, *tail.left_out])


def finished(pieces: list[Piece], fields: Mapping[str, Any], scheme: str) -> Draft:
    """Return the draft of a work's pieces, cited by section where most of it stands below numbered headings."""
    found = scheme or sections.scheme(pieces)
    named = sections.numbered(pieces) if found == "section" else pieces
    about = {**fields, "scheme": found} if found else dict(fields)
    return Draft(about, tuple(named), remarks=tuple(_told(named)))


def _added(draft: Draft, fields: Mapping[str, Any], left: Iterable[LeftOut]) -> Draft:
    return replace(draft, fields={**fields, **draft.fields}, left_out=(*left, *draft.left_out))


def _verse(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield lines of verse as one paragraph each run, and what would be a play's parts as paragraphs."""
    for is_line, run in groupby(pieces, key=lambda each: each.kind == "line" and not each.level):
        if not is_line:
            yield from (each if each.kind == "aside" else replace(each, kind="", id="") for each in run)
            continue
        lines = list(run)
        notes = tuple(note for each in lines for note in each.notes)
        yield Piece("\n".join(each.text for each in lines), lines[0].line, notes=notes)


def _entitled(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a heading's second line joined to it: "X" and "On Rest" are "X: On Rest"."""
    held: Piece | None = None
    for each in pieces:
        if each.level == SUBTITLE:
            first = f"{held.text}: " if held else ""
            each = replace(each, text=f"{first}{each.text}", level=held.level if held else 1)  # noqa: PLW2901
            held = None
        if held:
            yield held
        held = each if each.level else None
        if not held:
            yield each
    if held:
        yield held


def _run_on(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, a heading that is only the first line of the paragraph below it put back there.

    Where headings of a level often are, one of the same level that begins with a number is a paragraph by
    itself.
    """
    runs = [at for at in range(1, len(pieces)) if _leads(pieces[at - 1], pieces[at])]
    often = {pieces[at - 1].level for at in runs} if len(runs) >= sections.FEWEST else set()
    joined = frozenset(runs)
    kept: list[Piece] = []
    for at, each in enumerate(pieces):
        if at in joined:
            before = kept.pop()
            text = f"{before.text} {each.text}"
            kept.append(replace(each, text=text, line=before.line, notes=before.notes + each.notes))
        elif each.level in often and sections.NUMBERED.match(each.text):
            kept.append(replace(each, level=0))
        else:
            kept.append(each)
    return kept


def _leads(heading: Piece, after: Piece) -> bool:
    """Return whether a heading breaks off in a sentence that goes on below it."""
    return bool(heading.level) and not after.level and not ended(heading.text) and after.text[:1].islower()


def _asides(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, what stands in the head of a section made a note to its first paragraph."""
    kept: list[Piece] = []
    waiting: list[str] = []
    for each in pieces:
        if each.kind == "aside" and not each.level:
            waiting.append(each.text)
        elif each.level:
            kept.append(each)
        else:
            kept.append(replace(each, notes=(*waiting, *each.notes)))
            waiting = []
    return kept + [Piece(each, 0) for each in waiting]


def _reached(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without headings that have nothing below them."""
    last = max((at for at, each in enumerate(pieces) if not each.level), default=-1)
    return pieces[: last + 1]


def _told(pieces: list[Piece]) -> Iterator[str]:
    """Yield what the operator should know of how the text was cut."""
    cut = sum(len(each) > LONGEST for piece in pieces for each in sentences(piece.text))
    if cut:
        yield f"{cut} sentence{'s' if cut > 1 else ''} of more than {LONGEST:,} characters cut between clauses"
    headings = sum(bool(each.level) for each in pieces)
    if headings:
        yield f"{headings} heading{'s' if headings > 1 else ''} kept as sections"
    noted = sum(len(each.notes) for each in pieces)
    if noted:
        yield f"{noted} note{'s' if noted > 1 else ''} kept beside the passages"
