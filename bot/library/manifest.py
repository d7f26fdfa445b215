"""The manifest: `pack.toml`, which names a pack, its works and their files."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.library import fields, frontmatter
from bot.library.problem import BadPack, Problem
from bot.library.work import Work

FILE = "pack.toml"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME_LENGTH = 64
LARGEST = 16_000_000
"""Bytes; a thousand works take half a million."""

SUFFIXES = (".md", ".jsonl")
SET_ASIDE = ("readme.md",)
REQUIRED = {
    "title": 'title = "…"',
    "licence": 'licence = "…" (such as "public domain", "CC BY 4.0" or "private use")',
    "source": 'source = "…" (where the text is from)',
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `pack.toml` says: the pack's name and title, and its works in order, each with the file it is in.

    `vocabulary` is every topic that its passages may have; empty where any may stand.
    """

    name: str
    title: str
    works: tuple[Work, ...]
    files: tuple[Path, ...]
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One work as declared: its file's name, its own fields, and the line of the manifest that says so."""

    file: str
    table: Mapping[str, Any]
    line: int


def read(folder: Path) -> Manifest:
    """Return what the folder's manifest says.

    Raises:
        BadPack: with everything that is wrong in it or in the heads of its works.

    """
    table, lines = _toml(folder / FILE)
    entries = list(_entries(folder, table, lines))
    defaults, wrong = _defaults(table, alone=len(entries) == 1)
    found = [_entered(folder, entry, defaults) for entry in entries]
    works = [work for work, _ in found if work]
    vocabulary, unread = _vocabulary(table)
    problems = [
        *_named(folder, table),
        *unread,
        *wrong,
        *(each for _, several in found for each in several),
        *_doubled(works),
    ]
    if not entries:
        problems.append(Problem(FILE, 0, "the pack has no works: add a .md file"))
    if problems:
        raise BadPack(tuple(str(each) for each in problems))
    return Manifest(
        folder.name, table["title"], tuple(works), tuple(folder / entry.file for entry in entries), vocabulary
    )


def _vocabulary(table: Mapping[str, Any]) -> tuple[tuple[str, ...], list[Problem]]:
    listed = table.get("vocabulary", [])
    if isinstance(listed, list) and all(isinstance(each, str) and each.strip() for each in listed):
        return tuple(each.strip() for each in listed), []
    return (), [Problem(FILE, 1, 'vocabulary must be a list of topics, such as ["peace", "trade"]')]


def _defaults(table: Mapping[str, Any], *, alone: bool) -> tuple[dict[str, Any], list[Problem]]:
    """Return the fields that hold for every work; a work that is alone has the pack's title, if no other."""
    kept = {
        key: value
        for key, value in table.items()
        if key not in ("name", "work", "vocabulary") and (alone or key != "title")
    }
    known, wrong = fields.read(kept)
    return known, [Problem(FILE, 1, each) for each in wrong]


def _entered(folder: Path, entry: _Entry, defaults: Mapping[str, Any]) -> tuple[Work | None, list[Problem]]:
    found = list(_file_problems(folder, entry))
    return (None, found) if found else _work(folder, entry, defaults)


def _toml(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        if path.stat().st_size > LARGEST:
            raise BadPack((str(Problem(FILE, 0, f"larger than {LARGEST // 1_000_000} MB: that is no manifest")),))
        written = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(written), written.splitlines()
    except FileNotFoundError:
        raise BadPack((str(Problem(path.parent.name, 0, f"no {FILE} in it, so it is not a pack")),)) from None
    except UnicodeDecodeError:
        raise BadPack((str(Problem(FILE, 0, "not UTF-8; save it as UTF-8")),)) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise BadPack((str(Problem(FILE, int(found[1]) if found else 0, f"not TOML: {error}")),)) from None


def _named(folder: Path, table: Mapping[str, Any]) -> Iterator[Problem]:
    if not is_name(folder.name):
        yield Problem(FILE, 0, f"the folder {folder.name!r} is not a pack's name: use a-z, 0-9 and - only")
    if table.get("name", folder.name) != folder.name:
        yield Problem(FILE, 1, f"name = {table['name']!r}, but the folder is {folder.name!r}: make them the same")
    if not isinstance(table.get("title"), str) or not table["title"].strip():
        yield Problem(FILE, 1, 'the pack has no title: add title = "…"')


def is_name(name: str) -> bool:
    """Return whether a pack or a work may be called so: a-z, 0-9 and single hyphens, at most `NAME_LENGTH`."""
    return len(name) <= NAME_LENGTH and bool(NAME.fullmatch(name))


def _entries(folder: Path, table: Mapping[str, Any], lines: list[str]) -> Iterator[_Entry]:
    """Yield the works declared; where none is, every text file of the folder is one."""
    heads = [number for number, line in enumerate(lines, 1) if line.replace(" ", "").startswith("[[work]]")]
    declared = table.get("work", [])
    for number, each in enumerate(declared if isinstance(declared, list) else [declared]):
        own = each if isinstance(each, dict) else {}
        yield _Entry(str(own.get("file", "")), own, heads[number] if number < len(heads) else 1)
    if not declared:
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES and path.name.lower() not in SET_ASIDE:
                yield _Entry(path.name, {}, 1)


def _file_problems(folder: Path, entry: _Entry) -> Iterator[Problem]:
    if not entry.file:
        yield Problem(FILE, entry.line, 'the work names no file: add file = "….md"')
    elif Path(entry.file).name != entry.file or entry.file.startswith("."):
        yield Problem(FILE, entry.line, f"file = {entry.file!r} must be a file in the pack's own folder")
    elif Path(entry.file).suffix not in SUFFIXES:
        yield Problem(FILE, entry.line, f"file = {entry.file!r} must end in {' or '.join(SUFFIXES)}")
    elif not (folder / entry.file).is_file():
        yield Problem(FILE, entry.line, f"there is no file {entry.file!r} in the folder")
    elif not (folder / entry.file).resolve().is_relative_to(folder.resolve()):
        yield Problem(FILE, entry.line, f"{entry.file!r} points outside the pack's folder")


def _work(folder: Path, entry: _Entry, defaults: Mapping[str, Any]) -> tuple[Work, list[Problem]]:
    own, wrong = fields.read(entry.table, extra=("file", "id"))
    head = frontmatter.read(folder / entry.file)
    known = {**defaults, **head.fields, **own}
    problems = [Problem(FILE, entry.line, each) for each in wrong] + list(head.problems)
    name = str(entry.table.get("id", "")) or slug(Path(entry.file).stem)
    if not is_name(name):
        problems.append(Problem(FILE, entry.line, f"id = {name!r} is not a work's name: use a-z, 0-9 and - only"))
    for field, mend in REQUIRED.items():
        if not known.get(field):
            line = entry.line if entry.table else 1
            problems.append(Problem(FILE, line, f"{entry.file} has no {field}: add {mend}"))
    return Work(folder.name, name, known.pop("title", name), **known), problems


def slug(name: str) -> str:
    """Return `name` as a pack's or work's name: a-z, 0-9, hyphens; "work" where nothing is left."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "-".join(words)[:NAME_LENGTH].rstrip("-") or "work"


def _doubled(works: list[Work]) -> Iterator[Problem]:
    seen: set[str] = set()
    for work in works:
        if work.id in seen:
            yield Problem(FILE, 0, f'two works are called {work.id!r}: give one another id = "…"')
        seen.add(work.id)
