"""JSON: books of chapters of verses, chapters of paragraphs, or plain rows, however they are called."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bot.library.importers import columns, leaf
from bot.library.importers.columns import Columns, bare
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft
from bot.library.importers.encoding import decode
from bot.library.importers.leaf import Leaf
from bot.library.importers.text import told

DEEPEST = 40
"""Lists and objects inside one another."""

SAMPLE = 2000
CONTAINERS = (
    "verses", "ayahs", "chapters", "books", "content", "contents", "paragraphs", "lines", "text", "stanzas", "sections",
    "items", "quotes", "entries", "rows", "passages", "data",
)  # fmt: skip
"""What a list of the text is called; of others beside it, such as a summary, nothing is taken."""

VERSES = ("verses", "ayahs")
BOOK = columns.NAMES["book"]
NUMBERS = (*columns.NAMES["chapter"], *columns.NAMES["id"])
OUTER = ("book", "bookname", "part", "volume", "type", "category", "chapter", "section", "subsection", "subchapter",
    "title", "name", "heading")  # fmt: skip
"""Names of what a passage stands in, outermost first."""

KINDS = ("type", "category")
"""Names that say what something is like; they are its name only where it has no other."""

POEMS = 10
POEM_LINES = 12
POEM_LINE = 40
POEM = 400
"""From so many lists of few short lines on, each list is a poem, and one passage."""


def read(document: Document, _given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a JSON document holds.

    Raises:
        Unreadable: where it is not JSON (with the line), is nested too deeply, or holds no text.
        WrongOrder: where a column that was given does not exist.

    """
    text, encoding = decode(document.read(), document.name)
    whole = _parsed(text, document.name)
    found = columns.guess(_sample(whole), document.columns)
    walk = _Walk(document.name, found)
    walk.take(whole, (), (), "", {})
    leaves = list(walk.leaves())
    if not leaves:
        raise Unreadable(f"{document.name}: there is no text in it that I can find: name it with --map text=COLUMN")
    draft = leaf.drafted(leaves, document.name, verses=walk.verses, remarks=walk.remarks())
    yield told(_titled(draft, whole), encoding)


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"{name}: nested too deeply, or a number without end: that is no text") from error


def _sample(whole: Any) -> Iterator[Mapping[str, Any]]:
    """Yield objects of the document that hold no others, the first of them; never deeper than `DEEPEST`."""
    waiting = [(whole, 0)]
    seen = 0
    while waiting and seen < SAMPLE:
        node, depth = waiting.pop()
        inner = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        below = [each for each in inner if isinstance(each, dict | list)]
        if isinstance(node, dict) and not any(isinstance(each, dict) or _objects(each) for each in below):
            seen += 1
            yield node
        if depth < DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(below)]


def _objects(node: Any) -> bool:
    return isinstance(node, list) and any(isinstance(each, dict | list) for each in node)


def _titled(draft: Draft, whole: Any) -> Draft:
    """Return the draft with the title and author that the document has above all of its text."""
    if not isinstance(whole, dict):
        return draft
    stated = {bare(name): str(value).strip() for name, value in whole.items() if isinstance(value, str) and value}
    title = stated.get("title") or stated.get("name") or stated.get("book") or ""
    about = {"title": title, "author": stated.get("author", ""), "licence": stated.get("license", "")}
    known = {name: value for name, value in about.items() if value and len(value) < 200}
    return Draft({**draft.fields, **known}, rows=draft.rows, left_out=draft.left_out, remarks=draft.remarks)


