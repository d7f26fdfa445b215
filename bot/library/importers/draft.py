"""A draft: a work as an importer understood it, before it is written into a pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

Kind = Literal["", "speaker", "line", "stage", "aside", "links"]


class Placed(Protocol):
    """Words with the line they begin on."""

    @property
    def text(self) -> str:
        """The words."""
        ...

    @property
    def line(self) -> int:
        """The line, from 1; 0 where there are none."""
        ...


Part = TypeVar("Part", bound=Placed)
"""A paragraph or a piece: what the head, the tail and the pages are taken off, whatever it was read from."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a document that are no passage, and why; `line` counts from 1."""

    file: str
    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (`level` from 1) or a paragraph (`level` 0) of a document, with the footnotes it calls.

    `id` is the place that the source itself numbers it by, or that it must have. `kind` is what else it may be: in a
    play a `speaker`, a `line` or a `stage` direction; an `aside` stands in the head of its section, as its date, and
    `links` lead elsewhere.
    """

    text: str
    line: int
    level: int = 0
    notes: tuple[str, ...] = ()
    id: str = ""
    kind: Kind = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that keeps its own bounds, with its place in the work; `more` are further fields of a passage."""

    locator: str
    text: str
    section: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A work as understood: `fields` as `Work` takes them, and either `pieces` of prose or `rows`.

    `name` tells the works of one document apart, "" where it is one. `remarks` are sentences for the report: what
    was guessed or mended.
    """

    fields: Mapping[str, Any]
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    name: str = ""
