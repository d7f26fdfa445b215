"""The flow of a marked-up text: its elements, walked once, as headings, paragraphs, speakers and lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from bot.library.importers.draft import Kind, LeftOut, Piece
from bot.library.importers.layout import ODD
from bot.library.importers.role import Role, Vocabulary
from bot.library.importers.tree import Element, attribute, tag, words

BREAK = "\x1e"
"""Stands for a line break of the author's while white space is made plain."""

LINKS = 0.8
"""The part of a paragraph that is links, from which on it leads elsewhere and says nothing itself."""

KINDS: dict[str, Kind] = {"speaker": "speaker", "line": "line", "verse": "line", "stage": "stage", "aside": "aside"}
STAGE = "a stage direction"
CLOSED = frozenset(("block", "division", "heading", "preformatted", "item", *KINDS))
"""Roles that text does not flow across."""


@dataclass(slots=True)
class Flow:
    """Reads trees one after the other. `calls` are the targets of the notes that a piece calls, by its index.

    `anchors` are the pieces, from one index up to another, that stand at a target.
    """

    file: str
    vocabulary: Vocabulary
    pieces: list[Piece] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    calls: dict[int, list[str]] = field(default_factory=dict)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    _page: str = ""
    _open: list[Role] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _called: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _outer: list[list[str]] = field(default_factory=list)
    """The text around a note while the note is being read."""
    _links: int = 0
    """Links around the text that is being read."""
    _linked: int = 0
    _line: int = 0
    _items: dict[Element, int] = field(default_factory=dict)

    def read(self, root: Element, page: str = "") -> None:
        """Take in a tree; `page` is its place in a book, for the links between its pages."""
        self._page = page
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                role = self._enter(element)
                if role.what in ("skip", "left", "call", "break"):
                    walk.skip_subtree()
            else:
                self._leave(element)
        self._flush()

    def _enter(self, element: Element) -> Role:
        role = self.vocabulary(element)
        around = {each.what for each in self._open}
        if role.what == "line" and "verse" in around:
            role = Role("inline", id=role.id)
        if role.what == "stage" and "line" in around:
            role = Role("left", why=STAGE)
        if role.what in CLOSED:
            self._flush()
        self._mark(element)
        self._open.append(role)
        self._links += _is_link(element)
        self._act(role, element)
        if role.what not in ("skip", "left", "call", "break"):
            self._add(element.text, element)
        return role

    def _act(self, role: Role, element: Element) -> None:
        """Do what the beginning of an element asks for."""
        if role.what == "left":
            self._leave_out(element, role.why)
        elif role.what == "call":
            self._called.append(self._target(role.id))
        elif role.what == "break":
            self._buffer.append(BREAK)
        elif role.what == "note":
            self._outer.append(self._buffer)
            self._buffer = []
        elif role.what == "item" and (above := element.getparent()) is not None and tag(above) == "ol":
            self._items[above] = self._items.get(above, 0) + 1
            self._buffer.append(f"{self._items[above]}. ")

    def _leave(self, element: Element) -> None:
        role = self._open[-1]
        if role.what == "note" and self._outer:
            self._notes.append(_plain("".join(self._buffer)))
            self._buffer = self._outer.pop()
        if role.what in CLOSED:
            self._flush()
        if role.what == "inline" and tag(element) in ("l", "line", "verse"):
            self._buffer.append(BREAK)
        self._close(element)
        self._open.pop()
        self._links -= _is_link(element)
        self._add(element.tail, element)

    def _add(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if not self._line and text.strip():
            self._line = element.sourceline or 0
        if any(each.what == "preformatted" for each in self._open):
            text = text.replace("\n", BREAK)
        self._buffer.append(text)
        if self._links:
            self._linked += len(text.strip())

    def _flush(self) -> None:
        """End a paragraph: make a piece of what was gathered, if there is anything."""
        if self._outer:
            self._buffer.append(" ")
            return
        text, linked, self._buffer, self._linked = _plain("".join(self._buffer)), self._linked, [], 0
        for each in text.split("\n\n"):
            if re.search(r"[^\W_]", each):
                self._emit(self._piece(each), linked=linked >= LINKS * len(re.sub(r"[\W_]+", "", text)))
        self._line = 0

    def _emit(self, piece: Piece, *, linked: bool) -> None:
        if linked and piece.level == 0 and not piece.kind:
            piece = replace(piece, kind="links")
        if self._called:
            self.calls[len(self.pieces)] = self._called
        self._called, self._notes = [], []
        self.pieces.append(piece)

    def _piece(self, text: str) -> Piece:
        """Return the text as what the elements around it make of it."""
        level = next((self._level(each) for each in reversed(self._open) if each.what == "heading"), 0)
        kind: Kind = next((KINDS[each.what] for each in reversed(self._open) if each.what in KINDS), "")
        number = next((each.id for each in reversed(self._open) if each.what == "line" and each.id), "")
        return Piece(text, self._line, level, tuple(self._notes), number, "" if level else kind)

    def _level(self, role: Role) -> int:
        return role.level or max(1, sum(each.what == "division" for each in self._open))

    def _mark(self, element: Element) -> None:
        for each in _names(element):
            self.anchors[f"{self._page}#{each}"] = (len(self.pieces), len(self.pieces) + 1)

    def _close(self, element: Element) -> None:
        """Note how far what stands at an element's name reaches."""
        for each in _names(element):
            start, _ = self.anchors.get(f"{self._page}#{each}", (0, 0))
            self.anchors[f"{self._page}#{each}"] = (start, max(len(self.pieces), start + 1))

    def _target(self, link: str) -> str:
        page, _, place = link.partition("#")
        folder = self._page.rpartition("/")[0]
        resolved = _resolved(folder, page) if page else self._page
        return f"{resolved}#{place}"

    def _leave_out(self, element: Element, why: str) -> None:
        text = words(element)
        if text:
            self.left_out.append(LeftOut(self.file, element.sourceline or 0, text[:300], why))


def _plain(text: str) -> str:
    """Return a text with its white space made plain, and its own line breaks."""
    lines = (" ".join(each.split()) for each in ODD.sub("", text.replace(BREAK, "\x85")).split("\x85"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_link(element: Element) -> bool:
    return tag(element) == "a" and bool(element.get("href"))


def _names(element: Element) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, (attribute(element, "id"), element.get("name") or "")))


def _resolved(folder: str, page: str) -> str:
    """Return a link as a path from the book's root, whatever steps up and down it has."""
    parts: list[str] = []
    for each in (*folder.split("/"), *page.split("/")):
        if each == "..":
            parts[-1:] = []
        elif each not in ("", "."):
            parts.append(each)
    return "/".join(parts)
