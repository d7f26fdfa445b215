"""Tables of contents: headings told twice, the first time with nothing below them."""

import re

from bot.library.importers.draft import LeftOut, Piece

HEADING = re.compile(
    r"(?:table of )?contents|list of contents|inhalt(?:sverzeichnis)?|índice|indice|contenido|sommaire"
    r"|table des matières|目[录錄次]",
    re.IGNORECASE,
)
LONGEST = 160
FEWEST = 2
LEADER = re.compile(r"(?:[.·…]\s?){5,}")
SCRAP = 40
LEADERS = re.compile(r"[\s.·…_-]*(?:\d{1,4}|[ivxlc]{1,7})?$", re.IGNORECASE)


def without(pieces: list[Piece], file: str) -> tuple[list[Piece], list[LeftOut]]:
    """Return the pieces without a table of contents, and what it said as left out."""
    start = next((at for at, each in enumerate(pieces) if HEADING.fullmatch(each.text.strip(" .:"))), -1)
    stop = max(_told_again(pieces, start), _led(pieces, start)) if start >= 0 else 0
    if stop - start <= FEWEST:
        return pieces, []
    left = [LeftOut(file, each.line, each.text, "the table of contents") for each in pieces[start:stop]]
    return [*pieces[:start], *pieces[stop:]], left


def _told_again(pieces: list[Piece], start: int) -> int:
    """Return where the entries end that are headings further on."""
    stop = start + 1
    later = {_bare(each.text) for each in pieces[start:]}
    told = [_bare(each.text) for each in pieces]
    while stop < len(pieces) and _is_entry(pieces[stop], told, stop, later):
        stop += 1
    return stop


def _led(pieces: list[Piece], start: int) -> int:
    """Return where the entries end that dots lead from to a page, with the headings and scraps between them."""
    stop = start + 1
    for at, each in enumerate(pieces[start:], start):
        if LEADER.search(each.text):
            stop = at + 1
        elif not (each.level or len(each.text) < SCRAP):
            break
    return stop


def _is_entry(piece: Piece, told: list[str], at: int, later: set[str]) -> bool:
    """Return whether a piece is told again further on, or ends in the number of a page."""
    own = told[at]
    if len(piece.text) > LONGEST or not own:
        return False
    if re.search(r"[.·…]{3,}\s*\d+$|\s\d{1,4}$", piece.text) and own in later:
        return True
    return any(each.endswith(own) and len(each) <= LONGEST for each in told[at + 1 :])


def _bare(text: str) -> str:
    """Return an entry without the dots and the page number behind it, and without marks."""
    lead = LEADERS.sub("", text) if re.search(r"[.·…]{2,}|\s\d+$", text) else text
    return " ".join(re.findall(r"\w+", lead.casefold()))
