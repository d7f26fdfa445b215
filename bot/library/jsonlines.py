"""JSON Lines: one passage a line, which keeps its own bounds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.library.fields import is_date
from bot.library.problem import Problem
from bot.library.trace import NO_TRACE, is_trace

LONGEST_LINE = 1_000_000
LONGEST_TEXT = 20_000
LONGEST_ID = 200
ALIASES = {"citation": "cite", "lang": "language"}
WORDS = ("cite", "language", "title", "note", "speaker", "date")
LISTS = ("topics", "prompts", "forms", "section", "beside", "terms")


@dataclass(frozen=True, slots=True)
class Row:
    """One line read: `id` is empty where it has none; `fields` as `Passage` takes them; `work` where it names one."""

    line: int
    id: str
    text: str
    fields: Mapping[str, Any]
    work: str = ""


def read(path: Path) -> Iterator[Row | Problem]:
    """Yield the rows of a file, one at a time, and a problem for each line that is none."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from lines(file, path.name)
    except UnicodeDecodeError:
        yield Problem(path.name, 0, "not UTF-8; save it as UTF-8")


def lines(source: TextIO, file: str) -> Iterator[Row | Problem]:
    """Yield a row, or what is wrong with it, for each line that is not blank."""
    for number, line in enumerate(iter(lambda: source.readline(LONGEST_LINE + 1), ""), 1):
        if len(line) > LONGEST_LINE:
            yield Problem(file, number, f"the line has more than {LONGEST_LINE:,} characters: split it into rows")
            return
        if line.strip():
            yield _row(line, file, number)


def _row(line: str, file: str, number: int) -> Row | Problem:
    try:
        table = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(file, number, f'not JSON ({error}): write one {{"id": …, "text": …}} a line')
    wrong = _wrong(table) if isinstance(table, dict) else 'not an object: write {"id": …, "text": …}'
    return Problem(file, number, wrong) if wrong else _fields(table, number)


def _wrong(table: Mapping[str, Any]) -> str:
    """Return a sentence saying what is wrong with a row, "" where nothing is."""
    text, identity = table.get("text"), table.get("id", "")
    if not isinstance(text, str) or not text.strip():
        return 'no "text": a row needs one, in quotes and not empty'
    if len(text) > LONGEST_TEXT:
        return f"the text has {len(text):,} characters: split it into rows of at most {LONGEST_TEXT:,}"
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        return '"id" must be a word or a number'
    if len(str(identity)) > LONGEST_ID:
        return f'"id" has more than {LONGEST_ID} characters'
    return _wrong_fields(table)


def _wrong_fields(table: Mapping[str, Any]) -> str:
    for name in (*WORDS[:-1], *ALIASES):
        if not isinstance(table.get(name) or "", str):
            return f'"{name}" must be words in quotes'
    date = table.get("date") or ""
    if date and not is_date(str(date)):
        return f'"date": {date!r} is not a year or an ISO date, such as 1993 or 1993-01-01'
    return NO_TRACE if table.get("beside") and not is_trace(_marks(table["beside"])) else ""


def _fields(table: Mapping[str, Any], line: int) -> Row:
    named = {ALIASES.get(name, name): value for name, value in table.items() if value not in (None, "")}
    fields: dict[str, Any] = {name: str(named[name]).strip() for name in WORDS if name in named}
    fields |= {name: _words(named[name]) for name in LISTS if name in named}
    if "beside" in named:
        fields["beside"] = _marks(named["beside"])
    text = str(table["text"]).replace("\r\n", "\n").strip()
    work = str(named.get("work") or named.get("src") or "").strip()
    return Row(line, str(table.get("id", "")).strip(), text, fields, work)


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(each).strip() for each in value) if isinstance(value, list) else (str(value).strip(),)


def _marks(value: Any) -> tuple[str, ...]:
    """Return the marks of a trace, listed or in one string."""
    return tuple(mark for each in _words(value) for mark in each.split())
