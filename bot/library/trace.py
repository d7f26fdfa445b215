"""A trace: short hashes of some runs of words of a passage, by which a copy of it is known again.

No word can be read from it, so that it may be passed on where the passage may not. A trace that was written once is to
be found for ever: what is counted as a word, `RUN`, and the hash (CRC-32, as zlib has it) are part of the packs' format
and never change.
"""

import re
import unicodedata
import zlib
from collections.abc import Collection

RUN = 6
"""Words in a run. Copies that differ in one word of twenty still have three of four runs alike."""

MOST = 16
"""Marks in a trace: the smallest of all, so that every copy is asked about much the same runs."""

LEAST = 3
"""Marks that must be met at least, by chance or by a set phrase never so many."""

SHARE = 3
"""One of so many marks of a trace must be met."""

SHORTEST = 40
"""Characters; a shorter text has no trace."""

NO_TRACE = "beside is no trace: `commonplace packs trace` writes the one of a passage in your library"
MARK = re.compile(r"[0-9a-f]{8}")
APOSTROPHES = "'’‘ʼ`´\u00ad"
IDEOGRAPHS = ((0x2E80, 0x2FDF), (0x3005, 0x312F), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Scripts in which a character counts as a word."""


class _Letters(dict[int, str]):
    """What each character becomes: small letters without accents, a break, or nothing. Worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = _letters(chr(code))
        return letters


def _letters(character: str) -> str:
    if character in APOSTROPHES:
        return ""
    if any(first <= ord(character) <= last for first, last in IDEOGRAPHS):
        return f" {character} "
    plain = unicodedata.normalize("NFKD", character.casefold())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return "".join(each if each.isalnum() else " " for each in bare)


LETTERS = _Letters()
"""Grows with the characters met; holds nothing but facts of Unicode."""


def marks(text: str) -> set[int]:
    """Return the mark of every run of `RUN` words of a text."""
    words = text.translate(LETTERS).split()
    return {zlib.crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}


def of(text: str) -> tuple[str, ...]:
    """Return the trace of a text, as a pack writes it; empty where it is too short to be known again."""
    found = sorted(marks(text))[:MOST]
    return tuple(f"{each:08x}" for each in found) if len(found) >= LEAST and len(text) >= SHORTEST else ()


def is_trace(written: Collection[str]) -> bool:
    """Return whether marks as a pack writes them may be a trace."""
    return LEAST <= len(set(written)) <= MOST and all(map(MARK.fullmatch, written))


def enough(size: int) -> int:
    """Return how many marks of a trace of that size a text must have to be taken for a copy."""
    return max(LEAST, -(-size // SHARE))
