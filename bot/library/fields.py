"""The fields of a work as people write them in TOML: in `pack.toml`, or at the head of a Markdown file."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

SCHEMES = ("paragraph", "verse", "section", "line", "row", "date", "page")
WORDS = (
    "title",
    "author",
    "date",
    "language",
    "licence",
    "source",
    "scheme",
    "short",
    "translator",
    "note",
    "parallel",
)
LISTS = ("names", "topics")
SWITCHES = ("redistribute", "post")
DATE = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_date(value: str) -> bool:
    """Return whether `value` is a year (four digits, negative before our era), a month or a day that exists."""
    if not DATE.fullmatch(value):
        return False
    if len(value.lstrip("-")) < 10 or value.startswith("-"):
        return True
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


CHECKS: dict[str, tuple[Callable[[str], object], str]] = {
    "scheme": (SCHEMES.__contains__, f"one of {', '.join(SCHEMES)}"),
    "date": (is_date, "a year or an ISO date, such as 1801 or 1801-03-04"),
    "language": (LANGUAGE.fullmatch, "a language tag, such as en or zh-Hant"),
}


def read(table: Mapping[str, Any], *, extra: tuple[str, ...] = ()) -> tuple[dict[str, Any], list[str]]:
    """Return a work's fields, as `Work` takes them, and a sentence for each that is wrong; `extra` are let pass."""
    fields: dict[str, Any] = {}
    problems: list[str] = []
    for name, written in table.items():
        if name in extra:
            continue
        value = _value(name, written)
        wrong = list(_wrong(name, value))
        problems += wrong
        if not wrong:
            fields[name] = value
    return fields, problems


def _value(name: str, written: Any) -> Any:
    """Return what was written as the type the field has; something else stays as it is, and is told as wrong."""
    if name == "date":
        return _date(written)
    if name in LISTS and isinstance(written, list):
        return tuple(written)
    if name in LISTS and isinstance(written, str):
        return tuple(each.strip() for each in written.split(",") if each.strip())
    return written.strip() if isinstance(written, str) else written


def _date(written: Any) -> Any:
    if isinstance(written, dt.date):
        return written.isoformat()[:10]
    if isinstance(written, int) and not isinstance(written, bool):
        return f"{written:05d}" if written < 0 else f"{written:04d}"
    return written.strip() if isinstance(written, str) else written


def _wrong(name: str, value: Any) -> Iterator[str]:
    if name not in (*WORDS, *LISTS, *SWITCHES):
        yield f"there is no field {name!r}; there are {', '.join((*WORDS, *LISTS, *SWITCHES))}"
    elif name in SWITCHES and not isinstance(value, bool):
        yield f"{name} must be true or false"
    elif name in LISTS and not _are_words(value):
        yield f'{name} must be a list of words, such as ["peace", "trade"]'
    elif name in WORDS and not isinstance(value, str):
        yield f"{name} must be words in quotes"
    elif name in CHECKS and value and not CHECKS[name][0](value):
        yield f"{name} = {value!r} is not {CHECKS[name][1]}"


def _are_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)
