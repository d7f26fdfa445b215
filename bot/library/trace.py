"""A trace: short hashes of some runs of letters of a passage, by which a copy of it is known again.

No word can be read from it, so that it may be passed on where the passage may not. A trace that was written once is to
be found for ever: what counts as a letter, `RUN`, `STEP` and the mixing (that of MurmurHash3) are part of the packs'
format and never change.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

RUN = 32
"""Letters in a run, a power of two: about six English words. Blanks, marks and accents do not count, nor does case."""

STEP = 0x9E3779B1
"""What the hash of a run is multiplied by from letter to letter; odd."""

MOST = 16
"""Marks in a trace: the smallest of all, so that every copy is asked about much the same runs."""

LEAST = 3
"""Marks that must be met at least."""

SHARE = 3
"""One of so many marks of a trace must be met."""

SHORTEST = RUN + LEAST - 1
"""Characters; a shorter text cannot have a trace."""

NO_TRACE = "beside is no trace: `commonplace packs trace` writes the one of a passage in your library"
MARK = re.compile(r"[0-9a-f]{8}")
SEAM = "\x1f"
SEAM_LETTER = 1
"""Stands between texts that are read together; no letter is it, so that no run across it has a mark of either."""

PLANE = 0x10000
"""Characters beyond the first plane do not count."""

Hashes = NDArray[np.uint32]


def marks(text: str) -> set[int]:
    """Return the mark of every run of a text."""
    return set(_hashes(_letters(text.replace(SEAM, " "))).tolist())


def of(text: str) -> tuple[str, ...]:
    """Return the trace of a text, as a pack writes it; empty where it is too short to be known again."""
    found = sorted(marks(text))[:MOST]
    return tuple(f"{each:08x}" for each in found) if len(found) >= LEAST else ()


def read(written: Iterable[str]) -> set[int]:
    """Return the marks that a pack has written."""
    return {int(each, 16) for each in written}


def is_trace(written: Collection[str]) -> bool:
    """Return whether marks as a pack writes them may be a trace."""
    return LEAST <= len(set(written)) <= MOST and all(map(MARK.fullmatch, written))


def enough(size: int) -> int:
    """Return how many marks of a trace of that size a text must have to be taken for a copy."""
    return max(LEAST, -(-size // SHARE))


def met(texts: Sequence[str], wanted: Collection[int]) -> dict[int, set[int]]:
    """Return which of the wanted marks there are in which of the texts, by its place; ten million letters a second."""
    letters = _letters(SEAM.join(text.replace(SEAM, " ") for text in texts))
    hashes = _hashes(letters)
    sought = np.array(sorted(wanted), np.uint32)
    likely = np.zeros(PLANE, np.bool_)
    likely[sought & np.uint32(PLANE - 1)] = True
    places = np.flatnonzero(likely[hashes & np.uint32(PLANE - 1)])
    places = places[np.isin(hashes[places], sought)]
    owners = np.searchsorted(np.flatnonzero(letters == SEAM_LETTER), places)
    found: dict[int, set[int]] = {}
    for owner, mark in zip(owners.tolist(), hashes[places].tolist(), strict=True):
        found.setdefault(owner, set()).add(mark)
    return found


def _letters(text: str) -> Hashes:
    """Return the letters of a text as numbers, nothing between them."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    letters = _table()[np.minimum(codes, PLANE - 1)]
    return letters[letters > 0]


def _hashes(letters: Hashes) -> Hashes:
    """Return the hash of the run that begins at each letter, by joining runs half as long."""
    found, length, factor = letters * np.uint32(STEP), 1, STEP
    while length < RUN:
        found = found[:-length] * np.uint32(factor) + found[length:]
        length, factor = length * 2, factor * factor % 2**32
    return _mixed(found)


def _mixed(found: Hashes) -> Hashes:
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        found ^= found >> np.uint32(shift)
        found *= np.uint32(factor)
    return found ^ (found >> np.uint32(16))


@cache
def _table() -> Hashes:
    """Return what each character of the first plane counts as: a letter or digit without case and accents, or 0."""
    table = np.array([_letter(chr(code)) for code in range(PLANE)], np.uint32)
    table[ord(SEAM)] = SEAM_LETTER
    return table


def _letter(character: str) -> int:
    plain = unicodedata.normalize("NFKD", character.casefold())
    return next((ord(each) for each in plain if each.isalnum() and not unicodedata.combining(each)), 0)
