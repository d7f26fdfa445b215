"""The front matter: a work's own fields at the head of its Markdown file, as TOML between two lines of `+++`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bot.library import fields
from bot.library.problem import Problem

FENCE = "+++"
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Head:
    """The fields that a file states of itself; `lines` are those before its text."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: int = 0
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Head:
    """Return the head of a file: nothing for a file that has none, or is not Markdown."""
    if path.suffix != ".md":
        return Head()
    try:
        with path.open(encoding="utf-8-sig") as file:
            return parse(list(islice(file, MOST_LINES)), path.name)
    except UnicodeDecodeError:
        return Head(problems=(Problem(path.name, 0, "not UTF-8; save it as UTF-8"),))


def parse(lines: list[str], file: str) -> Head:
    """Return the head that stands in the first lines of a file, if they begin with one."""
    stripped = [line.strip() for line in lines]
    if not stripped or stripped[0] != FENCE:
        return Head()
    if FENCE not in stripped[1:]:
        return Head(problems=(Problem(file, 1, f"the head that {FENCE} opens is not closed by another {FENCE}"),))
    end = stripped.index(FENCE, 1)
    try:
        table = tomllib.loads("\n".join(stripped[1:end]))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        return Head({}, end + 1, (Problem(file, int(found[1]) + 1 if found else 1, f"not TOML: {error}"),))
    known, wrong = fields.read(table)
    return Head(known, end + 1, tuple(Problem(file, 1, each) for each in wrong))
