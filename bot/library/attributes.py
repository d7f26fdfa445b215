"""Attributes: the line in braces above a paragraph that gives it an id, a date, topics, a title."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.library.fields import is_date
from bot.library.trace import NO_TRACE, is_trace

LINE = re.compile(r"\{(?=[#\w])[^{}]*\}")
PART = re.compile(r"""\s*(?:#(?P<id>[^\s{}"=]+)|(?P<name>\w+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"{}]+)))(?=\s|$)""")
NAMES = ("date", "topics", "title", "speaker", "cite", "note", "language", "beside", "terms")
LISTS = ("topics", "terms", "beside")
LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the line says: `id` becomes the locator, `values` are fields of the passage."""

    id: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def is_line(line: str) -> bool:
    """Return whether the line is one of attributes."""
    return bool(LINE.fullmatch(line.strip()))


def read(line: str) -> tuple[Attributes, list[str]]:
    """Return what a line of attributes says, and a sentence for each thing wrong in it."""
    inside = line.strip()[1:-1]
    parts = list(_parts(inside))
    wrong = [] if "".join(each[0] for each in parts).strip() == inside.strip() else [_unread(inside)]
    named = [each["id"] for each in parts if each["id"]]
    values: dict[str, Any] = {each["name"]: _bare(each) for each in parts if each["name"]}
    wrong += list(_wrong(named, values))
    for name in values.keys() & {*LISTS}:
        parted = values[name].split() if name == "beside" else values[name].split(",")
        values[name] = tuple(each.strip() for each in parted if each.strip())
    if "beside" in values and not is_trace(values["beside"]):
        wrong.append(NO_TRACE)
    return Attributes(named[0] if named else "", {key: values[key] for key in values if key in NAMES}), wrong


def _parts(inside: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := PART.match(inside, at):
        yield found
        at = found.end()


def _bare(found: re.Match[str]) -> str:
    return found["bare"] or found["quoted"] or ""


def _unread(inside: str) -> str:
    return f'{{{inside}}} is not like {{#an-id date=1993-01-01 topics="borders, trade" title="A title"}}'


def _wrong(named: list[str], values: Mapping[str, Any]) -> Iterator[str]:
    if len(named) > 1 or any(len(each) > LONGEST_ID for each in named):
        yield f"give the paragraph one id of at most {LONGEST_ID} characters"
    for name in values.keys() - {*NAMES}:
        yield f"there is no attribute {name!r}; there are {', '.join(NAMES)}"
    if values.get("date") and not is_date(values["date"]):
        yield f"date={values['date']} is not a year or an ISO date, such as 1993 or 1993-01-01"
