"""EPUB: a book's parts and chapters in their order, its notes beside the passages, no front and back matter."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from bot.library.fields import LANGUAGE
from bot.library.importers import archive, edit, notes, omnibus, role, tree
from bot.library.importers.archive import Archive
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft
from bot.library.importers.encoding import decode
from bot.library.importers.flow import Flow
from bot.library.importers.notice import licence
from bot.library.importers.tree import Element, attribute, tag, words

CONTAINER = "META-INF/container.xml"
LOCKS = "META-INF/encryption.xml"
FONT = "obfuscation"
PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
MOST_PAGES = 5_000


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a book is, or each of the works of a book of several.

    Raises:
        Unreadable: where it is damaged, locked, or holds no text.

    """
    with archive.opened(document) as book:
        _refuse_locked(book)
        place = _package(book)
        package = tree.xml(book.read(place), document.name)
        flow = Flow(document.name, role.html)
        for page in _pages(package, place, document.name):
            text, _ = decode(book.read(page), f"{document.name}: {page}")
            flow.read(tree.xhtml(text, f"{document.name}: {page}"), page)
    pieces, uncalled = notes.settled(flow)
    if not any(not each.level for each in pieces):
        raise Unreadable(f"{document.name}: there is no text in it, only pictures perhaps")
    draft = edit.edited(pieces, document.name, _about(package), scheme=given.get("scheme", ""))
    left_out = (*flow.left_out, *uncalled, *draft.left_out)
    yield from omnibus.parted(replace(draft, left_out=left_out))


def _refuse_locked(book: Archive) -> None:
    """Refuse a book whose text is encrypted; fonts may be.

    Raises:
        Unreadable: naming the lock.

    """
    if not book.has(LOCKS):
        return
    methods = [each for each in tree.xml(book.read(LOCKS), book.name).iter() if tag(each) == "encryptionmethod"]
    if any(FONT not in attribute(each, "Algorithm").lower() for each in methods):
        raise Unreadable(f"{book.name}: it is locked by its seller (DRM), so nobody but their reader can open it")


def _package(book: Archive) -> str:
    root = tree.xml(book.read(CONTAINER), book.name)
    found = next((attribute(each, "full-path") for each in root.iter() if tag(each) == "rootfile"), "")
    if not found:
        raise Unreadable(f"{book.name}: damaged, it does not say where its text is")
    return found


def _pages(package: Element, place: str, file: str) -> list[str]:
    """Return the pages that are read one after the other, as paths in the archive."""
    items = {each.get("id"): each for each in package.iter() if tag(each) == "item"}
    spine = [items.get(each.get("idref")) for each in package.iter() if tag(each) == "itemref"]
    folder = posixpath.dirname(place)
    found = [
        posixpath.normpath(posixpath.join(folder, unquote(each.get("href") or "")))
        for each in spine
        if each is not None and each.get("media-type") in PAGES and "nav" not in (each.get("properties") or "").split()
    ]
    if len(found) > MOST_PAGES:
        raise Unreadable(f"{file}: more than {MOST_PAGES:,} pages: that is no book")
    return list(dict.fromkeys(found))


def _about(package: Element) -> dict[str, Any]:
    """Return what the book states of itself: title, authors, translator, language, licence and source."""
    said: dict[str, list[Element]] = {}
    for each in package.iter():
        said.setdefault(tag(each), []).append(each)
    roles = {
        (each.get("refines") or "").lstrip("#"): words(each)
        for each in said.get("meta", ())
        if each.get("property") == "role"
    }
    people = [(roles.get(each.get("id")) or attribute(each, "role"), words(each)) for each in _several(said)]
    language = next((words(each) for each in said.get("language", ())), "")
    found = {
        "title": next((words(each) for each in said.get("title", ())), ""),
        "author": _joined([name for role_, name in people if role_ in ("aut", "", None)]),
        "translator": _joined([name for role_, name in people if role_ == "trl"]),
        "language": language if LANGUAGE.fullmatch(language) else "",
        "source": next((words(each) for each in said.get("identifier", ()) if "://" in words(each)), ""),
        **licence(words(each) for each in said.get("rights", ())),
    }
    return {name: value for name, value in found.items() if value != ""}


def _several(said: Mapping[str, list[Element]]) -> Iterator[Element]:
    yield from said.get("creator", ())
    yield from (each for each in said.get("contributor", ()) if attribute(each, "role") or each.get("id"))


def _joined(names: list[str]) -> str:
    """Return names as people list them: "A, B, and C"."""
    unique = list(dict.fromkeys(filter(None, names)))
    return f"{', '.join(unique[:-1])}, and {unique[-1]}" if len(unique) > 2 else " and ".join(unique)
