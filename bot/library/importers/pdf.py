"""PDF with a text layer: its columns, running heads and page numbers, broken words and ligatures mended."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from bot.library.importers import apart, edit, footing, hyphens, pages, running
from bot.library.importers.document import Document, Unreadable
from bot.library.importers.draft import Draft, LeftOut, Piece
from bot.library.importers.layout import Paragraph, ended

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
READER = "bot.library.importers.sheet"
FEWEST_LETTERS = 20
"""Letters a page, on average; a PDF with fewer is a picture of text."""

EDGE = 2
"""Lines at either end of a page among which a running head is looked for."""

OFTEN = 3
"""Pages on which the same line, but for its figures, makes a running head."""

LARGER = 1.15
"""Times the usual size, from which on a short line is a heading."""

LONGEST_HEADING = 160
WHY = "a page's number or running head (the line is the page)"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it begins, in points from the left and from the foot, and how large it is set."""

    x: float
    y: float
    size: float
    text: str
    page: int


def read(document: Document, given: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the work that a PDF holds.

    Raises:
        Unreadable: where it is damaged, locked, holds pictures only, or goes beyond the limits of time and memory.

    """
    about, sheets = _sheets(document)
    letters = sum(len(each.text) for sheet in sheets for each in sheet)
    if letters < FEWEST_LETTERS * max(1, len(sheets)):
        raise Unreadable(f"{document.name}: there is no text in it, only pictures of it: run it through OCR first")
    kept_sheets, heads = _without_heads(sheets, document.name)
    usual = median(each.size for sheet in sheets for each in sheet)
    parted = [footing.parted(sheet, usual) for sheet in kept_sheets]
    paragraphs = list(
        _noted(_paragraphs([each for lines, _ in parted for each in lines], usual), [n for _, n in parted])
    )
    kept, numbers = pages.mended([Paragraph(each.text, at) for at, each in enumerate(paragraphs)], document.name)
    pieces = [replace(paragraphs[each.line], text=each.text) for each in kept]
    draft = edit.edited(pieces, document.name, about, scheme=given.get("scheme", ""))
    if given.get("scheme") == "page":
        draft = replace(draft, pieces=tuple(_paged(draft.pieces)))
    told = (f"{len(sheets)} pages read", *draft.remarks)
    numbered = (replace(each, line=paragraphs[each.line].line) for each in numbers)
    yield replace(draft, left_out=(*heads, *numbered, *draft.left_out), remarks=told)


def _paged(found: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, the first paragraph that begins on a page numbered by it, counted from the file's first."""
    page = 0
    for each in found:
        begins = not each.level and each.line > page
        page = each.line if begins else page
        yield replace(each, id=str(page)) if begins else each


def _sheets(document: Document) -> tuple[dict[str, Any], list[list[Line]]]:
    """Return what the file states of itself and the lines of each page, read in a process apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = document.path
        if document.suffixes[1]:
            path = Path(folder) / "unpacked.pdf"
            path.write_bytes(document.read())
        said = apart.lines(READER, path, document.name)
        head = next(said, None) or {"pages": 0, "about": {}}
        sheets = []
        for number, sheet in enumerate(said, 1):
            document.read_on(document.path.stat().st_size // max(1, head["pages"]))
            sheets.append([Line(x, y, size, _spelled(text), number) for x, y, size, text in sheet])
    return dict(head["about"]), sheets


def _spelled(text: str) -> str:
    """Return a line with its ligatures as letters and its spaces plain."""
    return " ".join("".join(LIGATURES.get(each, each) for each in text).split())


def _without_heads(sheets: list[list[Line]], file: str) -> tuple[list[list[Line]], list[LeftOut]]:
    """Return the lines of each page, without those that stand at the edge of many with only other figures."""
    edges = [_edges(sheet) for sheet in sheets]
    counts = Counter(key for edge in edges for key in {_bare(each.text) for each in edge})
    kept: list[list[Line]] = []
    left: list[LeftOut] = []
    for sheet, edge in zip(sheets, edges, strict=True):
        heads = [each for each in edge if counts[_bare(each.text)] >= OFTEN or running.is_head(each.text)]
        left += [LeftOut(file, each.page, each.text, WHY) for each in heads]
        kept.append([each for each in sheet if each not in heads])
    return kept, left


def _noted(pieces: Iterable[Piece], notes: list[list[footing.Note]]) -> Iterator[Piece]:
    """Yield the pieces with the notes they call; what nothing calls goes to the last piece."""
    waiting: dict[str, str] = {}
    page = 0
    held: Piece | None = None
    for each in pieces:
        if held:
            yield held
        while page < each.line:
            page += 1
            waiting |= {note.mark: note.text for note in notes[page - 1]}
        text, found = footing.called(each.text, waiting)
        held = replace(each, text=text, notes=tuple(found))
    if held:
        yield replace(held, notes=(*held.notes, *waiting.values()))


def _edges(sheet: list[Line]) -> list[Line]:
    """Return the lines that are highest and lowest on a page."""
    heights = sorted({each.y for each in sheet})
    bounds = {*heights[:EDGE], *heights[-EDGE:]}
    return [each for each in sheet if each.y in bounds]


def _bare(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())


def _paragraphs(lines: list[Line], usual: float) -> Iterator[Piece]:
    """Yield the paragraphs and headings that the lines make."""
    left = {page: _margins(each for each in lines if each.page == page) for page in {each.page for each in lines}}
    held: list[Line] = []
    for each in lines:
        if held and _begins(held, each, usual, left[each.page]):
            yield _piece(held, usual)
            held = []
        held.append(each)
    if held:
        yield _piece(held, usual)


def _margins(lines: Iterable[Line]) -> list[float]:
    """Return where the columns of a page begin: the places where at least three lines do, rounded to points."""
    counts = Counter(round(each.x) for each in lines)
    return [x for x, count in counts.items() if count >= 3]


def _begins(held: list[Line], line: Line, usual: float, margins: list[float]) -> bool:
    """Return whether a paragraph begins at a line: by its size, the space above it, or its indent."""
    before = held[-1]
    if _set_so(line, usual) != _set_so(before, usual):
        return True
    if line.page != before.page or line.y > before.y + before.size:
        return ended(before.text) and not line.text[:1].islower()
    if before.y - line.y > 1.75 * _leading(held, usual):
        return True
    margin = max((each for each in margins if each <= line.x + 1), default=line.x)
    indented = 0.5 * usual < line.x - before.x < 5 * usual and (line.x > margin + 0.5 * usual or len(held) > 1)
    return indented and ended(before.text)


def _leading(held: list[Line], usual: float) -> float:
    """Return the distance between the lines of a paragraph so far, else what it usually is."""
    gaps = [one.y - two.y for one, two in pairwise(held) if one.y > two.y]
    return median(gaps) if gaps else 1.25 * usual


def _set_so(line: Line, usual: float) -> str:
    """Return how a line is set apart from the text: "large", in "capitals", or not at all."""
    if line.size >= LARGER * usual:
        return "large"
    return "capitals" if line.text.isupper() and re.search(r"[^\W\d_]{2}", line.text) else ""


def _is_heading(lines: list[Line], usual: float) -> bool:
    """Return whether lines are set as a heading: larger than usual, or several words in capitals."""
    text = " ".join(each.text for each in lines)
    words = re.findall(r"[^\W\d_]{3,}", text)
    apart = {_set_so(each, usual) for each in lines}
    return len(text) <= LONGEST_HEADING and "" not in apart and len(words) > ("capitals" in apart)


def _piece(lines: list[Line], usual: float) -> Piece:
    text = reduce(hyphens.whole, (each.text for each in lines))
    level = 0
    if _is_heading(lines, usual):
        level = 2 if lines[0].size >= LARGER * LARGER * usual else 3
    return Piece(text.strip(), lines[0].page, level)