@dataclass(slots=True)
class _Walk:
    """Walks a document and gathers its texts; lists of strings wait until all are known, since they may be poems."""

    file: str
    columns: Columns
    verses: bool = False
    _found: list[tuple[list[str], Leaf]] = field(default_factory=list)
    _depth: int = 0
    _passed: dict[str, None] = field(default_factory=dict)

    def take(
        self, node: Any, numbers: tuple[str, ...], names: tuple[str, ...], key: str, more: Mapping[str, Any]
    ) -> None:
        """Take in a value that stands under these numbers and names, in a field called `key`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable(f"{self.file}: nested more than {DEEPEST} deep: that is no text")
        self._take(node, numbers, names, key, more)
        self._depth -= 1

    def _take(
        self, node: Any, numbers: tuple[str, ...], names: tuple[str, ...], key: str, more: Mapping[str, Any]
    ) -> None:
        if isinstance(node, list) and node and all(isinstance(each, str) for each in node):
            self.verses |= key in ("chapters", *VERSES)
            self._found.append((node, Leaf("", numbers, names, more=more)))
        elif isinstance(node, list):
            self.verses |= key in VERSES
            for place, each in enumerate(node, 1):
                self._element(each, numbers, names, key, str(place))
        elif isinstance(node, dict):
            self._object(node, numbers, names, "")

    def _element(self, node: Any, numbers: tuple[str, ...], names: tuple[str, ...], key: str, place: str) -> None:
        if isinstance(node, dict):
            self._object(node, numbers, names, place)
        elif isinstance(node, list):
            self.take(node, (*numbers, place), names, key, {})

    def _object(self, node: dict[str, Any], numbers: tuple[str, ...], names: tuple[str, ...], place: str) -> None:
        text = self.columns.value(node, "text")
        inner = self._inner(node)
        if _are_numbered(node):
            self._found += [([], Leaf(value, (*numbers, key), names)) for key, value in node.items()]
            return
        if text and not any(bare(key) in CONTAINERS for key in inner):
            self._row(node, text, numbers, names, place)
            return
        own = self._names(node) if place or self._is_book(node) else ()
        more = {"speaker": speaker} if (speaker := self.columns.value(node, "speaker")) and place else {}
        number = self._number(node, place)
        for key, value in inner.items():
            called, label = (number, ()) if bare(key) in CONTAINERS else _keyed(key, number)
            self.take(value, (*numbers, *called), (*names, *own, *label), bare(key), more)

    def _inner(self, node: dict[str, Any]) -> dict[str, Any]:
        """Return what of an object holds text: its one list of that name, else everything that holds others."""
        below = {key: value for key, value in node.items() if isinstance(value, dict | list) and value}
        main = next((key for name in CONTAINERS for key in below if bare(key) == name), "")
        if main:
            self._passed |= dict.fromkeys(key for key in below if key != main)
            return {main: below[main]}
        return below

    def _is_book(self, node: dict[str, Any]) -> bool:
        return any(isinstance(value, str) and bare(name) in BOOK for name, value in node.items())

    def _number(self, node: dict[str, Any], place: str) -> tuple[str, ...]:
        """Return the number that an object goes by: its own, else its turn; none for the document as a whole."""
        if not place:
            return ()
        by_name = {bare(name): str(value) for name, value in node.items() if isinstance(value, str | int)}
        tried = (by_name.get(name, "") for name in NUMBERS)
        return (next((each for each in tried if each.isdigit()), place),)

    def _names(self, node: dict[str, Any]) -> tuple[str, ...]:
        by_name = {bare(name): value for name, value in node.items() if isinstance(value, str) and value.strip()}
        own = [name for name in OUTER if name in by_name]
        found = [by_name[name].strip() for name in own if name not in KINDS or own[-1] in KINDS]
        return tuple(dict.fromkeys(each for each in found if not each.isdigit() and len(each) < 120))

    def _row(
        self, node: dict[str, Any], text: str, numbers: tuple[str, ...], names: tuple[str, ...], place: str
    ) -> None:
        book, chapter, verse, own = (self.columns.value(node, each) for each in ("book", "chapter", "verse", "id"))
        self.verses |= bool(verse)
        if chapter and verse and not numbers:
            numbers, names = (chapter, verse), ((book,) if book else names)
        else:
            numbers = (*numbers, verse or (own if own.isdigit() and numbers else "") or place)
        self._found.append(([], Leaf(text, numbers, names, own, more_of(self.columns, node))))

    def leaves(self) -> Iterator[Leaf]:
        """Yield all that was found."""
        lists = [lines for lines, _ in self._found if lines]
        poems = len(lists) >= POEMS and (
            median(map(len, lists)) <= POEM_LINES
            and median(sum(map(len, each)) for each in lists) <= POEM
            and median(len(line) for each in lists for line in each) <= POEM_LINE
        )
        for lines, each in self._found:
            if not lines:
                yield each
            elif poems:
                title = {"title": each.names[-1]} if each.names else {}
                yield Leaf("\n".join(lines), each.numbers, each.names[:-1], more={**title, **each.more})
            else:
                yield from self._listed(lines, each)

    def _listed(self, lines: list[str], above: Leaf) -> Iterator[Leaf]:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Leaf(line.strip(), (*above.numbers, str(number)), above.names, more=above.more)

    def remarks(self) -> list[str]:
        """Return what the operator should know: what was taken for what."""
        rows = any(not lines for lines, _ in self._found)
        passed = [f"passed over: {', '.join(self._passed)}"] if self._passed else []
        return [*([self.columns.told()] if rows else []), *passed]


def _are_numbered(node: Mapping[str, Any]) -> bool:
    """Return whether an object is a list of texts by their numbers, as in {"1": "In the beginning"}."""
    return bool(node) and all(key.isdigit() and isinstance(value, str) for key, value in node.items())


def _keyed(key: str, number: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the number or the name that a key is, as in {"Genesis": {"1": …}}."""
    return ((*number, key), ()) if key.isdigit() else (number, (key,))


def more_of(found: Columns, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the further fields of a passage that a record has."""
    named = ("title", "speaker", "date", "note", "cite", "language")
    more: dict[str, Any] = {role: value for role in named if (value := found.value(record, role))}
    topics = record.get(found.named.get("topics", ""))
    if topics:
        listed = topics if isinstance(topics, list) else str(topics).split(",")
        more["topics"] = [str(each).strip() for each in listed if str(each).strip()]
    return more
