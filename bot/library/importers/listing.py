"""A listing: a text whose every line stands for itself, numbered or not, and keeps its own bounds."""

import re
from itertools import pairwise

from bot.library.cut import SHORTEST
from bot.library.importers.draft import Draft, Row
from bot.library.importers.layout import ended

NUMBERED = re.compile(r"(\d{1,4})[.)、．]\s*(\S.*)")
FEWEST = 20
MOST_OF = 0.9
ENDED = 0.6
"""The part of lines that end as sentences do; of lines broken for width, hardly one in five does."""

LONGEST_ITEM = 300


def is_listing(lines: list[str]) -> bool:
    """Return whether each line is an item: numbered in sequence, or many sentences without a blank line between."""
    filled = [each for each in lines if each]
    return is_numbered(filled) or (
        len(filled) >= FEWEST
        and len(filled) >= MOST_OF * len(lines)
        and sum(ended(each) for each in filled) >= ENDED * len(filled)
        and sum(SHORTEST <= len(each) < LONGEST_ITEM for each in filled) >= MOST_OF * len(filled)
    )


def is_numbered(filled: list[str]) -> bool:
    """Return whether nearly all lines begin with a number that is one more than that of the line above."""
    numbers = [int(found[1]) for found in map(NUMBERED.fullmatch, filled) if found]
    rising = sum(two == one + 1 for one, two in pairwise(numbers))
    return len(numbers) >= max(FEWEST, MOST_OF * len(filled)) and rising >= MOST_OF * (len(numbers) - 1)


def read(lines: list[str]) -> Draft:
    """Return a row a line; the number of the line is its locator, its own number where the lines have one."""
    filled = [each for each in lines if each]
    if is_numbered(filled):
        return Draft({"scheme": "row"}, rows=_numbered(filled), remarks=("numbered lines: the numbers are kept",))
    rows = tuple(Row(str(number), each) for number, each in enumerate(lines, 1) if each)
    return Draft({"scheme": "row"}, rows=rows, remarks=("one item a line: each keeps its own bounds",))


def _numbered(filled: list[str]) -> tuple[Row, ...]:
    rows: dict[str, Row] = {}
    for each in filled:
        found = NUMBERED.fullmatch(each)
        number, text = (found[1], found[2]) if found else ("", each)
        if number and number not in rows:
            rows[number] = Row(number, text)
        elif rows:
            last = next(reversed(rows))
            rows[last] = Row(last, f"{rows[last].text}\n{each}")
    return tuple(rows.values())
