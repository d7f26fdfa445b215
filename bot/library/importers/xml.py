"""XML: TEI, the plays' XML, and any other whose elements hold paragraphs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.library.fields import LANGUAGE
from bot.library.importers import dates, edit, notes, role, tree
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft
from bot.library.importers.flow import Flow
from bot.library.importers.notice import licence
from bot.library.importers.tree import Element, attribute, tag, words

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
LANGUAGE_NAME = "lang"


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that an XML document holds.

    Raises:
        Unreadable: where it is not well formed (with the line), declares entities, or holds no text.

    """
    content = document.read()
    root = tree.xml(content, document.name)
    flow = Flow(document.name, role.xml)
    flow.read(next((each for each in root.iter() if tag(each) == "text" and tag(root) == "tei"), root))
    pieces, uncalled = notes.settled(flow)
    if not any(not each.level for each in pieces):
        raise Unreadable(f"{document.name}: there is no paragraph in it")
    about = _about(root) | ({} if tag(root) == "tei" else _remarked(content))
    draft = edit.edited(pieces, document.name, about, scheme=given.get("scheme", ""))
    yield replace(draft, left_out=(*flow.left_out, *uncalled, *draft.left_out))


def _about(root: Element) -> dict[str, Any]:
    """Return what the document states of itself: TEI in its header, any other in its first title."""
    header = next((each for each in root.iter() if tag(each) == "teiheader"), None)
    found = _stated(header) if header is not None else {"title": _first(root, "title")}
    language = attribute(root, LANGUAGE_NAME)
    found |= {"language": language} if LANGUAGE.fullmatch(language) else {}
    return {name: value for name, value in found.items() if value}


def _stated(header: Element) -> dict[str, Any]:
    titles = next((each for each in header.iter() if tag(each) == "titlestmt"), header)
    source = next((each for each in header.iter() if tag(each) == "sourcedesc"), None)
    rights = [words(each) for each in header.iter() if tag(each) in ("availability", "licence")]
    return {
        "title": _first(titles, "title"),
        "author": _first(titles, "author"),
        "date": dates.read(_first(source, "date")) if source is not None else "",
        "source": words(source)[:300] if source is not None else "",
        **licence(rights[:1]),
    }


def _first(root: Element, name: str) -> str:
    return next((words(each) for each in root.iter() if tag(each) == name), "")


def _remarked(content: bytes) -> dict[str, Any]:
    """Return the licence that a comment at the head of the document grants."""
    said = COMMENT.findall(content[:4096].decode("utf-8", "replace"))
    return licence(" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in said if "public domain" in each.lower())
