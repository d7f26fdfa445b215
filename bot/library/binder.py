"""A binder: writes works into a pack's folder, in the form that `pack.read` reads."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any, Self, TextIO

from bot.library import fields, manifest
from bot.library.inline import written

MOST_OPEN = 64
"""Files of rows kept open at a time; rows of many works may come in any order."""

ORDER = (*fields.WORDS, *fields.LISTS, *fields.SWITCHES)


class Binder:
    """Binds one pack. `folder` is new, and named as the pack; nothing counts before `finish`.

    `before` are the passages, as locators and texts, that each work has in the pack which this one replaces, `retired`
    the locators of those that were taken out of it earlier.
    """

    def __init__(
        self,
        folder: Path,
        before: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        retired: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.folder = folder
        self._before = before or {}
        self._retired = retired or {}
        self._works: dict[str, tuple[str, dict[str, Any]]] = {}
        self._names: dict[str, str] = {}
        self._open: OrderedDict[str, TextIO] = OrderedDict()
        folder.mkdir(parents=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def before(self, name: str) -> Sequence[tuple[str, str]]:
        """Return what the work had before that is to be added under that name; nothing where it is new."""
        return self._before.get(self._names.get(name) or self._new(name), ())

    def retired(self, name: str) -> Sequence[str]:
        """Return the places that no passage may have again in the work to be added under that name."""
        return self._retired.get(self._names.get(name) or self._new(name), ())

    def prose(self, name: str, about: Mapping[str, Any], text: str) -> str:
        """Add a work of Markdown; return the id it got."""
        identity = self._new(name)
        self._works[identity] = (f"{identity}.md", dict(about))
        (self.folder / f"{identity}.md").write_text(text.strip() + "\n", encoding="utf-8")
        return identity

    def work(self, name: str, about: Mapping[str, Any]) -> str:
        """Add a work of rows, or find the one that was added under that name; return its id."""
        if name not in self._names:
            self._names[name] = self._new(name)
            self._works[self._names[name]] = (f"{self._names[name]}.jsonl", dict(about))
        return self._names[name]

    def row(self, work: str, row: Mapping[str, Any]) -> None:
        """Add one row to a work of rows."""
        self._file(work).write(json.dumps(row, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Let go of every open file."""
        while self._open:
            self._open.popitem()[1].close()

    @property
    def works(self) -> list[str]:
        """The ids of the works so far, in order."""
        return list(self._works)

    @property
    def titles(self) -> list[str]:
        """The titles of the works so far."""
        return [str(about.get("title", "")) for _, about in self._works.values()]

    def finish(self, title: str) -> None:
        """Write the manifest, which makes the folder a pack."""
        self.close()
        tables = [_table({"file": file, "id": work, **about}) for work, (file, about) in self._works.items()]
        whole = "\n[[work]]\n".join((_table({"name": self.folder.name, "title": title}), *tables))
        (self.folder / manifest.FILE).write_text(whole, encoding="utf-8")

    def _new(self, name: str) -> str:
        """Return an id for a work that no other has."""
        plain = manifest.slug(name)
        numbered = (f"{plain[: manifest.NAME_LENGTH - 8].rstrip('-')}-{number}" for number in count(2))
        return next(each for each in chain((plain,), numbered) if each not in self._works)

    def _file(self, work: str) -> TextIO:
        if work in self._open:
            self._open.move_to_end(work)
        else:
            while len(self._open) >= MOST_OPEN:
                self._open.popitem(last=False)[1].close()
            self._open[work] = (self.folder / self._works[work][0]).open("a", encoding="utf-8")
        return self._open[work]


def heading(text: str, level: int, notes: Iterable[int] = ()) -> str:
    """Return a heading of Markdown; `notes` are the numbers of the footnotes it calls."""
    return f"{'#' * level} {written(' '.join(text.split()))}{marks(notes)}"


def paragraph(text: str, notes: Iterable[int] = ()) -> str:
    """Return a paragraph of Markdown that reads back as `text`."""
    return f"{written(text)}{marks(notes)}"


def marks(notes: Iterable[int]) -> str:
    """Return the marks of footnotes of those numbers."""
    return "".join(f"[^{number}]" for number in notes)


def _table(table: Mapping[str, Any]) -> str:
    """Return a table of TOML, its known fields in their usual order; empty ones are left out."""
    names = sorted(table, key=lambda name: ORDER.index(name) if name in ORDER else -1)
    return "".join(f"{name} = {_value(table[name])}\n" for name in names if table[name] not in ("", (), []))


def _value(value: Any) -> str:
    """Return a value as TOML; JSON's words, lists and switches are TOML's too, save for the delete character."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False).replace("\x7f", "")
