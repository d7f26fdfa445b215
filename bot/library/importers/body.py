"""The body of a document: its paragraphs as an editor would set them, with headings, and nothing too short or long."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.library.cut import LONGEST, SHORTEST, gathered
from bot.library.importers.draft import Piece
from bot.library.importers.layout import SMALL, Paragraph, ended

LONGEST_HEADING = 80
CASELESS_HEADING = 24
"""The same where a script has no capitals to tell a heading by."""

SALUTATION = 120
"""Characters; a first paragraph no longer than this that ends in a colon or comma addresses the listeners."""

LOST_PARAGRAPHS = 4 * LONGEST
"""A paragraph beyond this has lost its breaks, as in files of one line: it is set anew from its sentences."""

SET_ANEW = 900
DIVISION = re.compile(
    r"(?:chapter|book|part|section|act|scene|article|letter|canto|volume|kapitel|buch|teil|chapitre|livre|cap[ií]tulo"
    r"|libro)\s+[\dIVXLC]+\b.*|[IVXLC]{1,7}\.?|第.{1,6}[章篇回卷]",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\[[^\[\]]{10,200}\]")
"""A remark of the transcriber's, in brackets by itself."""


def pieces(found: list[Paragraph]) -> list[Piece]:
    """Return headings and paragraphs, short paragraphs joined to a neighbour, endless ones set anew."""
    marked = [Piece(each.text, each.line, _level(found, at)) for at, each in enumerate(found)]
    return [part for each in joined(marked) for part in _set(each)]


def _level(found: list[Paragraph], at: int) -> int:
    """Return 2 for a heading: a short line set as one, with a paragraph somewhere below it; else 0."""
    return 2 if at + 1 < len(found) and is_heading(found[at].text) else 0


def is_heading(text: str) -> bool:
    """Return whether a line by itself reads as a heading: a numbered division, capitals, or a title's capitals."""
    if len(text) > LONGEST_HEADING or "\n" in text:
        return False
    if DIVISION.fullmatch(text):
        return True
    if ended(text) or text[-1] in ",-–—*\"'”’)]" or not re.search(r"[^\W\d_]", text):
        return False
    if text.lower() == text.upper():
        return len(text) <= CASELESS_HEADING
    words = [each for each in re.findall(r"[^\W\d_][\w'’-]*", text) if not SMALL.fullmatch(each.lower())]
    return text.isupper() or (0 < len(words) <= 10 and all(each[0].isupper() for each in words))


def joined(given: list[Piece]) -> Iterator[Piece]:
    """Join a paragraph that is too short for itself: one that opens something to the next, any other to the last."""
    held: Piece | None = None
    first = True
    for each in given:
        if held and not held.level and ASIDE.fullmatch(each.text):
            held = replace(held, notes=(*held.notes, each.text[1:-1]))
            continue
        if held and not held.level and not each.level and (_opens(held, first=first) or _short(each)):
            held = Piece(f"{held.text}\n{each.text}", held.line, 0, held.notes + each.notes)
            continue
        if held:
            yield held
            first = bool(held.level)
        held = each
    if held:
        yield held


def _opens(piece: Piece, *, first: bool) -> bool:
    """Return whether it leads on to what follows: a salutation, or a few words and a colon."""
    last = piece.text.rsplit("\n", 1)[-1]
    leads = last[-1] in ":,—" and len(last) < (SALUTATION if first else SHORTEST)
    return leads or len(piece.text) < SHORTEST


def _short(piece: Piece) -> bool:
    return len(piece.text) < SHORTEST and piece.text[-1] not in ":,—"


def _set(piece: Piece) -> Iterator[Piece]:
    if len(piece.text) <= LOST_PARAGRAPHS:
        yield piece
        return
    for text in gathered(piece.text, SET_ANEW):
        yield Piece(text, piece.line, notes=piece.notes)
