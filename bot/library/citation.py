"""A citation: what people read to know where a passage stands."""

import re
from itertools import takewhile

from bot.library.passage import Passage
from bot.library.work import Work

DATED = ("paragraph", "row", "page")
"""Schemes whose citations name the year; book-and-section and verse references have never carried one."""

SEAM = re.compile(r"[\s:.¶#,(]")
TAIL = re.compile(r" \([^()]*\)$")


def cite(work: Work, passage: Passage, last: Passage | None = None) -> str:
    """Return where `passage` stands, or the run from it to `last` of the same work.

    The source's own citation is kept where it gave one. Examples: "Thomas Jefferson, First Inaugural Address (1801)
    ¶4", "John 3:16-18 (King James Version)", "Marcus Aurelius, Meditations 2.1, tr. Long".
    """
    end = last or passage
    if passage.cite and end.cite:
        return run(passage.cite, end.cite)
    if work.scheme == "verse":
        return _verse(work, run(passage.locator, end.locator))
    return _joined(work, _place(work, passage, end))


def _verse(work: Work, place: str) -> str:
    """Return chapter and verse with the edition behind it, unless the work is the book itself."""
    edition = work.short or work.title
    return place if place.startswith(edition) else f"{place} ({edition})"


def year(date: str) -> str:
    """Return the year of an ISO 8601 date as people write it: "1801", "44 BCE", or "" where undated."""
    found = re.match(r"(-?)0*(\d+)", date)
    if not found:
        return ""
    return f"{found[2]} BCE" if found[1] else found[2]


def run(first: str, last: str) -> str:
    """Return "Genesis 1:3-5" of "Genesis 1:3" and "Genesis 1:5"; one of them where they are the same."""
    if first == last:
        return first
    tail = TAIL.search(first)
    shared = tail[0] if tail and last.endswith(tail[0]) else ""
    first, last = first.removesuffix(shared), last.removesuffix(shared)
    return f"{first}-{last[_seam(first, last) :]}{shared}"


def _seam(first: str, last: str) -> int:
    """Return how much of `last` need not be repeated: what both share, up to the last mark between parts."""
    common = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return max((at for at, (mark, _) in enumerate(common, 1) if SEAM.match(mark)), default=0)


def _joined(work: Work, place: str) -> str:
    named = f"{work.author}, {work.short or work.title}" if work.author else work.short or work.title
    written = year(work.date) if work.scheme in DATED else ""
    by = f", tr. {work.translator}" if work.translator else ""
    return f"{named}{f' ({written})' if written else ''}{place}{by}"


def _place(work: Work, first: Passage, last: Passage) -> str:
    """Return the locators as they follow the title, with their own space or comma."""
    if work.scheme == "date" and first.date:
        return f", {run(first.date, last.date)}" + (f": {first.title}" if first.title and first == last else "")
    if first == last and first.title and not _numbered(first.locator):
        return f", “{first.title}”"
    place = run(first.locator, last.locator)
    return f" {_number(place)}" if _numbered(first.locator) else f", {place}"


def _numbered(locator: str) -> bool:
    return bool(re.match(r"¶?\d", locator))


def _number(place: str) -> str:
    """Return a bare row number so that it does not read as part of the title or year."""
    return f"#{place}" if re.fullmatch(r"\d+(-\d+)?", place) else place
