"""Verse by verse: a text whose every line begins with its own reference, as in "Ge1:1 In the beginning"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.library import books
from bot.library.importers.draft import Draft, LeftOut, Row

LINE = re.compile(
    r"(?P<book>(?:[1-3]\s?|I{1,3}\s)?[^\W\d_][^\d:|\t]*?)?\.?[\s|]*"
    r"(?P<chapter>\d{1,3})[:.,|\t ](?P<verse>\d{1,3})[a-z]?[\s|:.]+(?P<text>\S.*)"
)
SAMPLE = 1000
FEWEST = 10
MOST_OF = 0.95


@dataclass(frozen=True, slots=True)
class _Verse:
    book: str
    chapter: int
    number: int
    text: str


def is_verses(lines: list[str]) -> bool:
    """Return whether nearly all the first lines carry a reference of chapter and verse, in rising order."""
    filled = [each for each in lines[:SAMPLE] if each]
    found = [each for each in map(_read, filled) if each]
    rising = sum(_follows(one, two) for one, two in pairwise(found))
    likely = len({(each.book, each.chapter) for each in found}) > 1 or any(books.named(each.book) for each in found)
    return likely and len(found) >= max(FEWEST, MOST_OF * len(filled)) and rising >= MOST_OF * (len(found) - 1)


def _follows(one: _Verse, two: _Verse) -> bool:
    return one.book != two.book or (one.chapter, one.number) < (two.chapter, two.number)


def _read(line: str) -> _Verse | None:
    found = LINE.fullmatch(line)
    if not found:
        return None
    name = (found["book"] or "").strip(" .")
    return _Verse(name, int(found["chapter"]), int(found["verse"]), found["text"])


def read(lines: list[str], file: str) -> Draft:
    """Return the verses, each with its book's real name; a line without a reference carries on the verse above it."""
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for number, line in enumerate(lines, 1):
        verse = _read(line)
        if verse:
            rows.append(_row(verse))
        elif line and rows:
            rows[-1] = Row(rows[-1].locator, f"{rows[-1].text} {line}", rows[-1].section)
        elif line:
            left_out.append(LeftOut(file, number, line, "it stands above the first verse"))
    unique, doubled = _once(rows, file)
    return Draft({"scheme": "verse"}, rows=tuple(unique), left_out=(*left_out, *doubled), remarks=tuple(_told(unique)))


def _row(verse: _Verse) -> Row:
    book = books.named(verse.book)
    cited = f"{book.cited if book else verse.book} ".lstrip()
    section = ((book.name if book else verse.book),) if verse.book else ()
    return Row(f"{cited}{verse.chapter}:{verse.number}", verse.text, section)


def _once(rows: list[Row], file: str) -> tuple[list[Row], list[LeftOut]]:
    seen: dict[str, Row] = {}
    doubled = [each for each in rows if seen.setdefault(each.locator, each) is not each]
    left = [
        LeftOut(file, 0, f"{each.locator} {each.text}", "its reference is already another verse's") for each in doubled
    ]
    return list(seen.values()), left


def _told(rows: list[Row]) -> Iterator[str]:
    """Yield what the operator should know: how many books there are, and which names no table knows."""
    named = list(dict.fromkeys(each.section[0] for each in rows if each.section))
    unknown = [each for each in named if not books.named(each)]
    if named:
        yield f"one verse a line: {len(rows):,} verses of {len(named)} book{'s' if len(named) > 1 else ''}"
    if unknown and len(unknown) < len(named):
        yield f"book names kept as they are written: {', '.join(unknown[:10])}"
