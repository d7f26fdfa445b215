"""`commonplace packs check`, `new`, `show` and `export`: a pack written, proof-read, looked at and taken elsewhere."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli import importing, library
from bot.library import fields, manifest, pack, proof
from bot.library.citation import cite
from bot.library.exporters import epub, markdown, rows
from bot.library.importers.document import Unreadable
from bot.library.importers.order import WrongOrder
from bot.library.pack import Pack
from bot.library.problem import BadPack
from bot.library.work import Work
from bot.settings import read

SHOWN = 5
FORMATS = ("markdown", "jsonl", "epub")
FIRST = """# The first section

{#first topics="gardens"}
Write a paragraph here. It is one passage: people find it, and it can be posted by itself.
? What would you like people to talk about when they have read it?

A second paragraph is a second passage.
"""


def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="[PACK...]", help="Packs, or folders; else all.")] = None,
) -> None:
    """Proof-read packs: what must be mended, and what may be a slip, each with file and line."""
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "the packs could not be checked"):
        found = [_checked(folder, told) for folder in _chosen(names or [])]
    if not all(found):
        raise typer.Exit(1)


def _chosen(names: list[str]) -> list[Path]:
    """Return the folders of packs by name or path; the operator's own, where none is named.

    Raises:
        Unreadable: where there is no such pack, or none at all.

    """
    settings = read()
    own = pack.folders(settings.packs)
    if not names and not own:
        raise Unreadable("you have no packs yet: `commonplace packs new NAME` begins one")
    known = {each.name: each for each in library.folders(settings)}
    found = [known.get(name) or Path(name) for name in names] or own
    for each in found:
        if not each.is_dir():
            raise Unreadable(library.unknown(str(each), settings))
    return found


def _checked(folder: Path, told: Console) -> bool:
    """Print what is wrong or odd in a pack; return whether it can be used."""
    try:
        made = pack.read(folder)
    except BadPack as error:
        for each in error.problems:
            told.print(f"{folder.name}/{each}", style="red", markup=False, soft_wrap=True)
        return False
    odd = 0
    for problem in proof.warnings(made):
        odd += 1
        told.print(f"{folder.name}/{problem}", style="yellow", markup=False, soft_wrap=True)
    passages = sum(1 for _ in made.passages())
    typer.echo(f"{folder.name}: fit to use: {passages:,} passages; {odd or 'nothing'} to look at")
    return True


def new(
    name: Annotated[str, typer.Argument(help="The pack's name: a-z, 0-9 and single hyphens.")],
    title: Annotated[str, typer.Option(help="What people call it.")] = "",
    author: Annotated[str, typer.Option(help="Who writes it.")] = "",
    language: Annotated[str, typer.Option(help="Its language, as a tag: en, de, zh-Hant.")] = "en",
    licence: Annotated[str, typer.Option(help='On what terms: "CC BY 4.0", "private use" …')] = "CC BY 4.0",
) -> None:
    """Begin a pack: a folder with two small files to write on in."""
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "nothing was begun"):
        folder = read().packs / name
        if not manifest.is_name(name):
            raise WrongOrder(f"{name!r}: a pack's name is made of a-z, 0-9 and single hyphens")
        if folder.exists() or name in (each.name for each in pack.folders(pack.bundled())):
            raise WrongOrder(f"{name}: there is a pack of that name already")
        known, wrong = fields.read({"language": language})
        if wrong:
            raise WrongOrder(f"--{wrong[0]}")
        about = {"title": title or name.replace("-", " ").capitalize(), "author": author, "licence": licence, **known}
        _begun(folder, {**about, "source": f"written by {author or 'ourselves'}"})
    typer.echo(f"{name}: begun in {folder}: write on in first.md, then `commonplace packs check {name}`")


def _begun(folder: Path, about: dict[str, str]) -> None:
    folder.mkdir(parents=True)
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in about.items() if value)
    (folder / manifest.FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "first.md").write_text(FIRST, encoding="utf-8")


def show(name: Annotated[str, typer.Argument(help="The pack's name, or its folder.")]) -> None:
    """Show a pack: its works with their terms, how they are cited, their topics, and how each begins."""
    told, out = Console(stderr=True, highlight=False), Console(highlight=False)
    with library.failing(told, "it could not be shown"):
        made = pack.read(_chosen([name])[0])
        extents = importing.extents(made.passages())
        out.print(f"{made.title} ({made.name}), in {made.folder}", style="bold", markup=False, soft_wrap=True)
        for work in made.works[:SHOWN]:
            _shown(made, work, extents[work.id], out)
        if len(made.works) > SHOWN:
            out.print(f"\n… and {len(made.works) - SHOWN:,} more works", markup=False)


def _shown(made: Pack, work: Work, extent: importing.Extent, out: Console) -> None:
    first = next(each for each in made.passages() if each.work == work.id)
    topics = {topic for each in made.passages() if each.work == work.id for topic in each.topics}
    named = {
        "passages": f"{extent.passages:,}, {extent.first} to {extent.last}",
        "cited as": cite(work, first),
        "licence": work.licence,
        "source": work.source,
        "posted unasked": "yes" if work.may_post else "no",
        "topics": ", ".join(sorted(topics)[:12]),
        "begins": first.text[:70].replace("\n", " "),
    }
    out.print(f"\n{work.title}", markup=False)
    for label, value in named.items():
        if value:
            out.print(f"  {label}: {value}", markup=False, soft_wrap=True)


def export(
    name: Annotated[str, typer.Argument(help="The pack's name, or its folder.")],
    kind: Annotated[str, typer.Option("--as", help=f"As what: {', '.join(FORMATS)}.")] = "markdown",
    target: Annotated[Path | None, typer.Option("--to", help="The file or, for Markdown, the folder to write.")] = None,
    allowed: Annotated[bool, typer.Option("--i-may", help="You may pass it on all the same.")] = False,  # noqa: FBT002 - typer's way to a switch
) -> None:
    """Write a pack as Markdown, JSON Lines, or an EPUB to read aloud from."""
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "nothing was written"):
        if kind not in FORMATS:
            raise WrongOrder(f"--as {kind}: there are {', '.join(FORMATS)}")
        made = pack.read(_chosen([name])[0])
        _refuse_held(made, allowed=allowed)
        written = _written(made, kind, target)
    typer.echo(f"{made.name}: written to {written}")


def _refuse_held(made: Pack, *, allowed: bool) -> None:
    """Refuse to write works that may not be passed on, without the operator's word that they may.

    Raises:
        Unreadable: naming the first of them.

    """
    held = [work for work in made.works if not work.may_post]
    if held and not allowed:
        more = f" and {len(held) - 1:,} more" if len(held) > 1 else ""
        raise Unreadable(
            f"{held[0].title}{more} may not be passed on ({held[0].licence[:80]}): if you may all the same, add --i-may"
        )


def _written(made: Pack, kind: str, target: Path | None) -> Path:
    suffix = {"markdown": "", "jsonl": ".jsonl", "epub": ".epub"}[kind]
    path = target or Path(f"{made.name}{suffix or '-markdown'}")
    if path.exists():
        raise WrongOrder(f"{path}: is there already: name another with --to, or take it away first")
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "epub":
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        epub.write(path, made, made.works, made.passages(), changed=now)
    elif kind == "jsonl":
        _lines(path, rows.pack(made.works, made.passages()), "\n")
    else:
        _markdown(path, made)
    return path


def _markdown(folder: Path, made: Pack) -> None:
    folder.mkdir()
    known = {"title": made.title, "vocabulary": list(made.vocabulary)}
    about = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items() if value)
    (folder / manifest.FILE).write_text(about, encoding="utf-8")
    for work in made.works:
        passages = (each for each in made.passages() if each.work == work.id)
        _lines(folder / f"{work.id}.md", markdown.work(work, passages), "\n\n")


def _lines(path: Path, parts: Iterable[str], end: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{each}{end}" for each in parts)
