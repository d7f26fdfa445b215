"""What an operator sees of an import: how far it is, what became of it, what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from bot.library.citation import cite, year
from bot.library.importers.document import Document, printable
from bot.library.importers.order import Report
from bot.library.pack import Pack
from bot.library.passage import Passage
from bot.library.work import UNSTATED

PREVIEW = 3
SHOWN = 12
WIDTH = 76


@dataclass(frozen=True, slots=True)
class Extent:
    """How many passages a work has, and the places of its first and last."""

    passages: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Result:
    """An import that succeeded: its report, the pack it made, and the extent of each work by its id.

    A `trial` imported nothing.
    """

    report: Report
    pack: Pack
    extents: Mapping[str, Extent]
    trial: bool = False

    @property
    def passages(self) -> int:
        """How many passages there are in all."""
        return sum(each.passages for each in self.extents.values())


def extents(passages: Iterable[Passage]) -> dict[str, Extent]:
    """Return the extent of each work whose passages these are."""
    found: dict[str, Extent] = {}
    for each in passages:
        before = found.get(each.work, Extent(0, each.locator, ""))
        found[each.work] = Extent(before.passages + 1, before.first, each.locator)
    return found


class Bars:
    """Two bars: the files being read, and the passages being shelved. Unseen where nobody watches."""

    def __init__(self, told: Console) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
        self._progress = Progress(*columns, console=told, transient=True, disable=not told.is_terminal)
        self._reading = self._progress.add_task("reading", total=None, visible=False)
        self._shelving = self._progress.add_task("shelving", total=None, visible=False)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def reading(self, document: Document, size: int, total: int) -> None:
        """Show which document is read, and that `size` more bytes of `total` have been."""
        self._progress.update(
            self._reading, description=document.name[-40:], advance=size, total=total, visible=True, refresh=size > 0
        )

    def shelving(self, passages: int) -> None:
        """Show how many passages of a pack are on the shelf."""
        self._progress.update(self._shelving, description=f"shelving {passages:,} passages", visible=True)

    def indexing(self, passages: int) -> None:
        """Show how many passages of the library are in its index."""
        self._progress.update(self._shelving, description=f"indexing {passages:,} passages", visible=True)


def show(result: Result, out: Console) -> None:
    """Print what an import made: the count, a preview, what was noticed and left out, who may see it."""
    verb = "would be imported" if result.trial else "replaced" if result.report.replaced else "imported"
    works = len(result.pack.works)
    out.print(
        f"{result.pack.name}: {verb}: {_count(result.passages, 'passage')} in {_count(works, 'work')}",
        style="bold",
        markup=False,
    )
    where = "nothing was kept: it was a trial" if result.trial else f"in {result.pack.folder}"
    out.print(f"“{result.pack.title}”, {where}", markup=False, soft_wrap=True)
    _became(result, out)
    _preview(result.pack, out)
    _noticed(result.report, out)
    _left_out(result.report, out)
    _rights(result.pack, out, trial=result.trial)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _became(result: Result, out: Console) -> None:
    """Say which file became which works, and how these are cited."""
    if result.report.works:
        out.print("\nWhat became what:", style="dim")
    works = {each.id: each for each in result.pack.works}
    for file, identity in result.report.works[:SHOWN]:
        extent, work = result.extents[identity], works[identity]
        places = f"{extent.first} to {extent.last}" if extent.passages > 1 else extent.first
        author = f"{work.author}, " if work.author else ""
        told = f"  {file}: {_line(author + work.title)}: {_count(extent.passages, 'passage')}, {places}"
        out.print(told, markup=False, soft_wrap=True)
    if len(result.report.works) > SHOWN:
        out.print(f"  … and {len(result.report.works) - SHOWN:,} more", markup=False)


def _preview(pack: Pack, out: Console) -> None:
    out.print("\nIt begins:", style="dim")
    works = {each.id: each for each in pack.works}
    for each in islice(pack.passages(), PREVIEW):
        out.print(f"  {_line(each.text)}", markup=False)
        out.print(f"    {_line(cite(works[each.work], each))}", style="cyan", markup=False)


def _noticed(report: Report, out: Console) -> None:
    if report.remarks:
        out.print("\nNoticed:", style="dim")
    for file, sentence in report.remarks[:SHOWN]:
        out.print(f"  {file}: {sentence}", markup=False, soft_wrap=True)
    if len(report.remarks) > SHOWN:
        out.print(f"  … and {len(report.remarks) - SHOWN:,} more", markup=False)


def _left_out(report: Report, out: Console) -> None:
    if report.left_out_count:
        out.print(f"\nLeft out, as no passage ({report.left_out_count:,}):", style="dim")
    for each in report.left_out[:SHOWN]:
        where = f"{each.file}:{each.line}" if each.line else each.file
        out.print(
            f"  {where}: {each.why}" + (f": {_line(each.text)}" if each.text else ""), markup=False, soft_wrap=True
        )
    if report.left_out_count > SHOWN:
        out.print(f"  … and {report.left_out_count - SHOWN:,} more", markup=False)


def _rights(pack: Pack, out: Console, *, trial: bool) -> None:
    """Say which works are not posted unasked, why, and how the operator says yes."""
    held = [work for work in pack.works if not work.may_post]
    if not held:
        return
    reasons = {UNSTATED: "nobody said what its licence is: name it with --licence"}
    why = reasons.get(held[0].licence, f"its notice says: {_line(held[0].licence)}")
    which = f"{held[0].title}" if len(held) == 1 else _count(len(held), "work")
    out.print(f"\nNot posted unasked: {_line(which)}: {why}", style="yellow", markup=False, soft_wrap=True)
    if trial:
        return
    out.print(
        f"Lookup works. To post it all the same, write post = true below its [[work]] in {pack.folder / 'pack.toml'}",
        style="yellow",
        markup=False,
        soft_wrap=True,
    )


def list_packs(listed: list[dict[str, Any]], out: Console) -> None:
    """Print the packs with their works, in a table."""
    table = Table(box=None, pad_edge=False)
    for name, justify in (("pack", "left"), ("work", "left"), ("passages", "right"), ("licence", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    for each in listed:
        table.add_row(each["name"], each["title"], f"{each['passages']:,}", "comes with the program" * each["bundled"])
        for work in each["works"][:SHOWN]:
            table.add_row("", f"  {_named(work)}", f"{work['passages']:,}", _line(work["licence"], 40))
        if len(each["works"]) > SHOWN:
            table.add_row("", f"  … and {len(each['works']) - SHOWN:,} more works", "", "")
    out.print(table)


def _named(work: dict[str, Any]) -> str:
    written = year(work["date"])
    by = f"{work['author']}, " if work["author"] else ""
    return f"{_line(by + work['title'])}{f' ({written})' if written else ''}"


def _line(text: str, width: int = WIDTH) -> str:
    """Return a text in one line of a terminal, cut where it is longer."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"
