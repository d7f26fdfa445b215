"""An omnibus: a book of several works, each with numbered parts of its own."""

from collections.abc import Iterator
from dataclasses import replace

from bot.library.importers import sections
from bot.library.importers.draft import Draft, Piece
from bot.library.numerals import heading_number

FEWEST = 2


def parted(draft: Draft) -> Iterator[Draft]:
    """Yield the works of a book whose main headings have no numbers while the parts below each count from one.

    Any other book is one work.
    """
    works = list(_works(draft.pieces))
    if len(works) < FEWEST or not all(_is_work(each) for each in works):
        yield draft
        return
    for number, pieces in enumerate(works):
        about = {**draft.fields, "title": pieces[0].text, "scheme": "section"}
        left = draft.left_out if number == 0 else ()
        notes = (f"a book of {len(works)} works: {', '.join(each[0].text for each in works)}",) if number == 0 else ()
        inner = tuple(pieces[1:])
        yield replace(draft, fields=about, pieces=inner, left_out=left, remarks=notes, name=pieces[0].text)


def _works(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """Yield the runs of pieces below each of the highest headings; what stands above the first belongs to none."""
    highest = min((each.level for each in pieces if each.level), default=0)
    starts = [at for at, each in enumerate(pieces) if each.level and each.level == highest]
    if starts[:1] != [0]:
        return
    for start, stop in zip(starts, [*starts[1:], len(pieces)], strict=True):
        yield list(pieces[start:stop])


def _is_work(pieces: list[Piece]) -> bool:
    numbers = [heading_number(each.text) for each in pieces[1:] if each.level]
    return not heading_number(pieces[0].text) and numbers.count("1") == 1 and len(numbers) >= sections.FEWEST
