"""Prose: a Markdown file of a pack as passages with their locators."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.library import frontmatter, markdown
from bot.library.cut import cut
from bot.library.markdown import Paragraph
from bot.library.numerals import heading_number, letters
from bot.library.passage import Passage
from bot.library.problem import Problem
from bot.library.work import Work

LARGEST = 64_000_000
"""Bytes of one Markdown file; a book of a million words has about six million."""

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
    count = _Count(work.scheme, (each.section for each in found))
    position = 0
    for paragraph in found:
        for locator, text in _parts(paragraph, count.next(paragraph), whole=work.scheme == "page"):
            yield _passage(work, paragraph, locator, text, position), paragraph.line
            position += 1


def _parts(paragraph: Paragraph, locator: str, *, whole: bool) -> list[tuple[str, str]]:
    """Return (locator, text) pairs: ¶4, or ¶4a, ¶4b where it is long; `whole`, or with an id, it is left so."""
    texts = [paragraph.text] if whole or paragraph.attributes.id else cut(paragraph.text)
    if len(texts) == 1:
        return [(locator, texts[0])]
    return [(locator + letters(number), text) for number, text in enumerate(texts)]


class _Count:
    """Counts paragraphs: through the whole work, or anew in every section where sections are numbered."""

    def __init__(self, scheme: str, sections: Iterable[tuple[str, ...]]) -> None:
        self._sections = scheme == "section"
        self._paged = scheme == "page"
        self._page, self._on_page = "", 0
        self._counts: dict[tuple[str, ...], int] = {}
        self._paths = paths(sections) if self._sections else {}

    def next(self, paragraph: Paragraph) -> str:
        return (self._on_its_page(paragraph) if self._paged else "") or self._counted(paragraph)

    def _on_its_page(self, paragraph: Paragraph) -> str:
        """Return 12 where page 12 begins, 12b, 12c … further down; "" above the first page."""
        identity = paragraph.attributes.id
        if identity.isdigit():
            self._page, self._on_page = identity, 0
        elif self._page and not identity:
            self._on_page += 1
            return self._page + letters(self._on_page)
        return identity

    def _counted(self, paragraph: Paragraph) -> str:
        under = paragraph.section if self._sections else ()
        self._counts[under] = number = self._counts.get(under, 0) + 1
        path = self._paths.get(under, "")
        return paragraph.attributes.id or (f"{path}.{number}" if path else f"¶{number}")


def paths(sections: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return "2.1" for the first chapter of the second book: numbers as headings name them, else counted.

    Beside numbered ones, a section without a number goes by its name: "preface".
    """
    found: dict[tuple[str, ...], str] = {}
    every = dict.fromkeys(each[:depth] for each in sections for depth in range(1, len(each) + 1))
    beside: dict[tuple[str, ...], list[str]] = {}
    for each in every:
        beside.setdefault(each[:-1], []).append(each[-1])
    taken: set[str] = set()
    for each in every:
        own = _own(each[-1], beside[each[:-1]])
        path = f"{found[each[:-1]]}.{own}" if each[:-1] else own
        found[each] = path if path not in taken else f"{path}-{len(found)}"
        taken.add(found[each])
    return found


def _own(heading: str, beside: list[str]) -> str:
    """Return what a section is called among those beside it."""
    number = heading_number(heading)
    if number:
        return number
    if any(map(heading_number, beside)):
        return "-".join(re.findall(r"\w+", heading.casefold()))[:40] or str(beside.index(heading) + 1)
    return str(beside.index(heading) + 1)


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
