"""The sheets of a PDF, as lines of words with their place: a program of its own, so that it can be bounded.

`python -m bot.library.importers.sheet FILE` writes one JSON value a line: first what the file states of itself, then
for each page the list of its lines; or a sentence, where it cannot go on.
"""

import contextlib
import json
import logging
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from bot.library.importers import apart
from bot.library.importers.footing import LOWERED, RAISED

MOST_PAGES = 5_000
MOST_RUNS = 20_000
"""Pieces of text on a page; a page of the smallest print has a tenth of them."""


MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")


def main(path: Path) -> None:
    """Write the pages of a file."""
    apart.confine()
    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            _write("it is locked with a password: save it without")
            return
        _write({"pages": len(reader.pages), "about": _about(reader)})
        for number, page in enumerate(reader.pages):
            if number >= MOST_PAGES:
                _write(f"more than {MOST_PAGES:,} pages: split it")
                return
            _write(_lines(page))
    except MemoryError:
        _write("it takes more memory than a text should: save it anew")
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        _write(f"damaged, or not a PDF that can be read ({type(error).__name__})")


def _about(reader: PdfReader) -> dict[str, str]:
    known: Mapping[str, Any] = reader.metadata or {}
    found = {name: str(known.get(f"/{name.capitalize()}") or "").strip() for name in ("title", "author")}
    return {name: value for name, value in found.items() if value}


def _lines(page: PageObject) -> list[list[Any]]:
    """Return the lines of a page as [x, y, size, text], in the order in which they were set."""
    lines: list[list[Any]] = []
    runs = 0

    def take(text: str, _around: Any, at: Any, _font: Any, size: float) -> None:
        nonlocal runs
        runs += 1
        if runs > MOST_RUNS or not text.strip():
            _break(lines, text)
            return
        height = abs(float(size or 0) * float(at[3] or at[0] or 1)) or 1.0
        _set(lines, text, (float(at[4]), float(at[5]), height))

    page.extract_text(visitor_text=take)
    return [[round(x, 1), round(y, 1), round(size, 1), text] for x, y, size, text, *_ in lines if text.strip()]


def _set(lines: list[list[Any]], text: str, place: tuple[float, float, float]) -> None:
    """Put a run of text at the end of the last line where it stands on it, else on a line of its own."""
    x, y, size = place
    for part in text.splitlines():
        last = lines[-1] if lines else None
        if last and not last[4] and _is_raised(last, part.strip(), y, size):
            last[3] += f"{RAISED}{part.strip()}{LOWERED}"
            continue
        if last and not last[4] and abs(last[1] - y) < 0.6 * max(last[2], size) and x >= last[0] - size:
            last[3] += part
            last[2] = max(last[2], size)
        elif part.strip():
            lines.append([x, y, size, part, False])
    _break(lines, text)


def _is_raised(line: list[Any], text: str, y: float, size: float) -> bool:
    """Return whether a run is a small mark above its line, as that of a note."""
    return bool(MARK.fullmatch(text)) and size < 0.85 * line[2] and 0.15 * line[2] < y - line[1] < line[2]


def _break(lines: list[list[Any]], text: str) -> None:
    """Note that the last line is at its end."""
    if lines and text.endswith("\n"):
        lines[-1][4] = True


def _write(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
