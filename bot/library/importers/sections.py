"""Sections: how a work of numbered parts is cited, and the numbers that its paragraphs begin with."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from bot.library.cut import cut
from bot.library.importers.draft import Piece
from bot.library.numerals import division, heading_number, letters, roman
from bot.library.prose import paths

FEWEST = 3
MOST_OF = 0.6
HALF = 0.4
"""The part of a section's paragraphs that must begin with a number for the numbers to be their places."""

NUMBERED = re.compile(r"(?P<roman>[IVXLC]{1,8})\.\s+(?=\S)|(?P<figures>\d{1,4})[.)]\s+(?=\S)")

LETTERS = re.compile(r"(?<=\d)[a-z]+$")

Path = tuple[str, ...]


def scheme(pieces: Iterable[Piece]) -> str:
    """Return "section" for a text of which most stands below numbered headings, else ""."""
    under: list[bool] = []
    numbers: set[Path] = set()
    for _, path in _placed(pieces):
        under.append(any(map(heading_number, path)))
        numbers.add(path)
    numbered = [each for each in numbers if any(map(heading_number, each))]
    return "section" if len(numbered) >= FEWEST and sum(under) >= MOST_OF * len(under) else ""


def numbered(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a work of sections, each paragraph that begins with its own number named by it.

    What follows without a number goes on with the paragraph above it; one too long for a chat is cut in lettered parts.
    """
    groups = groupby(_with_headings(pieces), lambda each: each[1])
    placed = [(path, [each for each, _ in group]) for path, group in groups]
    return list(_apart([each for path, group in placed for each in _counted(path, group)]))


def levelled(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the headings of one kind of division, "Book" or "Act", all at one level, the highest."""
    levels: dict[str, int] = {}
    for each in pieces:
        if each.level and (kind := division(each.text)):
            levels[kind] = min(levels.get(kind, each.level), each.level)
    return [replace(each, level=levels.get(division(each.text), each.level)) if each.level else each for each in pieces]


def _apart(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces, each that needs one with a place of its own.

    A counted place that is taken by a numbered one is named after the heading instead; below a heading without a number
    numbered parts keep their plain numbers, "159.1", where no other has them.
    """
    taken = {LETTERS.sub("", each.id) for each in pieces if each.id}
    places = paths(path for _, path in _placed(pieces))
    plain = _plain(places, {path for _, path in _placed(pieces)})
    counts: dict[Path, int] = {}
    for each, path in _with_headings(pieces):
        if each.level or each.id or not path:
            yield each
            continue
        counts[path] = number = counts.get(path, 0) + 1
        if path in plain and f"{plain[path]}.{number}" not in taken:
            yield from _named([each], f"{plain[path]}.{number}")
        elif f"{places[path]}.{number}" in taken or path in plain:
            name = "-".join(re.findall(r"\w+", path[-1].casefold()))[:40]
            yield from _named([each], f"{name}.{number}")
        else:
            yield each


def _plain(places: Mapping[Path, str], held: set[Path]) -> dict[Path, str]:
    """Return the numbers alone of each path in which a heading without one stands, where they are nobody else's.

    `held` are the paths with paragraphs of their own.
    """
    found = {path: ".".join(filter(None, map(heading_number, path))) for path in held}
    counts = Counter(found.values())
    return {
        path: short
        for path, short in found.items()
        if short and short.count(".") + 1 < len(path) and counts[short] == 1 and short != places[path]
    }


def _with_headings(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Path]]:
    """Yield every piece with the headings above it; a heading stands by itself."""
    stack: list[tuple[int, str]] = []
    for each in pieces:
        if each.level:
            stack = [above for above in stack if above[0] < each.level] + [(each.level, each.text)]
            yield each, ("", each.text, str(each.line))
        else:
            yield each, tuple(name for _, name in stack)


def _placed(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Path]]:
    return ((each, path) for each, path in _with_headings(pieces) if not each.level)


def _counted(path: Path, group: list[Piece]) -> Iterable[Piece]:
    """Number the paragraphs of one section where they count themselves from one up."""
    book = ".".join(filter(None, map(heading_number, path)))
    starts = list(_starts(group))
    if group[0].level or not book or len(starts) < max(FEWEST, HALF * len(group)):
        return group
    bounds = [*starts[1:], (len(group), 0)]
    named = (
        _named([_bare(group[at]), *group[at + 1 : stop]], f"{book}.{number}")
        for (at, number), (stop, _) in zip(starts, bounds, strict=True)
    )
    return [*group[: starts[0][0]], *(each for several in named for each in several)]


def _starts(group: list[Piece]) -> Iterator[tuple[int, int]]:
    """Yield (index, number) of each paragraph that begins with a number which carries the count on."""
    expected = 1
    for at, each in enumerate(group):
        found = NUMBERED.match(each.text)
        number = _value(found) if found else 0
        if number and expected <= number <= expected + 1:
            yield at, number
            expected = number + 1


def _value(found: re.Match[str]) -> int:
    return int(found["figures"]) if found["figures"] else roman(found["roman"])


def _bare(piece: Piece) -> Piece:
    """Return a paragraph without the number that it begins with."""
    return replace(piece, text=NUMBERED.sub("", piece.text, count=1))


def _named(run: list[Piece], place: str) -> Iterator[Piece]:
    """Yield a paragraph and what goes on with it as one place, or its parts a, b, c."""
    parts = [
        replace(each, text=text, notes=() if at else each.notes)
        for each in run
        for at, text in enumerate(cut(each.text))
    ]
    for number, each in enumerate(parts):
        yield replace(each, id=place + ("" if len(parts) == 1 else letters(number)))
