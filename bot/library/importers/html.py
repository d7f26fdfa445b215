"""HTML: a page's text without the page around it; a play with its speakers and lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.library.fields import LANGUAGE
from bot.library.importers import dates, edit, notes, role, tree
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft, LeftOut, Piece
from bot.library.importers.encoding import decode
from bot.library.importers.flow import Flow
from bot.library.importers.text import told
from bot.library.importers.tree import Element, tag, words

DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
SITE = re.compile(r"\s+[|–—·»]\s+.*$|\s*:\s*(?:entire play|full text|complete text)\s*$|\s+-\s+[^-]+$", re.IGNORECASE)
BY = re.compile(r"(?P<title>.+?),? by (?P<author>[^,]{3,60})", re.IGNORECASE)
BODY = 0.5
"""The part of a page's words that its `main` or `article` must hold to be taken for the text."""


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a page holds.

    Raises:
        Unreadable: where there is no text in it, or it is nested too deeply.

    """
    content = document.read()
    text, encoding = decode(content, document.name, declared=_declared(content))
    root = tree.html(text, document.name)
    flow = Flow(document.name, role.html)
    inner, around = _inner(root, document.name)
    flow.read(inner)
    pieces, uncalled = notes.settled(flow)
    if not any(not each.level for each in pieces):
        raise Unreadable(f"{document.name}: there is no paragraph in it")
    about = _about(root, pieces)
    draft = edit.edited(pieces, document.name, about, scheme=given.get("scheme", ""))
    yield told(replace(draft, left_out=(*around, *flow.left_out, *uncalled, *draft.left_out)), encoding)


def _declared(content: bytes) -> str:
    found = DECLARED.search(content[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _inner(root: Element, file: str) -> tuple[Element, list[LeftOut]]:
    """Return the element that holds the page's own text, and a word on what stands around it."""
    whole = len(words(root))
    for name in ("main", "article"):
        found = root.findall(f".//{name}")
        if len(found) == 1 and len(words(found[0])) >= BODY * whole:
            around = LeftOut(file, 1, "", f"the page around its {name}") if len(words(found[0])) < whole else None
            return found[0], [around] if around else []
    return root, []


def _about(root: Element, pieces: list[Piece]) -> dict[str, Any]:
    """Return what the page states of itself: its title, author, date and language."""
    said = {
        (each.get("name") or each.get("property") or "").lower().rpartition(":")[2].rpartition(".")[2]: each.get(
            "content"
        )
        for each in root.iter("meta")
    }
    found: dict[str, Any] = {"title": _title(root, pieces)}
    named = BY.fullmatch(found["title"])
    found |= {"title": named["title"], "author": named["author"]} if named else {}
    found |= {"author": said["author"]} if said.get("author") else {}
    date = dates.read((said.get("published_time") or said.get("date") or "")[:10])
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    found |= {"date": date} if date else {}
    found |= {"language": language} if LANGUAGE.fullmatch(language) else {}
    return {name: value for name, value in found.items() if value}


def _title(root: Element, pieces: list[Piece]) -> str:
    """Return the page's one first heading, else what its title says without the name of the site."""
    first = [each.text for each in pieces if each.level == 1]
    element = next((each for each in root.iter() if tag(each) == "title"), None)
    titled = SITE.sub("", words(element)) if element is not None else ""
    if len(first) == 1 and (not titled or first[0].casefold() in titled.casefold()):
        return first[0]
    return titled or (first[0] if first else "")
