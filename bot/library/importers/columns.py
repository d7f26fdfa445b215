"""Columns: which field of a record is its text, which its number, which the chapter it stands in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.library.importers.order import WrongOrder

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "versetext", "content", "body", "quote", "quotation", "passage", "saying", "paragraph", "t"),
    "verse": ("verse", "versenumber", "verseid", "ayah", "aya", "vers", "v"),
    "chapter": ("chapter", "chapternumber", "chapterid", "surah", "sura", "ch", "c", "kapitel", "capitulo"),
    "book": ("book", "bookname", "buch", "libro", "b"),
    "id": ("id", "ref", "reference", "locator", "number", "num", "no", "n", "key"),
    "section": ("part", "section", "subsection", "subchapter", "category", "type"),
    "title": ("title", "name", "heading"),
    "speaker": ("speaker", "character", "author", "by", "who"),
    "date": ("date", "year"),
    "note": ("note", "notes", "comment", "footnote"),
    "topics": ("topics", "topic", "tags", "keywords"),
    "cite": ("cite", "citation"),
    "language": ("language", "lang"),
}
"""Roles, and the names that columns of that role go by, likeliest first; compared without marks and figures."""

LONG = 20
"""Characters, on average, from which a column of unknown name may be the text."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column has which role; `others` are those that have none."""

    named: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def value(self, record: Mapping[str, Any], role: str) -> str:
        """Return what a record has in the column of a role, as words; "" where it has none."""
        found = record.get(self.named.get(role, ""))
        return "" if found is None or isinstance(found, dict | list | bool) else str(found).strip()

    def told(self) -> str:
        """Return a sentence on what was taken for what, and how to say otherwise."""
        taken = ", ".join(f"{role} from “{name}”" for role, name in self.named.items())
        passed = f"; passed over: {', '.join(self.others[:12])}" if self.others else ""
        return f"{taken}{passed} (to change it: --map text=COLUMN, --map verse=COLUMN …)"


def guess(records: Iterable[Mapping[str, Any]], given: Mapping[str, str]) -> Columns:
    """Return the columns of records; `given` are the operator's words, by role.

    Raises:
        WrongOrder: where a role or column that was given does not exist.

    """
    counts: Counter[str] = Counter()
    lengths: Counter[str] = Counter()
    for each in records:
        for name, value in each.items():
            if _is_plain(value):
                counts[name] += 1
                lengths[name] += len(value) if isinstance(value, str) else 0
    _check(given, counts)
    named = dict(given)
    for role, names in NAMES.items():
        found = [each for known in names for each in counts if bare(each) == known and each not in named.values()]
        if role not in named and found:
            named[role] = found[0]
    if "text" not in named and (longest := _longest(counts, lengths, set(named.values()))):
        named["text"] = longest
    named = {role: named[role] for role in NAMES if role in named}
    return Columns(named, tuple(each for each in counts if each not in named.values()))


def _is_plain(value: Any) -> bool:
    """Return whether a value is words or a number, or a list of words, as topics are."""
    listed = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return listed or (isinstance(value, str | int | float) and not isinstance(value, bool))


def bare(name: str) -> str:
    """Return a column's name as names are compared."""
    return re.sub(r"[^a-z]", "", name.lower())


def _check(given: Mapping[str, str], counts: Counter[str]) -> None:
    for role, name in given.items():
        if role not in NAMES:
            raise WrongOrder(f"--map {role}={name}: there is no {role!r}; there are {', '.join(NAMES)}")
        if name not in counts:
            columns = ", ".join(list(counts)[:20]) or "none"
            raise WrongOrder(f"--map {role}={name}: there is no column {name!r}; there are {columns}")


def _longest(counts: Counter[str], lengths: Counter[str], taken: set[str]) -> str:
    """Return the column with the longest words on average, "" where none is long."""
    means = {name: lengths[name] / counts[name] for name in counts if name not in taken}
    best = max(means, key=lambda name: means[name], default="")
    return best if best and means[best] >= LONG else ""
