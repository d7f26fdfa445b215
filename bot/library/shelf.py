"""The shelf: every pack's works and passages in one SQLite file, derived from the pack folders.

The file may be deleted at any time and is made again from the packs. One thread uses one shelf; several processes may
share the file (write-ahead log). Passages are read when asked for, never all held in memory.
"""

# ruff: noqa: S608 - the parts of a query are our own names; values are always bound

import contextlib
import json
import random
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Self

from bot.library import beside, tables
from bot.library.passage import Passage
from bot.library.passage import key as key_of
from bot.library.shelved import PackEntry, PackLike, Row
from bot.library.source import Source
from bot.library.work import Work

Progress = Callable[[int], None]
"""Told how many passages are done."""


class Shelf:
    """Packs, works and passages, kept in one file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._database = connection
        self._seen = -1
        self._generation = 0
        self._works: dict[int, Work] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the shelf at `path`, making it where there is none; a corrupt or older file is set aside first."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(path, tables.connect(path))
        except (sqlite3.DatabaseError, tables.OtherSchema):
            tables.set_aside(path)
            return cls(path, tables.connect(path))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def generation(self) -> int:
        """A number that grows with every change, by this process or another."""
        self._notice()
        return self._generation

    @property
    def identity(self) -> str:
        """What tells this file from any other, also from the one that was here before it."""
        return str(self._database.execute("SELECT identity FROM state").fetchone()[0])

    def fingerprints(self) -> dict[str, str]:
        """Return what each pack was made from, by pack name."""
        return dict(self._database.execute("SELECT name, fingerprint FROM pack"))

    def put(
        self,
        pack: PackLike,
        passages: Iterable[Passage],
        fingerprint: str,
        *,
        progress: Progress | None = None,
    ) -> None:
        """Place a pack with its passages, replacing what it held before, in one transaction."""
        self.renew(pack, lambda _kept: passages, fingerprint, progress=progress)

    def renew(
        self,
        pack: PackLike,
        read: Callable[[Collection[str]], Iterable[Passage]],
        fingerprint: str,
        *,
        prints: Mapping[str, str] = MappingProxyType({}),
        gone: Mapping[str, str] = MappingProxyType({}),
        progress: Progress | None = None,
    ) -> None:
        """Place a pack, leaving every work as it stands whose print, by its id, is the one it was placed with.

        `read` is given the ids of the works that stay, and returns the passages of the others; `gone` are the keys of
        what was taken out, with the ids of their works. All of it is done in one transaction.
        """
        with self._change() as database:
            kept = tables.kept(database, pack, prints)
            tables.drop(database, pack.name, kept.values())
            database.execute("INSERT INTO pack VALUES (?, ?, ?)", (pack.name, pack.title, fingerprint))
            tables.retire(database, pack.name, gone)
            numbers = tables.add_works(database, pack, prints, kept)
            for done in tables.add_passages(database, numbers, read(kept.keys())):
                if progress:
                    progress(done)
            beside.attach(database, pack.name, numbers.values())

    def add(self, passage: Passage) -> None:
        """Place one more passage in a work that is on the shelf.

        Raises:
            LookupError: where the shelf has no such work.

        """
        with self._change() as database:
            number = self._number(passage.pack, passage.work)
            for _done in tables.add_passages(database, {passage.work: number}, (passage,)):
                beside.attach(database, passage.pack, (number,), passage.key)

    def discard(self, key: str) -> bool:
        """Take one passage away; return whether it was there."""
        with self._change() as database:
            return tables.discard(database, key)

    def remove(self, pack: str) -> None:
        """Take a pack with its works and passages away."""
        with self._change() as database:
            tables.drop(database, pack)

    def packs(self) -> list[PackEntry]:
        """Return the packs by name, with how much they hold."""
        query = (
            "SELECT pack.name, pack.title, count(work.number), coalesce(sum(work.passages), 0) FROM pack "
            "LEFT JOIN work ON work.pack = pack.name GROUP BY pack.name ORDER BY pack.name"
        )
        return [PackEntry(*each) for each in self._database.execute(query)]

    def works(self, pack: str = "") -> list[Work]:
        """Return the works of a pack, or all, in the order of their packs."""
        return [each for each in self.numbered().values() if pack in ("", each.pack)]

    def numbered(self) -> dict[int, Work]:
        """Return all works by their number on the shelf."""
        self._notice()
        return self._works

    def work(self, pack: str, work: str) -> Work | None:
        """Return the work of that id, or None."""
        return next((each for each in self.numbered().values() if each.pack == pack and each.id == work), None)

    def passage(self, key: str) -> Passage | None:
        """Return the passage of that key, or None."""
        return self._first("WHERE key = ?", (key,))

    def retired(self, key: str) -> bool:
        """Return whether a passage of that key was taken out of a work that is still here."""
        found = self._database.execute("SELECT pack, work FROM retired WHERE key = ?", (key,)).fetchone()
        return bool(found) and self.work(*found) is not None

    def located(self, pack: str, work: str, locator: str) -> Passage | None:
        """Return the passage at a place of a work, or None."""
        return self.passage(key_of(pack, work, locator))

    def nth(self, pack: str, work: str, position: int) -> Passage | None:
        """Return the passage at that position of a work (0 is the first), or None."""
        with contextlib.suppress(LookupError):
            return self._first("WHERE work = ? AND position = ?", (self._number(pack, work), position))
        return None

    def around(self, key: str, before: int, after: int) -> list[Passage]:
        """Return the passage with its neighbours in the same work, in reading order; empty where unknown."""
        place = self._database.execute("SELECT work, position FROM passage WHERE key = ?", (key,)).fetchone()
        if not place:
            return []
        work, position = place
        bounds = (work, position - before, position + after)
        return self._list("WHERE work = ? AND position BETWEEN ? AND ? ORDER BY position", bounds)

    def companions(self, key: str) -> list[Passage]:
        """Return what stands beside a passage, in reading order."""
        return self._list(f"WHERE {beside.COMPANIONS}", (key,))

    def accompanied(self, key: str) -> list[Passage]:
        """Return what a companion stands beside: every copy there is."""
        return self._list(f"WHERE {beside.ACCOMPANIED}", (key,))

    def count(self, source: Source = tables.EVERYTHING) -> int:
        """Return how many passages the source has."""
        clause, values = tables.narrowed(source, self._chosen(source))
        return int(self._one(f"SELECT count(*) FROM passage {clause}", values))

    def keys(self, source: Source, *, postable: bool = False) -> Sequence[str]:
        """Return the keys of a source in reading order; `postable` leaves out works that may not be posted."""
        clause, values = tables.narrowed(source, self._chosen(source, postable=postable))
        query = f"SELECT key FROM passage JOIN work ON work = work.number {clause} {tables.READING_ORDER}"
        return [key for (key,) in self._database.execute(query, values)]

    def stocked(self, source: Source) -> list[tuple[str, str, int]]:
        """Return key, work (as pack/work) and words of what may be posted of a source, in reading order."""
        clause, values = tables.narrowed(source, self._chosen(source, postable=True))
        query = f"SELECT key, work.pack || '/' || work.id, {tables.WORDS} FROM passage JOIN work ON work = work.number"
        return list(self._database.execute(f"{query} {clause} {tables.READING_ORDER}", values))

    def random(self, source: Source, *, postable: bool = False) -> Passage | None:
        """Return any passage of the source, each as likely as the others; None where it is empty."""
        clause, values = tables.narrowed(source, self._chosen(source, postable=postable))
        total = int(self._one(f"SELECT count(*) FROM passage {clause}", values))
        if not total:
            return None
        return self._first(f"{clause} LIMIT 1 OFFSET ?", (*values, random.randrange(total)))

    def dated(self, day: str) -> list[Passage]:
        """Return the passages of a day of the year, `MM-DD`, oldest first."""
        return self._list("WHERE day = ? ORDER BY date, number", (day,))

    def topics(self) -> dict[str, int]:
        """Return every topic with how many passages it has, most first."""
        query = "SELECT name, count(*) AS passages FROM topic GROUP BY name ORDER BY passages DESC, name"
        return dict(self._database.execute(query))

    def on_topic(self, topic: str) -> list[int]:
        """Return the numbers of the passages on a topic, whatever its case."""
        query = "SELECT passage FROM topic WHERE lower(name) = lower(?)"
        return [number for (number,) in self._database.execute(query, (topic,))]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """Yield what the index needs of every passage numbered above `after`, in order."""
        query = "SELECT number, work, text, forms FROM passage WHERE number > ? ORDER BY number"
        for number, work, text, forms in self._database.execute(query, (after,)):
            yield Row(number, work, text, tuple(json.loads(forms)) if forms else ())

    def traits(self, after: int, highest: int) -> Iterator[tuple[int, str, str | None]]:
        """Yield number, date and language of the passages above `after` up to `highest` that may say either."""
        query = "SELECT number, date, json_extract(fields, '$.language') FROM passage WHERE number > ? AND number <= ?"
        yield from self._database.execute(f"{query} AND (date <> '' OR fields IS NOT NULL)", (after, highest))

    def removed(self, since: int) -> list[tuple[int, int]]:
        """Return the ranges of numbers, ends included, taken away after that generation."""
        return list(self._database.execute("SELECT first, last FROM removed WHERE generation > ?", (since,)))

    def highest(self) -> int:
        """Return the highest number ever given to a passage."""
        return int(self._one("SELECT coalesce(max(number), 0) FROM passage"))

    def read(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Return the passages of those numbers; one that has gone is left out."""
        marks = ",".join("?" * len(numbers))
        query = f"SELECT number, {tables.COLUMNS} FROM passage WHERE number IN ({marks})"
        works = self.numbered()
        return {each[0]: tables.passage(each[1:], works) for each in self._database.execute(query, numbers)}

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with tables.transaction(self._database):
            yield self._database
            self._database.execute("UPDATE state SET generation = generation + 1")
        self._refresh()

    def _notice(self) -> None:
        """Read anew what another process has changed."""
        seen = self._one("PRAGMA data_version")
        if seen != self._seen:
            self._seen = seen
            self._refresh()

    def _refresh(self) -> None:
        self._generation = int(self._one("SELECT generation FROM state"))
        self._works = tables.read_works(self._database)

    def _chosen(self, source: Source, *, postable: bool = False) -> list[int] | None:
        """Return the numbers of the works that a source takes from; None means all of them."""
        if not (source.pack or source.work or postable):
            return None
        return [
            number
            for number, each in self.numbered().items()
            if source.pack in ("", each.pack) and source.work in ("", each.id) and (each.may_post or not postable)
        ]

    def _number(self, pack: str, work: str) -> int:
        query = "SELECT number FROM work WHERE pack = ? AND id = ?"
        found = self._database.execute(query, (pack, work)).fetchone()
        if not found:
            raise LookupError(f"no work {work!r} in the pack {pack!r}")
        return int(found[0])

    def _one(self, query: str, values: Sequence[object] = ()) -> int:
        found = self._database.execute(query, values).fetchone()
        return int(found[0])

    def _first(self, clause: str, values: Sequence[object]) -> Passage | None:
        return next(iter(self._list(f"{clause}", values)), None)

    def _list(self, clause: str, values: Sequence[object]) -> list[Passage]:
        works = self.numbered()
        query = f"SELECT {tables.COLUMNS} FROM passage {clause}"
        return [tables.passage(each, works) for each in self._database.execute(query, values)]
