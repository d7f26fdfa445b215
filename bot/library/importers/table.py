"""CSV: a table whose rows are passages, whatever parts its columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from bot.library.importers import columns, leaf
from bot.library.importers.columns import NAMES, Columns, bare
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft
from bot.library.importers.encoding import decode
from bot.library.importers.leaf import Leaf
from bot.library.importers.records import more_of
from bot.library.importers.text import told
from bot.library.jsonlines import LONGEST_TEXT

DELIMITERS = ",;\t|"
SAMPLE = 20
LONGEST_HEADER = 40


def read(document: Document, _given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a table holds.

    Raises:
        Unreadable: where a row is longer than a passage may be (with the line), or none has text.
        WrongOrder: where a column that was given does not exist.

    """
    text, encoding = decode(document.read(), document.name)
    header, rows = _rows(text, document.name)
    records = [dict(zip(header, row, strict=False)) for row in rows]
    found = columns.guess(records, document.columns)
    leaves = [_leaf(found, each) for each in records if found.value(each, "text")]
    if not leaves:
        raise Unreadable(f"{document.name}: no column has text in it: name it with --map text=COLUMN")
    verses = "verse" in found.named
    yield told(leaf.drafted(leaves, document.name, verses=verses, remarks=[found.told()]), encoding)


def _rows(text: str, name: str) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns, and the rows below them; where no row names them they are "1", "2" …"""
    csv.field_size_limit(LONGEST_TEXT)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        rows = [row for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise Unreadable(f"{name}:{reader.line_num}: not a row of a table: {error}") from error
    width = max(map(len, rows), default=0)
    if rows and _is_header(rows[0]):
        return [each.strip() or str(at) for at, each in enumerate(rows[0], 1)], rows[1:]
    return [str(at) for at in range(1, width + 1)], rows


def _delimiter(text: str) -> str:
    """Return the mark that parts the first lines into the same number of columns most often."""
    lines = [each for each in text.splitlines()[: 2 * SAMPLE] if each.strip()][:SAMPLE]
    counts = {mark: [line.count(mark) for line in lines] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (sum(each > 0 for each in counts[mark]), -len(set(counts[mark]))))


def _is_header(row: list[str]) -> bool:
    """Return whether a row names columns: short words, none twice, at least one of a name that we know."""
    cells = [each.strip() for each in row]
    known = {name for names in NAMES.values() for name in names}
    short = all(each and len(each) <= LONGEST_HEADER and not each[:1].isdigit() for each in cells)
    return short and len(set(cells)) == len(cells) and any(bare(each) in known for each in cells)


def _leaf(found: Columns, record: Mapping[str, Any]) -> Leaf:
    book, chapter, verse, own = (found.value(record, each) for each in ("book", "chapter", "verse", "id"))
    section = found.value(record, "section")
    names = tuple(filter(None, (book, section, chapter if not chapter.isdigit() else "")))
    numbers = tuple(each for each in (chapter, verse) if each.isdigit())
    return Leaf(found.value(record, "text"), numbers, names, own, more_of(found, record))
