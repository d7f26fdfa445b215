"""A draft: a work as an importer understood it, before it is written into a pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a document that are no passage, and why; `line` counts from 1."""

    file: str
    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (`level` from 1) or a paragraph (`level` 0) of a document, with the footnotes it calls."""

    text: str
    line: int
    level: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A passage that keeps its own bounds, with its place in the work."""

    locator: str
    text: str
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A work as understood: `fields` as `Work` takes them, and either `pieces` of prose or `rows`.

    `remarks` are sentences for the report: what was guessed or mended.
    """

    fields: Mapping[str, Any]
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = field(default=())
