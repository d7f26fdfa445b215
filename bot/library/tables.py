"""How packs lie in the shelf's file: its tables, and passages and works to rows and back."""

# ruff: noqa: S608 - the parts of a query are our own names; values are always bound

import contextlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.library import beside
from bot.library.passage import Passage
from bot.library.shelved import PackLike
from bot.library.source import Source
from bot.library.work import Work

SCHEMA = 5
"""Grows when the tables change; a file of another number is set aside and made anew."""

STEP = 2000
"""How many passages are written between two reports of progress."""

EVERYTHING = Source()
RUNS = """
SELECT (SELECT generation + 1 FROM state), min(number), max(number)
FROM (SELECT number, number - row_number() OVER (ORDER BY number) AS run FROM passage WHERE work = ?) GROUP BY run
"""
"""The passage numbers of a work as ranges without holes."""

COLUMNS = "work, locator, text, position, date, fields, forms, prompts"
BLANKS = "(length(text) - length(replace(replace(text, ' ', ''), char(10), '')))"
WORDS = f"(CASE WHEN {BLANKS} * 20 < length(text) THEN 1 + length(text) / 2 ELSE 1 + {BLANKS} END)"
"""About how many words a passage has; where a script leaves no blanks, two characters make a word."""
READING_ORDER = "ORDER BY work.pack, work.place, passage.position"
MORE = ("section", "title", "language", "cite", "note", "topics", "prompts", "speaker", "forms", "beside", "terms")
"""The fields of a passage that nobody searches by, as its pack has them; kept together, most have few of them."""

TABLES = f"""
CREATE TABLE state (generation INTEGER NOT NULL, identity TEXT NOT NULL);
CREATE TABLE pack (name TEXT PRIMARY KEY, title TEXT NOT NULL, fingerprint TEXT NOT NULL);
CREATE TABLE work (
    number INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL,
    passages INTEGER NOT NULL DEFAULT 0, fields TEXT NOT NULL, print TEXT NOT NULL, UNIQUE (pack, id)
);
CREATE TABLE passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, work INTEGER NOT NULL,
    position INTEGER NOT NULL, locator TEXT NOT NULL, text TEXT NOT NULL, date TEXT NOT NULL, day TEXT NOT NULL,
    forms TEXT, prompts TEXT, fields TEXT
);
CREATE INDEX passage_place ON passage (work, position);
CREATE INDEX passage_day ON passage (day) WHERE day <> '';
CREATE TABLE topic (name TEXT NOT NULL, passage INTEGER NOT NULL, PRIMARY KEY (name, passage)) WITHOUT ROWID;
CREATE INDEX topic_passage ON topic (passage);
CREATE TABLE retired (key TEXT PRIMARY KEY, pack TEXT NOT NULL, work TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE removed (generation INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
{beside.TABLES}
INSERT INTO state VALUES (0, lower(hex(randomblob(16))));
PRAGMA user_version = {SCHEMA};
"""


class OtherSchema(Exception):  # noqa: N818 - it says what was found
    """The file was made by another version."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, making the tables where it is new.

    Raises:
        OtherSchema: where it was made by another version.
        sqlite3.DatabaseError: where it is not such a file at all.

    """
    database = sqlite3.connect(path, isolation_level=None, timeout=60)
    try:
        database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -1000;")
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    """Make the tables unless another process did while we waited for our turn."""
    with transaction(database):
        found = database.execute("PRAGMA user_version").fetchone()[0]
        if not found and not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for statement in TABLES.split(";")[:-1]:
                database.execute(statement)
        elif found != SCHEMA:
            raise OtherSchema(found)


def set_aside(path: Path) -> None:
    """Rename a file that cannot be used, with its log, so that a new one can be made in its place."""
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{suffix}").replace(f"{path}.unusable{suffix}")


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of it or none: committed at the end, rolled back on any error."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def kept(database: sqlite3.Connection, pack: PackLike, prints: Mapping[str, str]) -> dict[str, int]:
    """Return the numbers, by id, of the works of a pack that stand as they should; "" is the print of none."""
    found = database.execute("SELECT id, number, print FROM work WHERE pack = ?", (pack.name,))
    named = {each.id for each in pack.works}
    return {each: number for each, number, made in found if made and each in named and prints.get(each) == made}


def drop(database: sqlite3.Connection, pack: str, kept: Collection[int] = ()) -> None:
    """Take a pack away but for the works kept, leaving a mark of the passage numbers that went with it."""
    found = database.execute("SELECT number FROM work WHERE pack = ?", (pack,))
    works = [number for (number,) in found if number not in kept]
    for work in works:
        beside.detach(database, beside.leaving(database, work))
        database.execute(
            "DELETE FROM topic WHERE passage IN (SELECT number FROM passage WHERE work = ?)",
            (work,),
        )
        database.execute(f"INSERT INTO removed {RUNS}", (work,))
        database.execute("DELETE FROM passage WHERE work = ?", (work,))
        database.execute("DELETE FROM work WHERE number = ?", (work,))
    database.execute("DELETE FROM pack WHERE name = ?", (pack,))
    database.execute("DELETE FROM retired WHERE pack = ?", (pack,))


