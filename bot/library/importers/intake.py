"""The intake: an order carried out, all of it or nothing."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from bot.library import manifest, pack, retired
from bot.library.binder import Binder
from bot.library.importers import formats, known, named, workshop
from bot.library.importers.document import Document, Unreadable, printable
from bot.library.importers.draft import LeftOut
from bot.library.importers.gather import Gathered, gather
from bot.library.importers.order import Order, Report, WrongOrder
from bot.library.pack import Pack
from bot.library.problem import BadPack

MOST_KEPT = 200_000
"""Passages of a pack whose places are compared when it is imported again; larger packs are of rows with own ids."""

NAMED = re.compile(r"^name\s*=.*$", re.MULTILINE)

Progress = Callable[[Document, int, int], None]
"""Told the document being read, how many bytes more have been, and how many there are in all."""


class Placed:
    """A pack in its place, with the one it replaced kept aside until all is well."""

    def __init__(self, target: Path, aside: Path, report: Report, made: Pack) -> None:
        self.report = report
        self.pack = made
        self._target = target
        self._aside = aside

    def undo(self) -> None:
        """Take the pack away again and put back what was there before."""
        shutil.rmtree(self._target)
        if self._aside.exists():
            self._aside.rename(self._target)


@contextmanager
def carried_out(order: Order, room: Path, progress: Progress) -> Iterator[Placed]:
    """Carry out an order into the folder of packs `room`; leaving by an error undoes it.

    Raises:
        WrongOrder: where the order cannot be understood.
        Unreadable: where a document cannot be imported.
        BadPack: where the pack cannot be used.

    """
    found = gather(order)
    target = room / _allowed(found.name)
    size = sum(each.path.stat().st_size for each in found.documents)
    with workshop.opened(room, size) as bench:
        folder, report = bench / found.name, Report(found.name)
        report.title = _filled(folder, found, order, report, progress, before=target)
        pack.read(folder)
        placed = _place(folder, target, bench / workshop.BEFORE / found.name, report)
        try:
            yield placed
        except BaseException:
            placed.undo()
            raise


def _allowed(name: str) -> str:
    if not manifest.is_name(name):
        raise WrongOrder(f"--pack {printable(name)!r}: a pack's name is made of a-z, 0-9 and single hyphens")
    if (pack.bundled() / name / manifest.FILE).exists():
        raise WrongOrder(f"--pack {name}: a pack that comes with the program is called so: choose another name")
    return name


def _filled(folder: Path, found: Gathered, order: Order, report: Report, progress: Progress, *, before: Path) -> str:
    """Fill the folder with the pack, and return the pack's title; `before` is where the one it replaces is, if any."""
    if found.pack:
        return _copied(found.pack, folder, order)
    title = str(order.fields.get("title", "")) or named.title(found.name)
    had, gone = _before(before), _retired(before)
    with Binder(folder, had, gone) as binder:
        for document, given in _given(found, order, title):
            made = len(binder.works)
            _bring(document, binder, report, given, found, order, progress)
            report.works += [(document.name, each) for each in binder.works[made:]]
        if not binder.titles:
            raise Unreadable(f"{found.name}: nothing in it is of a format I read: {formats.READ}")
        title = _entitled(binder.titles, found, order) or title
        binder.finish(title)
    if had or gone:
        has = _before(folder)
        retired.write(folder, retired.after(gone, _locators(had), _locators(has)))
    return title


def _retired(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the places retired from a pack that is replaced; nothing where it is spoilt."""
    with suppress(BadPack, OSError):
        return retired.read(folder)
    return {}


def _locators(passages: Mapping[str, list[tuple[str, str]]]) -> dict[str, list[str]]:
    return {work: [place for place, _text in each] for work, each in passages.items()}


def _before(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the passages of each work of a pack that is replaced, up to `MOST_KEPT`; nothing where it is spoilt."""
    found: dict[str, list[tuple[str, str]]] = {}
    with suppress(BadPack, OSError):
        for each in islice(pack.open_pack(folder).passages(), MOST_KEPT):
            found.setdefault(each.work, []).append((each.locator, each.text))
    return found


def _rename(path: Path, name: str) -> None:
    """Give the pack the name it is imported under."""
    written = path.read_text(encoding="utf-8-sig")
    path.write_text(NAMED.sub(f'name = "{name}"', written, count=1), encoding="utf-8")


def _entitled(titles: list[str], found: Gathered, order: Order) -> str:
    """Return the pack's title where none is given: the one all its works have, or that of a known collection."""
    if "title" in order.fields:
        return ""
    return titles[0] if len(set(titles)) == 1 else known.collection([each.stem for each in found.documents], found.name)


def _copied(source: Path, folder: Path, order: Order) -> str:
    if order.fields:
        named_so = ", ".join(f"--{name}" for name in order.fields)
        raise WrongOrder(f"{printable(str(source))} is a pack: what {named_so} says stands in its {manifest.FILE}")
    folder.mkdir()
    for path in sorted(source.iterdir()):
        if path.suffix in pack.SUFFIXES and path.is_file() and path.resolve().is_relative_to(source.resolve()):
            shutil.copyfile(path, folder / path.name)
    if folder.name != source.resolve().name:
        _rename(folder / manifest.FILE, folder.name)
    return pack.open_pack(folder).title


def _given(found: Gathered, order: Order, title: str) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield each document with what is sure of it; in a pack of many, the title given is the pack's."""
    stems = {each: each.stem for each in found.documents}
    place = found.documents[0].path.resolve().parent.name if found.documents else ""
    addresses = known.addresses(list(stems.values()), f"{place} {found.name}")
    shared = {name: value for name, value in order.fields.items() if name != "title" or len(stems) == 1}
    for document, stem in stems.items():
        spoken = {"title": title, **known.series(place)} if len(stems) > 1 and named.read(stem).get("author") else {}
        yield document, {**spoken, **addresses.get(stem, {}), **shared}


def _bring(
    document: Document,
    binder: Binder,
    report: Report,
    given: dict[str, Any],
    found: Gathered,
    order: Order,
    progress: Progress,
) -> None:
    total = sum(each.path.stat().st_size for each in found.documents)
    progress(document, 0, total)
    reader = formats.reader(document)
    if isinstance(reader, str) and found.folder:
        report.leave_out(LeftOut(document.name, 0, "", reader))
    elif isinstance(reader, str):
        raise Unreadable(f"{document.name}: {reader}")
    else:
        reader(
            replace(document, read_on=lambda size: progress(document, size, total), columns=order.columns),
            binder,
            report,
            given,
        )


def _place(folder: Path, target: Path, aside: Path, report: Report) -> Placed:
    """Move the finished pack where it belongs; the one that was there is kept beside until all is well."""
    report.replaced = target.exists()
    if report.replaced:
        aside.parent.mkdir()
        target.rename(aside)
    try:
        folder.rename(target)
    except OSError:
        with suppress(FileNotFoundError):
            aside.rename(target)
        raise
    return Placed(target, aside, report, pack.open_pack(target))
