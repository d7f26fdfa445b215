"""Fortune files: sayings parted by lines of a single percent sign, each with its author below it."""

import re
from collections.abc import Iterator

from bot.library.importers import layout
from bot.library.importers.draft import Draft, Row

PARTED = re.compile(r"^%[ \t]*$", re.MULTILINE)
FEWEST = 3
AUTHOR = re.compile(r"\s*(?:--|—|―|––?)\s*(?P<author>\S[^\n]*(?:\n[ \t]+[^\n]+)?)\s*$")


def is_fortune(text: str) -> bool:
    """Return whether the text is such a file: percent signs by themselves, and something between them."""
    return len(PARTED.findall(text)) >= FEWEST


def read(text: str) -> Draft:
    """Return a row for each saying, numbered in order; whoever stands below it speaks it."""
    rows = tuple(_rows(PARTED.split(layout.BREAKS.sub("\n", text))))
    return Draft({"scheme": "row"}, rows=rows, remarks=(f"a fortune file: {len(rows):,} sayings",))


def _rows(sayings: list[str]) -> Iterator[Row]:
    width = layout.usual([line for each in sayings for line in layout.lines(each)])
    for number, each in enumerate(filter(None, map(str.strip, sayings)), 1):
        found = AUTHOR.search(each)
        said = each[: found.start()] if found and found.start() else each
        author = {"speaker": " ".join(found["author"].split())} if found and found.start() else {}
        paragraphs = layout.paragraphs(layout.lines(said), width=width)
        yield Row(str(number), "\n".join(part.text for part in paragraphs) or each, more=author)