def retire(database: sqlite3.Connection, pack: str, gone: Mapping[str, str]) -> None:
    """Write down the keys of the passages that were taken out of a pack, each with the id of its work."""
    rows = [(key, pack, work) for key, work in gone.items()]
    database.executemany("INSERT OR REPLACE INTO retired VALUES (?, ?, ?)", rows)


def discard(database: sqlite3.Connection, key: str) -> bool:
    """Take one passage away; return whether it was there."""
    found = database.execute("SELECT number, work FROM passage WHERE key = ?", (key,)).fetchone()
    if not found:
        return False
    number, work = found
    beside.detach(database, (key,))
    database.execute("INSERT INTO removed SELECT generation + 1, ?1, ?1 FROM state", (number,))
    database.execute("DELETE FROM passage WHERE number = ?", (number,))
    database.execute("DELETE FROM topic WHERE passage = ?", (number,))
    database.execute("UPDATE work SET passages = passages - 1 WHERE number = ?", (work,))
    return True


def add_works(
    database: sqlite3.Connection, pack: PackLike, prints: Mapping[str, str], kept: Mapping[str, int]
) -> dict[str, int]:
    """Write the works of a pack in their order; return the numbers, by id, of those that are not kept."""
    query = "INSERT INTO work (pack, id, place, fields, print) VALUES (?, ?, ?, ?, ?) RETURNING number"
    numbers: dict[str, int] = {}
    for place, work in enumerate(pack.works):
        if work.id in kept:
            database.execute("UPDATE work SET place = ? WHERE number = ?", (place, kept[work.id]))
            continue
        row = (pack.name, work.id, place, json.dumps(asdict(work), ensure_ascii=False), prints.get(work.id, ""))
        numbers[work.id] = database.execute(query, row).fetchone()[0]
    return numbers


def add_passages(
    database: sqlite3.Connection, numbers: Mapping[str, int], passages: Iterable[Passage]
) -> Iterator[int]:
    """Write passages one by one; yield how many are done, every `STEP` and at the end.

    A work whose passages have terms is left without a print: what explains them may stand in another work.
    """
    query = (
        "INSERT INTO passage (key, work, position, locator, text, date, day, forms, fields) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"
    )
    counts: dict[int, int] = {}
    termed: set[int] = set()
    done = 0
    for done, each in enumerate(passages, 1):
        work = numbers[each.work]
        if each.terms:
            termed.add(work)
        number = database.execute(query, _row(each, work)).fetchone()[0]
        counts[work] = counts.get(work, 0) + 1
        if each.topics:
            topics = [(name, number) for name in each.topics]
            database.executemany("INSERT OR IGNORE INTO topic VALUES (?, ?)", topics)
        if each.beside:
            beside.declare(database, each)
        if done % STEP == 0:
            yield done
    database.executemany(
        "UPDATE work SET passages = passages + ? WHERE number = ?",
        [(count, work) for work, count in counts.items()],
    )
    database.executemany("UPDATE work SET print = '' WHERE number = ?", [(work,) for work in termed])
    yield done


def _row(passage: Passage, work: int) -> tuple[object, ...]:
    fields = {name: value for name in MORE if (value := getattr(passage, name))}
    return (
        passage.key,
        work,
        passage.position,
        passage.locator,
        passage.text,
        passage.date,
        passage.date[5:10] if len(passage.date) >= 10 and not passage.date.startswith("-") else "",
        json.dumps(passage.forms, ensure_ascii=False) if passage.forms and not passage.beside else None,
        json.dumps(fields, ensure_ascii=False) if fields else None,
    )


def passage(row: Sequence[Any], works: Mapping[int, Work]) -> Passage:
    """Return the passage of a row of `COLUMNS`, with the prompts and popular forms of what stands beside it."""
    number, locator, text, position, date, more, forms, prompts = row
    work = works[number]
    if not (more or forms or prompts):
        return Passage(work.pack, work.id, locator, text, position, date=date)
    fields = _fields(more or "{}") | {"forms": _list(forms)}
    if prompts:
        fields["prompts"] = tuple(dict.fromkeys((*fields.get("prompts", ()), *_list(prompts))))
    return Passage(work.pack, work.id, locator, text, position, date=date, **fields)


def _list(written: str | None) -> tuple[str, ...]:
    return tuple(json.loads(written)) if written else ()


def read_works(database: sqlite3.Connection) -> dict[int, Work]:
    """Return all works by number, in the order of their packs."""
    found = database.execute("SELECT number, fields FROM work ORDER BY pack, place")
    return {number: Work(**_fields(fields)) for number, fields in found}


def _fields(written: str) -> dict[str, Any]:
    """Return fields as they were before they were written down: JSON knows no tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(written).items()}


def narrowed(source: Source, works: Sequence[int] | None) -> tuple[str, tuple[object, ...]]:
    """Return the WHERE clause of a source and its values; `works` are the numbers it takes from, None all."""
    conditions: list[str] = []
    values: tuple[object, ...] = ()
    if works is not None:
        conditions.append(f"work IN ({','.join('?' * len(works))})")
        values += tuple(works)
    if source.topic:
        conditions.append("passage.number IN (SELECT passage FROM topic WHERE name = ?)")
        values += (source.topic,)
    for words, comparison in ((source.shortest, ">="), (source.longest, "<=")):
        if words:
            conditions.append(f"{WORDS} {comparison} ?")
            values += (words,)
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values
