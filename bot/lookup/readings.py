"""Readings: which stretch of what was written may be the quotation. Long messages are looked at piece by piece."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.lookup.align import aligned
from bot.lookup.likeness import WIDEST
from bot.lookup.search import Glimpse

QUOTED = re.compile(r"“([^”]{8,})”|\"([^\"]{8,})\"|«([^»]{8,})»|„([^“”]{8,})[“”]|「([^」]{4,})」|『([^』]{4,})』")
MOST_QUOTED = 3
WHOLE = 48
"""Words up to which a message is looked at as a whole."""

PIECE, STRIDE = 32, 22
"""Words of a piece, and from the beginning of one to that of the next."""

EMBEDDED = 20
"""Words from which a message may hold a quotation as a small part of it."""

CORE = 6
"""Words of a quotation that is found within a message."""

OTHERS = 0.7
"""How much a word of the message that is not in the passage takes from a core."""

LONGEST = 8192
"""Characters of a message that are looked at."""

MOST_WORDS = 920
"""Words of a message that are looked at; the rest of a longer one is not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of the message: [start, end) in code points."""

    start: int
    end: int


def quoted(text: str) -> Iterator[Reading]:
    """Yield what stands in quotation marks, where that is not all of it."""
    for count, found in enumerate(QUOTED.finditer(text)):
        start, end = found.span(found.lastindex or 0)
        if count < MOST_QUOTED and end - start < len(text.strip()) - 2:
            yield Reading(start, end)


def pieces(count: int) -> Iterator[tuple[int, int]]:
    """Yield [first, last) of the words of each piece of a message of `count` words."""
    count = min(count, MOST_WORDS)
    for first in range(0, max(count - PIECE + STRIDE, 1), STRIDE):
        yield first, min(first + PIECE, count)


def core(asked: Sequence[str], glimpse: Glimpse) -> tuple[int, int]:
    """Return [first, last) of the words of the message that lie on the passage with few others between them."""
    part, entry = glimpse.part, glimpse.entry
    begins, ends = part.segment.starts[entry : entry + 2].tolist()
    there = [part.words[form] for form in part.segment.stream[begins : min(ends, begins + WIDEST)].tolist()]
    begin = max(glimpse.piece[0] - PIECE, 0)
    some = asked[begin : glimpse.piece[1] + PIECE]
    pairs = [each for each in aligned(some, there) if each.yours >= 0]
    gains = [1.0 if each.theirs >= 0 and some[each.yours] == there[each.theirs] else -OTHERS for each in pairs]
    first, last = heaviest(gains)
    return begin + first, begin + last


def heaviest(gains: Sequence[float]) -> tuple[int, int]:
    """Return [first, last) of the stretch with the greatest sum."""
    best, chosen, total, begin = 0.0, (0, 0), 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, begin = 0.0, place
        total += gain
        if total > best:
            best, chosen = total, (begin, place + 1)
    return chosen
