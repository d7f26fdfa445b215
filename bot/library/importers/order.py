"""An order: what the operator asked to be imported, and what they said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.library.importers.draft import LeftOut


class WrongOrder(Exception):  # noqa: N818 - it names what is wrong
    """An order that cannot be understood; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to import: files or folders, the pack's name ("" where it is to be guessed), and fields given by hand.

    `columns` says which column of a table, or field of records, has which role.
    """

    paths: tuple[Path, ...]
    name: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """What became of an order, gathered while it is carried out.

    `works` are (file, work) pairs: what became what. `remarks` are (file, sentence) pairs. `left_out` is bounded,
    `left_out_count` tells of all.
    """

    name: str = ""
    title: str = ""
    replaced: bool = False
    left_out: list[LeftOut] = field(default_factory=list)
    left_out_count: int = 0
    remarks: list[tuple[str, str]] = field(default_factory=list)
    works: list[tuple[str, str]] = field(default_factory=list)

    def leave_out(self, *given: LeftOut) -> None:
        """Count what is left out, and keep the first thousand of it to show."""
        self.left_out += given[: max(0, 1000 - len(self.left_out))]
        self.left_out_count += len(given)
