"""DOCX: the paragraphs of a Word document, its headings by their style, its footnotes beside them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.library.importers import archive, edit, tree
from bot.library.importers.archive import Archive
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft, Piece
from bot.library.importers.tree import Element, attribute, tag, words

TEXT = "word/document.xml"
STYLES = "word/styles.xml"
CORE = "docProps/core.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
HEADING = re.compile(r"(?:heading|überschrift|título|titre|标题|標題)\s*(\d)", re.IGNORECASE)
LIST = re.compile(r"(?:toc|verzeichnis)\s*\d.*", re.IGNORECASE)
"""Styles of the lines of a table of contents."""

TITLES = ("title", "titel", "título", "titre")
CONTENTS = -2
OUTLINE = 6
"""Levels of headings; a deeper outline level is body text."""

GONE = ("deltext", "instrtext", "fallback", "sdtpr", "ppr", "rpr")
"""What is in a paragraph but not on its page: deletions, the codes of fields, second renderings."""


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a Word document holds.

    Raises:
        Unreadable: where it is damaged or holds no text.

    """
    with archive.opened(document) as file:
        levels = _levels(file)
        notes = dict(_notes(file))
        body = tree.xml(file.read(TEXT), document.name)
        about = _about(file)
    pieces = list(_pieces(body, levels, notes))
    titled = [each for each in pieces if each.level == -1]
    if titled and "title" not in about:
        about["title"] = titled[0].text
    pieces = [each for each in pieces if each.level >= 0]
    if not any(not each.level for each in pieces):
        raise Unreadable(f"{document.name}: there is no paragraph in it")
    yield edit.edited(pieces, document.name, about, scheme=given.get("scheme", ""))


def _levels(file: Archive) -> dict[str, int]:
    """Return the level of each style that is a heading's, -1 for the title's, -2 for the table of contents'."""
    if not file.has(STYLES):
        return {}
    found: dict[str, int] = {}
    for style in (each for each in tree.xml(file.read(STYLES), file.name).iter() if tag(each) == "style"):
        name = next((attribute(each, "val") for each in style if tag(each) == "name"), "")
        outline = next((attribute(each, "val") for each in style.iter() if tag(each) == "outlinelvl"), "")
        heading = HEADING.fullmatch(name)
        if LIST.fullmatch(name):
            found[attribute(style, "styleId")] = CONTENTS
        elif name.lower() in TITLES:
            found[attribute(style, "styleId")] = -1
        elif heading or (outline.isdigit() and int(outline) < OUTLINE):
            found[attribute(style, "styleId")] = int(heading[1]) if heading else int(outline) + 1
    return found


def _notes(file: Archive) -> Iterator[tuple[str, str]]:
    """Yield each note by its kind and number."""
    for member in NOTES:
        if file.has(member):
            for each in tree.xml(file.read(member), file.name):
                if not attribute(each, "type"):
                    yield f"{tag(each)} {attribute(each, 'id')}", " ".join(_words(each)[0].split())


def _pieces(body: Element, levels: Mapping[str, int], notes: Mapping[str, str]) -> Iterator[Piece]:
    paragraphs = (each for each in body.iter() if tag(each) == "p" and _is_text(each))
    for number, paragraph in enumerate(paragraphs, 1):
        text, called = _words(paragraph)
        style = next((attribute(each, "val") for each in paragraph.iter() if tag(each) == "pstyle"), "")
        outline = next((attribute(each, "val") for each in paragraph.iter() if tag(each) == "outlinelvl"), "")
        level = levels.get(style, int(outline) + 1 if outline.isdigit() and int(outline) < OUTLINE else 0)
        if text:
            own = tuple(notes[each] for each in called if notes.get(each))
            yield Piece(text, number, level, own)


def _is_text(paragraph: Element) -> bool:
    """Return whether a paragraph is the document's own, and not within a box drawn a second time."""
    return not any(tag(each) in ("fallback", "txbxcontent") for each in paragraph.iterancestors())


def _words(paragraph: Element) -> tuple[str, list[str]]:
    """Return a paragraph's text, with its own line breaks, and the notes it calls."""
    parts: list[str] = []
    called: list[str] = []
    for each in paragraph.iter():
        name = tag(each)
        if name == "t" and not any(tag(above) in GONE for above in each.iterancestors()):
            parts.append(each.text or "")
        elif name in ("tab", "br", "cr", "p"):
            parts.append("\n" if name in ("br", "cr") and attribute(each, "type") != "page" else " ")
        elif name in ("footnotereference", "endnotereference"):
            called.append(f"{name.removesuffix('reference')} {attribute(each, 'id')}")
        elif name == "nobreakhyphen":
            parts.append("-")
    lines = (" ".join(each.split()) for each in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines)), called


def _about(file: Archive) -> dict[str, Any]:
    """Return what the document's properties state; a name without a title is that of whoever's computer it was."""
    if not file.has(CORE):
        return {}
    core = {tag(each): words(each) for each in tree.xml(file.read(CORE), file.name)}
    title, author = core.get("title", ""), core.get("creator", "")
    return {"title": title, **({"author": author} if author else {})} if title else {}
