"""Matching: which entries of a part have what a clause asks for."""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from bot.lookup.grammar import Clause
from bot.lookup.index import Part
from bot.lookup.stem import stem

Numbers = NDArray[np.int32]
NOTHING = np.zeros(0, np.int32)

LONG_PREFIX = 2000
"""Word forms that a prefix may begin; of more, the most frequent count."""


def matching(part: Part, clause: Clause) -> Numbers:
    """Return the entries that have the clause's words, in order; popular forms are not looked at."""
    if clause.open and len(clause.tokens) == 1:
        return _texts(part, _beginning(part, clause.tokens[0]))
    if len(clause.tokens) == 1:
        return _texts(part, having(part, clause.tokens[0]))
    return _texts(part, _phrase(part, clause))


def having(part: Part, token: str) -> Numbers:
    """Return the entries that have the word in any form."""
    segment = part.segment
    root = part.roots.number(stem(token))
    return segment.posts[segment.post_starts[root] : segment.post_starts[root + 1]] if root >= 0 else NOTHING


def forms(part: Part, clause: Clause) -> set[int]:
    """Return the word forms that a clause of one word accepts."""
    segment, token = part.segment, clause.tokens[0]
    if clause.open:
        return set(range(*part.words.starting(token)))
    root = part.roots.number(stem(token))
    if root < 0:
        return set()
    return set(segment.family[segment.family_starts[root] : segment.family_starts[root + 1]].tolist())


def _texts(part: Part, entries: Numbers) -> Numbers:
    kept = part.segment.forms[entries] == 0
    if part.gone is not None:
        kept &= ~part.gone[entries]
    there: Numbers = entries[kept]
    return there


def both(one: Numbers, other: Numbers) -> Numbers:
    """Return the entries that are in both lists, which are sorted."""
    return np.intersect1d(one, other, assume_unique=True)


def _beginning(part: Part, token: str) -> Numbers:
    """Return the entries that have a word that begins so."""
    segment = part.segment
    first, last = part.words.starting(token)
    known = np.arange(first, last)
    if len(known) > LONG_PREFIX:
        known = known[np.argsort(-segment.counts[first:last])[:LONG_PREFIX]]
    roots = np.unique(segment.stems[known])
    lists = [segment.posts[segment.post_starts[root] : segment.post_starts[root + 1]] for root in roots.tolist()]
    if not lists:
        return NOTHING
    entries = np.unique(np.concatenate(lists))
    places, owners = flattened(part, entries)
    there = segment.stream[places]
    return np.unique(entries[owners[(there >= first) & (there < last)]])


def _phrase(part: Part, clause: Clause) -> Numbers:
    """Return the entries in which the words stand side by side as written, spelling aside."""
    segment = part.segment
    entries = reduce(both, [having(part, each) for each in clause.tokens[: -1 if clause.open else None]])
    ranges = [_range(part, token) for token in clause.tokens]
    if clause.open:
        ranges[-1] = part.words.starting(clause.tokens[-1])
    if not len(entries) or any(first >= last for first, last in ranges):
        return NOTHING
    places, owners = flattened(part, entries)
    fits = np.ones(len(places), np.bool_)
    for step, (first, last) in enumerate(ranges):
        there = segment.stream.take(places + step, mode="clip")
        fits &= (there >= first) & (there < last) & (places + step < segment.starts[entries[owners] + 1])
    return np.unique(entries[owners[fits]])


def _range(part: Part, token: str) -> tuple[int, int]:
    number = part.words.number(token)
    return (number, number + 1) if number >= 0 else (0, 0)


def flattened(part: Part, entries: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places in the stream of all tokens of the entries, and which entry of the list each belongs to."""
    starts = part.segment.starts
    lengths = (starts[entries + 1] - starts[entries]).astype(np.int64)
    owners = np.repeat(np.arange(len(entries)), lengths)
    offsets = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return starts[entries][owners] + offsets, owners
