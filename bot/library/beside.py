"""Beside: which passages on the shelf stand beside which, a companion next to a copy of what it is about.

A companion names by its trace a passage that its own pack does not hold. Where a copy of that is on the shelf, the
companion's prompts and popular forms count as the copy's own, for as long as both are there.
"""

# ruff: noqa: S608 - the parts of a query are our own names; values are always bound

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.library import trace
from bot.library.passage import Passage

TABLES = """
CREATE TABLE companion (mark INTEGER NOT NULL, passage TEXT NOT NULL, PRIMARY KEY (mark, passage)) WITHOUT ROWID;
CREATE TABLE beside (passage TEXT NOT NULL, companion TEXT NOT NULL, PRIMARY KEY (passage, companion)) WITHOUT ROWID;
"""
"""The marks of every companion's trace; and what was found to stand beside what, both by key."""

PLACED = "passage JOIN work ON work.number = passage.work"
OF_WORK = """
SELECT key FROM passage WHERE work = ? AND key IN
(SELECT passage FROM companion UNION SELECT passage FROM beside UNION SELECT companion FROM beside)
"""
COMPANIONS = "key IN (SELECT companion FROM beside WHERE passage = ?) ORDER BY work, position"
"""What stands beside a passage, work by work in reading order."""

ACCOMPANIED = "key IN (SELECT passage FROM beside WHERE companion = ?) ORDER BY work, position"
"""What a companion stands beside."""

BATCH = 250
"""Passages whose marks are worked out together."""

MOVED = "key, work, position, locator, text, date, day, prompts, fields"


def declare(database: sqlite3.Connection, companion: Passage) -> None:
    """Write down the trace of what a passage is a companion to."""
    marks = [(each, companion.key) for each in trace.read(companion.beside)]
    database.executemany("INSERT OR IGNORE INTO companion VALUES (?, ?)", marks)


def attach(database: sqlite3.Connection, pack: str, works: Iterable[int], key: str = "") -> None:
    """Put what works of a pack have brought, or the one passage `key`, beside what the other packs have."""
    met = list(_met(database, pack, json.dumps(list(works)), key))
    database.executemany("INSERT OR IGNORE INTO beside VALUES (?, ?)", met)
    for passage in {passage for passage, _companion in met}:
        _settle(database, passage)


def leaving(database: sqlite3.Connection, work: int) -> list[str]:
    """Return the keys of a work's passages that are companions or stand beside one."""
    return [key for (key,) in database.execute(OF_WORK, (work,))]


def detach(database: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Forget all about those passages, before they go."""
    for key in keys:
        left = database.execute("DELETE FROM beside WHERE companion = ? RETURNING passage", (key,)).fetchall()
        database.execute("DELETE FROM beside WHERE passage = ?", (key,))
        database.execute("DELETE FROM companion WHERE passage = ?", (key,))
        for (passage,) in left:
            _settle(database, passage)


def _met(database: sqlite3.Connection, pack: str, works: str, key: str) -> Iterator[tuple[str, str]]:
    """Yield (passage, companion) by key, of which one was brought and the other was there; `works` is JSON."""
    here = ("passage.key = ?", key) if key else ("work.number IN (SELECT value FROM json_each(?))", works)
    elsewhere = ("work.pack <> ?", pack)
    for declaring, searched in ((elsewhere, here), (here, elsewhere)):
        declared = _declared(database, *declaring)
        if declared:
            yield from _copies(database, declared, *searched)


def _declared(database: sqlite3.Connection, clause: str, value: str) -> Mapping[int, list[str]]:
    """Return the companions that each mark is of."""
    query = f"SELECT mark, key FROM {PLACED} JOIN companion ON companion.passage = key WHERE {clause}"
    found: defaultdict[int, list[str]] = defaultdict(list)
    for mark, companion in database.execute(query, (value,)):
        found[mark].append(companion)
    return found


def _copies(
    database: sqlite3.Connection, declared: Mapping[int, list[str]], clause: str, value: str
) -> Iterator[tuple[str, str]]:
    sizes = Counter(each for companions in declared.values() for each in companions)
    query = f"SELECT key, text FROM {PLACED} WHERE {clause} AND length(text) >= {trace.SHORTEST}"
    rows = database.execute(query, (value,))
    while several := rows.fetchmany(BATCH):
        for place, marks in trace.met([text for _key, text in several], declared).items():
            met = Counter(companion for mark in marks for companion in declared[mark])
            yield from ((several[place][0], each) for each, count in met.items() if count >= trace.enough(sizes[each]))


def _settle(database: sqlite3.Connection, key: str) -> None:
    """Give a passage the prompts of its companions, and their popular forms besides its own."""
    found = database.execute("SELECT fields, forms FROM passage WHERE key = ?", (key,)).fetchone()
    if not found:
        return
    own = json.loads(found[0] or "{}")
    query = f"SELECT fields FROM passage WHERE {COMPANIONS}"
    companions = [json.loads(fields or "{}") for (fields,) in database.execute(query, (key,))]
    database.execute("UPDATE passage SET prompts = ? WHERE key = ?", (_joined(companions, "prompts"), key))
    forms = _joined(companions if own.get("beside") else [own, *companions], "forms")
    if forms != found[1]:
        _move(database, key, forms)


def _joined(tables: Iterable[Mapping[str, Any]], name: str) -> str | None:
    """Return the lists of that name as one, written down; None where there is nothing in any."""
    found = list(dict.fromkeys(each for table in tables for each in table.get(name, ())))
    return json.dumps(found, ensure_ascii=False) if found else None


def _move(database: sqlite3.Connection, key: str, forms: str | None) -> None:
    """Give a passage a new number, by which the index notices that its popular forms are others."""
    database.execute(
        "INSERT INTO removed SELECT generation + 1, number, number FROM state, passage WHERE key = ?", (key,)
    )
    number, *row = database.execute(f"DELETE FROM passage WHERE key = ? RETURNING number, {MOVED}", (key,)).fetchone()
    marks = ", ".join("?" * (len(row) + 1))
    query = f"INSERT INTO passage ({MOVED}, forms) VALUES ({marks}) RETURNING number"
    moved = database.execute(query, (*row, forms)).fetchone()[0]
    database.execute("UPDATE topic SET passage = ? WHERE passage = ?", (moved, number))
