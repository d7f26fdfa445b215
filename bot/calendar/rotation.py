"""Which passage is next: a cursor over the keys of a source, so that every process chooses the same one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Deck = Callable[[int], Sequence[str]]
"""The keys of a source in the order of one lap, counted from 0."""
Fits = Callable[[Sequence[str], str], bool]
"""Whether a key goes into one post with those that are in it already."""
MOST = 100
"""Passages in one post that is measured in words."""


class Rotation(StrEnum):
    """How a subscription goes through its source."""

    SEQUENCE = "sequence"
    """In reading order, from the beginning again after the end."""
    SHUFFLE = "shuffle"
    """In an order of its own, none twice until all were posted."""
    DATE = "date"
    """What is dated on this day of the year, else on the nearest earlier one."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a subscription stands: `key` was posted last, at `position` of its lap; empty before the first."""

    lap: int = 0
    position: int = -1
    key: str = ""


def advance(deck: Deck, cursor: Cursor) -> tuple[str, Cursor] | None:
    """Return the next key and the cursor after it; None when the source is empty.

    The library may have changed since: the last key is looked for where it stood, then anywhere; when it is gone,
    the passage that took its place is next.
    """
    keys = deck(cursor.lap)
    position = _after(keys, cursor)
    if position < len(keys):
        return keys[position], Cursor(cursor.lap, position, keys[position])
    again = deck(cursor.lap + 1)
    return (again[0], Cursor(cursor.lap + 1, 0, again[0])) if again else None


def take(deck: Deck, cursor: Cursor, fits: Fits) -> tuple[tuple[str, ...], Cursor] | None:
    """Return the next keys, one at least, as many as fit but none beyond the end of a lap, and the cursor after."""
    step = advance(deck, cursor)
    taken: list[str] = []
    while step and (not taken or (step[1].lap == cursor.lap and fits(taken, step[0]))):
        taken.append(step[0])
        cursor = step[1]
        step = advance(deck, cursor)
    return (tuple(taken), cursor) if taken else None


def counted(count: int) -> Fits:
    """Return the rule of so many passages in a post."""
    return lambda taken, _key: len(taken) < count


def worded(words: int, lengths: Mapping[str, int]) -> Fits:
    """Return the rule of about so many words in a post: one more passage fits where it brings the post nearer."""

    def fits(taken: Sequence[str], key: str) -> bool:
        lacking = words - sum(lengths[each] for each in taken)
        return len(taken) < MOST and abs(lacking - lengths[key]) < abs(lacking)

    return fits


def _after(keys: Sequence[str], cursor: Cursor) -> int:
    if not cursor.key:
        return max(cursor.position, 0)
    if cursor.position < len(keys) and keys[cursor.position] == cursor.key:
        return cursor.position + 1
    try:
        return keys.index(cursor.key) + 1
    except ValueError:
        return min(cursor.position, len(keys))


def shuffled(keys: Sequence[str], seed: int, lap: int) -> list[str]:
    """Return the keys in the order of `seed` and `lap`, the same on every machine and for ever.

    Each key's place comes from its own hash, so that a passage added or removed leaves the others in their order.
    """
    salt = f"{seed}/{lap}/".encode()
    return sorted(keys, key=lambda each: hashlib.blake2b(salt + each.encode(), digest_size=8).digest())


def deck(rotation: Rotation, keys: Sequence[str], seed: int) -> Deck:
    """Return the deck of a source whose keys are given in reading order."""
    if rotation is Rotation.SHUFFLE:
        return lambda lap: shuffled(keys, seed, lap=lap)
    return lambda _: keys
