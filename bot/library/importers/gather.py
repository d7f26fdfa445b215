"""Gathering: the documents that the given files and folders hold, and what the pack may be called after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.library import manifest
from bot.library.importers.document import Document, Unreadable, printable
from bot.library.importers.order import Order, WrongOrder

MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """The documents of an order, in order; `name` is what they are called together.

    `pack` is the folder where the order is one whole pack; `folder` is true where a folder was given, so that files in
    it that are no text are passed over instead of refused.
    """

    name: str
    documents: tuple[Document, ...] = ()
    pack: Path | None = None
    folder: bool = False


def gather(order: Order) -> Gathered:
    """Return what the order's paths hold.

    Raises:
        WrongOrder: where a path does not exist, or the pack needs a name.
        Unreadable: where there is nothing to import.

    """
    for path in order.paths:
        if not path.exists():
            raise WrongOrder(f"{printable(str(path))}: there is no such file or folder")
    packs = [path for path in order.paths if (path / manifest.FILE).is_file()]
    if packs and len(order.paths) > 1:
        raise WrongOrder(f"{printable(str(packs[0]))} is a pack already: import it by itself")
    name = order.name or _name(order.paths)
    if packs:
        return Gathered(name, pack=packs[0])
    documents = tuple(Document(path) for path in _files(order.paths))
    if not documents:
        raise Unreadable(f"{printable(str(order.paths[0]))}: there is no file in it")
    return Gathered(name, documents, folder=any(path.is_dir() for path in order.paths))


def _name(paths: tuple[Path, ...]) -> str:
    """Return a name for the pack: the one file's or folder's, else that of the folder they share."""
    resolved = [path.resolve() for path in paths]
    one = resolved[0] if len(resolved) == 1 else _shared(resolved)
    stem = one.name if one.is_dir() else Document(one).stem
    name = manifest.slug(stem)
    if name == "work" and "work" not in stem.lower():
        raise WrongOrder(f"give the pack a name: --pack NAME (a-z, 0-9 and hyphens; {printable(stem)!r} has none)")
    return name


def _shared(paths: list[Path]) -> Path:
    folders = {path.parent for path in paths}
    if len(folders) > 1:
        raise WrongOrder("several files from several folders: give their pack a name with --pack NAME")
    return folders.pop()


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """Return the files, those of folders in the order of their names; hidden ones and links out of them are not."""
    found = [each for path in paths for each in (_inside(path) if path.is_dir() else (path,))]
    if len(found) > MOST_FILES:
        raise WrongOrder(f"more than {MOST_FILES:,} files: import them in several packs")
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.resolve().is_relative_to(root):
            yield path
