"""Leaves: the passages of records, each with the numbers and names it stands under, as rows of a work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.library import books
from bot.library.importers.draft import Draft, LeftOut, Row


@dataclass(frozen=True, slots=True)
class Leaf:
    """A passage of records: its text, and the numbers and names of what it stands in, outermost first.

    `id` is its own name where it has one. `more` are further fields of a passage.
    """

    text: str
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    id: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def drafted(leaves: Sequence[Leaf], file: str, *, verses: bool, remarks: Sequence[str]) -> Draft:
    """Return the work that leaves make; `verses` says that what they are numbered by is chapter and verse."""
    scheme, rows = _placed(leaves, verses=verses)
    unique, doubled = _once(rows, file)
    told = f"{len(unique):,} rows, cited as {unique[0].locator} to {unique[-1].locator}"
    return Draft({"scheme": scheme}, rows=tuple(unique), left_out=tuple(doubled), remarks=(*remarks, told))


def _placed(leaves: Sequence[Leaf], *, verses: bool) -> tuple[str, list[Row]]:
    depth = min(len(each.numbers) for each in leaves)
    if depth >= 2 and all(each.names and books.named(each.names[0]) for each in leaves):
        return "verse", [_verse(each) for each in leaves]
    if depth >= 2 and _apart(leaves):
        mark = ":" if verses else "."
        return "verse" if verses else "section", [_row(each, mark.join(each.numbers)) for each in leaves]
    if all(each.id for each in leaves) and len({each.id for each in leaves}) == len(leaves):
        return "row", [_row(each, each.id) for each in leaves]
    if depth >= 1 and len({each.numbers for each in leaves}) == len(leaves):
        return "row", [_row(each, ".".join(each.numbers)) for each in leaves]
    return "row", [_row(each, str(number)) for number, each in enumerate(leaves, 1)]


def _apart(leaves: Sequence[Leaf]) -> bool:
    """Return whether the numbers tell nearly all leaves apart."""
    return len({each.numbers for each in leaves}) >= 0.98 * len(leaves)


def _verse(leaf: Leaf) -> Row:
    book = books.named(leaf.names[0])
    name, cited = (book.name, book.cited) if book else (leaf.names[0], leaf.names[0])
    return Row(f"{cited} {':'.join(leaf.numbers[-2:])}", leaf.text, (name,), leaf.more)


def _row(leaf: Leaf, locator: str) -> Row:
    return Row(locator, leaf.text, leaf.names, leaf.more)


def _once(rows: Iterable[Row], file: str) -> tuple[list[Row], list[LeftOut]]:
    """Return the rows of different places, and the rest as left out."""
    seen: dict[str, Row] = {}
    for each in rows:
        seen.setdefault(each.locator, each)
    why = "its place is already another row's"
    left = [LeftOut(file, 0, f"{each.locator} {each.text}", why) for each in rows if seen[each.locator] is not each]
    return list(seen.values()), left
