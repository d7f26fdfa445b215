"""Retired places: what passages that an import took out of a pack went by, kept beside it so that it is remembered."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.library.problem import BadPack, Problem

FILE = "retired.toml"
HEAD = "# Places of passages that were taken out, by work; no other passage gets them.\n"

Places = Mapping[str, tuple[str, ...]]
"""Locators by the id of their work."""


def read(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the places retired from the pack in `folder`; none where nothing ever was.

    Raises:
        BadPack: where the file is not as `write` writes it.

    """
    try:
        table = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise BadPack((str(Problem(FILE, 0, f"not TOML: {error}: mend it or take it away")),)) from error
    if not all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in table.values()):
        raise BadPack((str(Problem(FILE, 0, "each work must have a list of places: mend it or take it away")),))
    return {work: tuple(places) for work, places in table.items()}


def write(folder: Path, places: Places) -> None:
    """Keep the places beside the pack; no file where there are none."""
    lines = [f"{work} = {json.dumps(each, ensure_ascii=False)}\n" for work, each in places.items() if each]
    if lines:
        (folder / FILE).write_text(HEAD + "".join(lines), encoding="utf-8")


def after(before: Places, had: Mapping[str, Iterable[str]], has: Mapping[str, Iterable[str]]) -> Places:
    """Return the places retired after a change: those `before` and those that the pack `had`, but for what it `has`."""
    there = {work: frozenset(places) for work, places in has.items()}
    works = dict.fromkeys((*before, *had))
    gone = {work: dict.fromkeys((*before.get(work, ()), *had.get(work, ()))) for work in works}
    return {work: tuple(each for each in gone[work] if each not in there.get(work, ())) for work in works}
