"""EPUB: a pack as a book to read aloud from at the table, with citations, and the questions behind each text."""

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from bot.library.citation import cite
from bot.library.pack import Pack
from bot.library.passage import Passage
from bot.library.work import Work

STYLE = (
    "body { font-size: 1.3em; line-height: 1.5; margin: 1em; } .speaker { font-variant: small-caps; }"
    " .cite { text-align: right; font-style: italic; font-size: .8em; } .note { font-size: .8em; }"
    " .asked { border-left: .3em solid #999; padding-left: .7em; font-size: .9em; }"
)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
NAMESPACE = uuid.UUID("0e8a1f9e-7d5b-5c39-9f6e-3f0c1d9b7a52")
LONGEST = 400
"""Passages on a page of the book."""


def write(path: Path, made: Pack, works: Iterable[Work], passages: Iterable[Passage], *, changed: str) -> None:
    """Write the book; `changed` is the moment of the writing, in UTC, as EPUB wants it: 2026-01-31T07:30:00Z."""
    chosen = {each.id: each for each in works}
    pages: list[tuple[str, str]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("style.css", STYLE)
        for work, title, run in _pages(chosen, passages):
            name = f"page{len(pages) + 1}.xhtml"
            pages.append((name, title))
            book.writestr(name, _page(work, title, run))
        book.writestr("nav.xhtml", _contents(made.title, pages))
        book.writestr("content.opf", _package(made, list(chosen.values()), pages, changed))


def _pages(works: dict[str, Work], passages: Iterable[Passage]) -> Iterator[tuple[Work, str, list[Passage]]]:
    """Yield the pages: a work's outermost section each, or a part of it where it is long."""
    for (identity, section), group in groupby(passages, key=lambda each: (each.work, each.section[:1])):
        work = works[identity]
        title = f"{work.title}: {section[0]}" if section else work.title
        run = list(group)
        for start in range(0, len(run), LONGEST):
            yield work, title, run[start : start + LONGEST]


def _page(work: Work, title: str, passages: list[Passage]) -> str:
    parts: list[str] = []
    inner: tuple[str, ...] = ()
    for each in passages:
        if each.section[1:] != inner:
            inner = each.section[1:]
            parts += [f"<h2>{escape(name)}</h2>" for name in inner[-1:]]
        parts.append(_passage(work, each))
    return _document(title, f"<h1>{escape(title)}</h1>{''.join(parts)}", work.language)


def _passage(work: Work, passage: Passage) -> str:
    title = f"<h3>{escape(passage.title)}</h3>" if passage.title else ""
    speaker = f'<p class="speaker">{escape(passage.speaker)}</p>' if passage.speaker else ""
    words = "<br/>".join(escape(line) for line in passage.text.split("\n"))
    note = f'<p class="note">{escape(passage.note)}</p>' if passage.note else ""
    asked = "".join(f'<p class="asked">{escape(each)}</p>' for each in passage.prompts)
    return f'{title}{speaker}<p>{words}</p><p class="cite">{escape(cite(work, passage))}</p>{note}{asked}'


def _document(title: str, body: str, language: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{escape(language)}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>'
    )


def _contents(title: str, pages: list[tuple[str, str]]) -> str:
    entries = "".join(f'<li><a href="{name}">{escape(each)}</a></li>' for name, each in pages)
    return _document(title, f'<nav epub:type="toc"><h1>{escape(title)}</h1><ol>{entries}</ol></nav>', "en")


def _package(made: Pack, works: list[Work], pages: list[tuple[str, str]], changed: str) -> str:
    identity = uuid.uuid5(NAMESPACE, made.name)
    names = filter(None, dict.fromkeys(each.author for each in works))
    authors = "".join(f"<dc:creator>{escape(each)}</dc:creator>" for each in names)
    rights = "; ".join(dict.fromkeys(f"{each.title}: {each.licence} ({each.source})" for each in works))
    items = "".join(f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name, _ in pages)
    spine = "".join(f'<itemref idref="{name[:-6]}"/>' for name, _ in pages)
    return (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        ' unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier><dc:title>{escape(made.title)}</dc:title>{authors}'
        f"<dc:language>{escape(works[0].language)}</dc:language><dc:rights>{escape(rights)}</dc:rights>"
        f'<meta property="dcterms:modified">{changed}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{items}</manifest><spine>{spine}</spine></package>'
    )
