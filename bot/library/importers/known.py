"""Known collections: what is common knowledge about texts that many people have, told by their files' names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.library.books import fold
from bot.library.importers.named import read as named
from bot.library.manifest import slug

ORDINALS = ("First", "Second", "Third", "Fourth")
MOST_OF = 0.8
FEWEST = 3


def series(folder: str) -> dict[str, str]:
    """Return the fields that the speeches in a folder of that name share; nothing where it is not known."""
    found = (each for each in _table()["series"] if slug(folder) in each["folders"])
    return {name: value for each in found for name, value in each.items() if name != "folders"}


def addresses(stems: list[str], folder: str) -> dict[str, dict[str, Any]]:
    """Return the fields of each file that is an inaugural address, where the files as a whole are a collection of them.

    `folder` is the name of the folder they are in.
    """
    found = {stem: fields for stem in stems if (fields := _address(stem))}
    hinted = _table()["inaugural"]["hint"] in folder.casefold()
    many = len(found) >= max(FEWEST, MOST_OF * len(stems))
    return found if hinted or many else {}


def collection(stems: list[str], folder: str) -> str:
    """Return the title of the collection that the files are, "" where it is none that is known."""
    return str(_table()["inaugural"]["collection"]) if addresses(stems, folder) else ""


def edition(stem: str, verses: int) -> Mapping[str, Any]:
    """Return what is known of a text of that name and that many verses; nothing where it is not known."""
    for each in _table()["edition"]:
        if slug(stem) in each["stems"] and verses == each["verses"]:
            return {name: value for name, value in each.items() if name not in ("stems", "verses")}
    return {}


def folder(name: str) -> Mapping[str, Any]:
    """Return the fields that all works in a folder of that name share; nothing where it is not known."""
    found = (each for each in _table()["folder"] if slug(name) in each["folders"])
    return {key: value for each in found for key, value in each.items() if key != "folders"}


def work(title: str, author: str) -> Mapping[str, Any]:
    """Return what is known of a work by its title: who wrote it and when, what it is called for short."""
    named_so = fold(title)
    for each in _table()["work"]:
        titles = {fold(name) for name in (each["short"], *each.get("titles", ()), *each["names"])}
        if named_so in titles and (not author or fold(each.get("author", author)) == fold(author)):
            return {name: value for name, value in each.items() if name != "titles"}
    return {}


def _address(stem: str) -> dict[str, Any]:
    year, surname = named(stem).get("date", ""), named(stem).get("author", "")
    for president, dates in _table()["inaugural"]["presidents"].items():
        for number, date in enumerate(dates):
            if date[:4] == year and surname and president.endswith(f" {surname}"):
                return {**_shared(), "author": president, "date": date, **_titled(number, len(dates))}
    return {}


def _shared() -> dict[str, Any]:
    return {name: _table()["inaugural"][name] for name in ("licence", "source", "language")}


def _titled(number: int, addresses_given: int) -> Mapping[str, str]:
    title = _table()["inaugural"]["title"]
    return {"title": f"{ORDINALS[number]} {title}" if addresses_given > 1 else title}


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("known.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
