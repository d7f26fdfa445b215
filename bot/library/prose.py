"""Prose: a Markdown file of a pack as passages with their locators."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.library import frontmatter, markdown
from bot.library.cut import cut
from bot.library.markdown import Paragraph
from bot.library.passage import Passage
from bot.library.problem import Problem
from bot.library.work import Work

LARGEST = 64_000_000
"""Bytes of one Markdown file; a book of a million words has about six million."""

NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

Read = Iterator[tuple[Passage, int] | Problem]


def read(work: Work, file: Path) -> Read:
    """Yield the passages of a file, each with the line it begins on, and what is wrong in it."""
    if file.stat().st_size > LARGEST:
        yield Problem(file.name, 0, f"larger than {LARGEST // 1_000_000} MB: split it into several works")
        return
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield Problem(file.name, 0, "not UTF-8; save it as UTF-8")
        return
    yield from parse(work, text, file.name)


def parse(work: Work, text: str, name: str) -> Read:
    """Yield the passages of a Markdown text; `name` is its file, for what is told of it."""
    lines = text.split("\n")
    head = frontmatter.parse(lines, name)
    reader = markdown.Reader(name, head.lines, work.title)
    found = reader.read("\n".join(lines[head.lines :]))
    yield from reader.problems
    yield from _placed(work, found)


def _placed(work: Work, found: list[Paragraph]) -> Iterator[tuple[Passage, int]]:
    """Give each paragraph its locator, and its parts where it is too long for one passage."""
    count = _Count(work.scheme)
    position = 0
    for paragraph in found:
        for locator, text in _parts(paragraph, count.next(paragraph)):
            yield _passage(work, paragraph, locator, text, position), paragraph.line
            position += 1


def _parts(paragraph: Paragraph, locator: str) -> list[tuple[str, str]]:
    """Return (locator, text) pairs: ¶4, or ¶4a, ¶4b where the paragraph is long; an explicit id is never cut."""
    texts = [paragraph.text] if paragraph.attributes.id else cut(paragraph.text)
    if len(texts) == 1:
        return [(locator, texts[0])]
    return [(locator + _letters(number), text) for number, text in enumerate(texts)]


def _letters(number: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1 …"""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


class _Count:
    """Counts paragraphs: through the whole work, or anew in every section where sections are numbered."""

    def __init__(self, scheme: str) -> None:
        self._sections = scheme == "section"
        self._counts: dict[tuple[str, ...], int] = {}
        self._paths: dict[tuple[str, ...], str] = {}

    def next(self, paragraph: Paragraph) -> str:
        under = paragraph.section if self._sections else ()
        self._counts[under] = number = self._counts.get(under, 0) + 1
        path = self._path(under)
        return paragraph.attributes.id or (f"{path}.{number}" if path else f"¶{number}")

    def _path(self, section: tuple[str, ...]) -> str:
        """Return "2.1" for the first chapter of the second book: numbers as headings name them, else counted."""
        if not section:
            return ""
        if section not in self._paths:
            above = self._path(section[:-1])
            siblings = sum(1 for each in self._paths if len(each) == len(section) and each[:-1] == section[:-1])
            own = heading_number(section[-1]) or str(siblings + 1)
            self._paths[section] = f"{above}.{own}" if above else own
        return self._paths[section]


def heading_number(heading: str) -> str:
    """Return the number that a heading names: "2" of "Book 2", "12" of "XII. On Rest", "" where it names none."""
    found = re.match(r"(?:\w+\s+)?(?:(\d+)\b|([IVXLC]+)(?:[.:)]|$))", heading)
    if not found:
        return ""
    return found[1] or str(roman(found[2]))


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral in capitals."""
    values = [NUMERALS[each] for each in numeral]
    later = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, later, strict=True))


def _passage(work: Work, paragraph: Paragraph, locator: str, text: str, position: int) -> Passage:
    fields: dict[str, Any] = {"language": work.language, "note": paragraph.note, **markdown.fields(paragraph)}
    return Passage(
        work.pack,
        work.id,
        locator,
        text,
        position,
        paragraph.section,
        prompts=paragraph.prompts,
        forms=paragraph.forms,
        **fields,
    )
