"""`commonplace import`, `packs` and `packs remove`: texts brought into the library, listed, and taken out again."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.chat import Refusal
from bot.cli import importing, library
from bot.library import fields
from bot.library import trace as traces
from bot.library.importers import dates
from bot.library.importers.document import Unreadable
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order, WrongOrder
from bot.library.pack import Pack
from bot.library.passage import Passage
from bot.library.problem import BadPack
from bot.library.reference import References
from bot.library.shelf import Shelf
from bot.library.source import Source
from bot.library.work import Work
from bot.lookup.desk import synced
from bot.lookup.lookup import Lookup
from bot.settings import Settings, read

packs = typer.Typer(
    help="List the packs; write, check, show, export or remove one.",
    invoke_without_command=True,
)


def bring(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or a folder of files, or a pack.")],
    name: Annotated[str, typer.Option("--pack", help="The pack's name: a-z, 0-9, hyphens.")] = "",
    title: Annotated[str, typer.Option(help="The work's title; of several files, the pack's.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote or spoke it.")] = "",
    date: Annotated[str, typer.Option(help="When: a year, or a day such as 1801-03-04.")] = "",
    language: Annotated[str, typer.Option(help="Its language, as a tag: en, de, zh-Hant.")] = "",
    licence: Annotated[str, typer.Option(help='Its licence: "public domain", "CC BY 4.0", "private use".')] = "",
    source: Annotated[str, typer.Option(help="Where the text is from.")] = "",
    scheme: Annotated[str, typer.Option(help=f"How it is cited: {', '.join(fields.SCHEMES)}.")] = "",
    parallel: Annotated[str, typer.Option(help="A word that all editions of this text share, for /compare.")] = "",
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="ROLE=COLUMN", help="Of a table or JSON: which column is the text, the verse …"),
    ] = None,
    trial: Annotated[bool, typer.Option("--dry-run", help="Show what it would become, and keep nothing.")] = False,  # noqa: FBT002 - typer's way to a switch
) -> None:
    """Bring texts into the library as a pack, all of it or nothing."""
    told = Console(stderr=True, highlight=False)
    given = {
        "title": title,
        "author": author,
        "date": date,
        "language": language,
        "licence": licence,
        "source": source,
        "scheme": scheme,
        "parallel": parallel,
    }
    with library.failing(told, "nothing was imported"):
        settings = read()
        order = Order(tuple(paths), name, _checked(given), _columns(mapped or []))
        (_try if trial else _bring)(order, settings, told)


def _checked(given: dict[str, str]) -> dict[str, Any]:
    """Return the options that were given, as fields of a work.

    Raises:
        WrongOrder: naming the first option that is wrong.

    """
    known = {name: value.strip() for name, value in given.items() if value.strip()}
    if "date" in known:
        known["date"] = dates.read(known["date"]) or known["date"]
    table, problems = fields.read(known)
    if problems:
        raise WrongOrder(f"--{problems[0]}")
    return table


def _columns(mapped: list[str]) -> dict[str, str]:
    """Return the columns that were named, by role.

    Raises:
        WrongOrder: where one is not like text=COLUMN.

    """
    parts = [each.partition("=") for each in mapped]
    wrong = next((each for each, (role, _, column) in zip(mapped, parts, strict=True) if not (role and column)), "")
    if wrong:
        raise WrongOrder(f"--map {wrong}: write it as ROLE=COLUMN, such as text=body or verse=number")
    return {role.strip(): column.strip() for role, _, column in parts}


def _try(order: Order, _settings: Settings, told: Console) -> None:
    """Carry an order out in a folder that is thrown away, and show what it made."""
    with (
        tempfile.TemporaryDirectory() as room,
        importing.Bars(told) as bars,
        carried_out(order, Path(room), bars.reading) as placed,
    ):
        extents = importing.extents(placed.pack.passages())
        importing.show(importing.Result(placed.report, placed.pack, extents, trial=True), Console(highlight=False))


def _bring(order: Order, settings: Settings, told: Console) -> None:
    with (
        importing.Bars(told) as bars,
        carried_out(order, settings.packs, bars.reading) as placed,
        library.shelf(settings) as shelf,
    ):
        problems = synced(shelf, library.folders(settings), progress=bars.shelving)
        own = [each for each in problems if each.startswith(f"{placed.report.name}:")]
        if own:
            raise BadPack(tuple(own))
        Lookup(shelf).prepare(progress=bars.indexing)
        result = importing.Result(placed.report, placed.pack, _extents(shelf, placed.pack))
    importing.show(result, Console(highlight=False))


def _extents(shelf: Shelf, made: Pack) -> dict[str, importing.Extent]:
    return {work.id: _extent(shelf, work) for work in made.works}


def _extent(shelf: Shelf, work: Work) -> importing.Extent:
    count = shelf.count(Source(work.pack, work.id))
    first, last = (shelf.nth(work.pack, work.id, at) for at in (0, count - 1))
    return importing.Extent(count, first.locator if first else "", last.locator if last else "")


@packs.callback()
def listing(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON document, for scripts.")] = False,  # noqa: FBT002 - typer's way to a switch
) -> None:
    """List the packs, their works and how many passages they have."""
    if context.invoked_subcommand:
        return
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "the library could not be listed"):
        listed = list(_listed(read(), told))
        if as_json:
            typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        else:
            importing.list_packs(listed, Console(highlight=False))


@packs.command()
def remove(name: Annotated[str, typer.Argument(help="The pack's name, as `packs` lists it.")]) -> None:
    """Take a pack out of the library again, with the files that import made of it."""
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "nothing was removed"):
        settings = read()
        folder = library.own(name, settings)
        with tempfile.TemporaryDirectory(prefix=".remove-", dir=settings.packs) as aside:
            shutil.move(folder, aside)
            with library.shelf(settings) as shelf:
                shelf.remove(name)
    typer.echo(f"{name}: removed")


@packs.command()
def trace(reference: Annotated[str, typer.Argument(help='Which passages, such as "First Inaugural ¶3-5".')]) -> None:
    """Write the traces of passages, so that a companion can stand beside them; no word can be read from a trace."""
    told = Console(stderr=True, highlight=False)
    with library.failing(told, "no trace was written"):
        settings = read()
        with library.shelf(settings) as shelf:
            synced(shelf, library.folders(settings))
            for passage in _referred(shelf, reference):
                typer.echo(f"{passage.locator}\t{_traced(passage)}")


def _referred(shelf: Shelf, reference: str) -> tuple[Passage, ...]:
    try:
        found = References(shelf).read(reference)
    except Refusal:
        found = None
    if not found:
        raise Unreadable(f"{reference}: no passage of your library is called so; `commonplace packs` lists its works")
    return found


def _traced(passage: Passage) -> str:
    marks = " ".join(traces.of(passage.text))
    return f'beside="{marks}"' if marks else "too short to be known again by a trace"


def _listed(settings: Settings, told: Console) -> Iterator[dict[str, Any]]:
    with importing.Bars(told) as bars, library.shelf(settings) as shelf:
        problems = synced(shelf, library.folders(settings), progress=bars.shelving)
        for entry in shelf.packs():
            works = [_work(shelf, each) for each in shelf.works(entry.name)]
            own = (settings.packs / entry.name).is_dir()
            yield {
                "name": entry.name,
                "title": entry.title,
                "bundled": not own,
                "passages": entry.passages,
                "works": works,
            }
    for each in problems:
        told.print(each, style="yellow", markup=False)


def _work(shelf: Shelf, work: Work) -> dict[str, Any]:
    named = ("id", "title", "author", "date", "language", "licence", "source", "redistribute", "post", "scheme")
    counted = shelf.count(Source(work.pack, work.id))
    return {**{name: getattr(work, name) for name in named}, "passages": counted}
