"""The books of the Bible, and the names that people call them by in several languages."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROMAN = {"i": "1", "ii": "2", "iii": "3"}
ORDINALS = {"first": "1", "second": "2", "third": "3", "1st": "1", "2nd": "2", "3rd": "3"}


@dataclass(frozen=True, slots=True)
class Book:
    """One book: its name, its number of chapters, and what a citation calls it ("Psalm 23", of the Psalms)."""

    name: str
    chapters: int
    cited: str


@cache
def books() -> tuple[Book, ...]:
    """Return the books in the order of the canon."""
    return tuple(Book(each["name"], each["chapters"], each.get("one", each["name"])) for each in _table())


@cache
def names() -> dict[str, Book]:
    """Return every name and abbreviation, folded, with the book it means; an English one wins over another's."""
    found: dict[str, Book] = {}
    for language in ("en", "de", "es", "zh"):
        for entry, book in zip(_table(), books(), strict=True):
            for name in (book.name, *entry[language]):
                found.setdefault(fold(name), book)
    return found


def named(name: str) -> Book | None:
    """Return the book that is called `name` in any language, with or without points, spaces and accents."""
    return names().get(fold(name))


def fold(name: str) -> str:
    """Return a name as names are compared: small letters without accents, points and spaces, numerals as digits."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W\d_]+|\d+(?:st|nd|rd)?", "".join(each for each in bare if not unicodedata.combining(each)))
    return "".join(_numbered(words))


def _numbered(words: list[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        leading = at == 0 and len(words) > 1
        yield {**ROMAN, **ORDINALS}.get(word, word) if leading else word


@cache
def _table() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("books.toml")
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["book"])
