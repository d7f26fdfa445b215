"""A citation: what people read to know where a passage stands."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from bot.library.passage import Passage
from bot.library.work import Work

DATED = ("paragraph", "row", "page")
"""Schemes whose citations name the year; book-and-section and verse references have never carried one."""

SEAM = re.compile(r"[\s:.¶#,(]")
TAIL = re.compile(r" \([^()]*\)$")

NUMBER = re.compile(r"¶?\d+(?:[.:]\d+)*[a-z]?")

Run = tuple[Passage, Passage]
"""The first and the last of passages that stand one after the other in a work."""


def cite(work: Work, passage: Passage, last: Passage | None = None) -> str:
    """Return where `passage` stands, or the run from it to `last` of the same work.

    The source's own citation is kept where it gave one. Examples: "Thomas Jefferson, First Inaugural Address (1801)
    ¶4", "John 3:16-18 (King James Version)", "Marcus Aurelius, Meditations 2.1, tr. Long",
    "William Shakespeare, Hamlet 3.1.56-60 (HAMLET)".
    """
    return cite_list(work, [(passage, last or passage)])


def cite_list(work: Work, places: Sequence[Run]) -> str:
    """Return where several runs of one work stand: "John 3:16, 18; 4:1 (King James Version)"."""
    if all(first.cite and last.cite for first, last in places):
        return listed([(first.cite, last.cite) for first, last in places])
    if work.scheme == "verse":
        return _verse(work, _locators(places))
    return _joined(work, _place(work, places)) + _spoken(places)


def _spoken(places: Sequence[Run]) -> str:
    """Return who speaks, in brackets, where it is one and the same."""
    speakers = {each.speaker for both in places for each in both}
    return f" ({speakers.pop()})" if len(speakers) == 1 and all(speakers) else ""


def runs(passages: Iterable[Passage]) -> list[Run]:
    """Return passages of one work as runs of those that stand one after the other."""
    found: list[Run] = []
    for each in passages:
        if found and _goes_on(found[-1][1], each):
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def _goes_on(before: Passage, after: Passage) -> bool:
    """Return whether a passage closes the run of the one before: next to it, its own citation but a number on."""
    if before.position + 1 != after.position:
        return False
    first, last = (TAIL.sub("", each.cite) for each in (before, after))
    return not last or bool(NUMBER.fullmatch(last[_seam(first, last) :]))


def _locators(places: Sequence[Run]) -> str:
    return listed([(first.locator, last.locator) for first, last in places])


def last_line(passage: Passage) -> str:
    """Return the locator of the last line of a passage that is cited by its first: "3.1.64" of "3.1.56"."""
    found = re.fullmatch(r"(?P<scene>.*\.)?(?P<line>\d+)", passage.locator)
    if not found:
        return passage.locator
    return f"{found['scene'] or ''}{int(found['line']) + passage.text.count(chr(10))}"


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


def listed(places: Sequence[tuple[str, str]]) -> str:
    """Return runs of places as one list in which nothing is repeated that a place shares with the one before it.

    "Genesis 1:3" to "Genesis 1:5" is "Genesis 1:3-5"; "Genesis 1:8" goes on as ", 8", "Genesis 2:1" as "; 2:1".
    """
    tail = _tail([each for both in places for each in both])
    bare = [(first.removesuffix(tail), last.removesuffix(tail)) for first, last in places]
    further = (_further(before, *both) for (_, before), both in pairwise(bare))
    return f"{_run(*bare[0])}{''.join(further)}{tail}"


def _tail(places: Sequence[str]) -> str:
    """Return the brackets that all the places end in, such as " (King James Version)"; "" where they do not."""
    found = TAIL.search(places[0])
    return found[0] if found and all(each.endswith(found[0]) for each in places) else ""


def _run(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last[_seam(first, last) :]}"


def _further(before: str, first: str, last: str) -> str:
    """Return how a list goes on: with a comma within the same chapter, else with a semicolon."""
    seam = _seam(before, first)
    return f"{'; ' if SEAM.search(first[seam:]) else ', '}{_run(first, last)[seam:]}"


def _seam(first: str, last: str) -> int:
    """Return how much of `last` need not be repeated: what both share, up to the last mark between parts."""
    common = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return max((at for at, (mark, _) in enumerate(common, 1) if SEAM.match(mark)), default=0)


def _joined(work: Work, place: str) -> str:
    named = f"{work.author}, {work.short or work.title}" if work.author else work.short or work.title
    written = year(work.date) if work.scheme in DATED else ""
    by = f", tr. {work.translator}" if work.translator else ""
    return f"{named}{f' ({written})' if written else ''}{place}{by}"


def _place(work: Work, places: Sequence[Run]) -> str:
    """Return the locators as they follow the title, with their own space or comma."""
    first, last = places[0]
    title = first.title if len(places) == 1 and first == last else ""
    if work.scheme == "date" and first.date:
        return f", {listed([(one.date, two.date) for one, two in places])}" + (f": {title}" if title else "")
    if work.scheme == "page" and first.locator[0].isdigit():
        return f", {_pages(places)}"
    if not _numbered(first.locator):
        return f", “{title}”" if title else f", {_locators(places)}"
    if work.scheme == "line":
        return f" {listed([(one.locator, last_line(two)) for one, two in places])}"
    return f" {_number(_locators(places))}"


def _pages(places: Sequence[Run]) -> str:
    """Return "p. 12" or "pp. 12-13, 15"; of a run of several paragraphs only the pages are told."""
    runs = [(one.locator, two.locator) if one == two else (_page(one), _page(two)) for one, two in places]
    return f"{'p.' if len(runs) == 1 and runs[0][0] == runs[0][1] else 'pp.'} {listed(runs)}"


def _page(passage: Passage) -> str:
    """Return the page without the letter that tells its paragraphs apart."""
    return re.sub(r"(?<=\d)[a-z]+$", "", passage.locator)


def _numbered(locator: str) -> bool:
    return bool(re.match(r"¶?\d", locator))


def _number(place: str) -> str:
    """Return bare row numbers so that they do not read as part of the title or year."""
    return f"#{place}" if re.fullmatch(r"\d+([-, ]+\d+)*", place) else place
