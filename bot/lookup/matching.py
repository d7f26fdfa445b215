"""Matching: which entries of a part have what a clause asks for.

`perhaps` is quick and leaves none out; `surely` looks the words up where they stand. Of several clauses the first is
asked of all, the second only of the entries that are left.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.lookup.grammar import Clause
from bot.lookup.index import Part
from bot.lookup.stem import stem

Numbers = NDArray[np.int32]
NOTHING = np.zeros(0, np.int32)

LONG_PREFIX = 2000
"""Word forms that a prefix may begin; of more, the most frequent count."""

AT_ONCE = 1 << 16
"""Entries whose tokens are looked at together."""


def matching(part: Part, clause: Clause) -> Numbers:
    """Return the entries that have the clause's words, in order; popular forms are not looked at."""
    return surely(part, clause, perhaps(part, clause))


def perhaps(part: Part, clause: Clause) -> Numbers:
    """Return the entries that may have the clause's words, in order: no others have them."""
    if clause.open and len(clause.tokens) == 1:
        return _texts(part, _listed(part, _begun(part, clause.tokens[0])))
    if len(clause.tokens) == 1:
        return _texts(part, having(part, clause.tokens[0]))
    return _texts(part, all_of(list(_beside(part, clause.tokens[: -1 if clause.open else None]))))


def surely(part: Part, clause: Clause, entries: Numbers) -> Numbers:
    """Return those that have the clause's words of entries that may have them."""
    if len(clause.tokens) > 1:
        return _phrase(part, clause, entries)
    return _beginning(part, clause.tokens[0], entries) if clause.open else entries


def having(part: Part, token: str) -> Numbers:
    """Return the entries that have the word in any form."""
    root = part.roots.number(stem(token))
    return _posts(part, root) if root >= 0 else NOTHING


def forms(part: Part, clause: Clause) -> NDArray[np.bool_]:
    """Return which of all word forms a clause of one word accepts."""
    segment, token = part.segment, clause.tokens[0]
    accepted = np.zeros(len(part.words), np.bool_)
    if clause.open:
        accepted[slice(*part.words.starting(token))] = True
        return accepted
    root = part.roots.number(stem(token))
    if root >= 0:
        accepted[segment.family[segment.family_starts[root] : segment.family_starts[root + 1]]] = True
    return accepted


def both(one: Numbers, other: Numbers) -> Numbers:
    """Return the entries that are in both lists, which are sorted."""
    few, many = sorted((one, other), key=len)
    there: Numbers = few[_within(few, many)]
    return there


def without(one: Numbers, other: Numbers) -> Numbers:
    """Return the entries of one list that are not in the other; both are sorted."""
    left: Numbers = one[~_within(one, other)]
    return left


def all_of(lists: Sequence[Numbers]) -> Numbers:
    """Return the entries that are in all the lists, which are sorted."""
    return reduce(both, sorted(lists, key=len))


def _within(one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    if not len(other):
        return np.zeros(len(one), np.bool_)
    found: NDArray[np.bool_] = other.take(np.searchsorted(other, one), mode="clip") == one
    return found


def _texts(part: Part, entries: Numbers) -> Numbers:
    kept = part.segment.forms[entries] == 0
    if part.gone is not None:
        kept &= ~part.gone[entries]
    there: Numbers = entries[kept]
    return there


def _posts(part: Part, root: int) -> Numbers:
    starts = part.segment.post_starts
    return part.segment.posts[starts[root] : starts[root + 1]]


def _listed(part: Part, roots: Numbers) -> Numbers:
    """Return the entries that have any of those stems."""
    there = np.zeros(part.segment.entries, np.bool_)
    for root in roots.tolist():
        there[_posts(part, root)] = True
    return np.flatnonzero(there).astype(np.int32)


def _begun(part: Part, token: str) -> Numbers:
    """Return the stems of the words that begin so."""
    segment = part.segment
    first, last = part.words.starting(token)
    known = np.arange(first, last)
    if len(known) > LONG_PREFIX:
        known = known[np.argsort(-segment.counts[first:last])[:LONG_PREFIX]]
    return np.unique(segment.stems[known])


def _beginning(part: Part, token: str, entries: Numbers) -> Numbers:
    """Return those of the entries that have a word that begins so, where not all words of its stem do."""
    segment = part.segment
    first, last = part.words.starting(token)
    roots = _begun(part, token)
    lowest = segment.family[segment.family_starts[roots]]
    highest = segment.family[segment.family_starts[roots + 1] - 1]
    plain = _listed(part, roots[(lowest >= first) & (highest < last)])
    unsure = without(entries, plain)
    kept = [both(entries, plain)]
    for some in stretches(unsure):
        places, owners = flattened(part, some)
        there = segment.stream[places]
        kept.append(_once(some[owners[(there >= first) & (there < last)]]))
    return np.sort(np.concatenate(kept))


def _beside(part: Part, tokens: Sequence[str]) -> Iterator[Numbers]:
    """Yield lists of entries that all have to be on in which the words stand side by side."""
    segment = part.segment
    roots = [part.roots.number(stem(each)) for each in tokens]
    if min(roots) < 0:
        yield NOTHING
        return
    ranks = segment.ranks[roots].tolist()
    width = int(segment.ranks.max(initial=0)) + 1
    paired: set[int] = set()
    for place, (one, other) in enumerate(pairwise(ranks)):
        if one >= 0 and other >= 0:
            paired |= {place, place + 1}
            yield _pair(part, one * width + other)
    yield from (_posts(part, root) for place, root in enumerate(roots) if place not in paired)


def _pair(part: Part, name: int) -> Numbers:
    segment = part.segment
    place = int(np.searchsorted(segment.pair_keys, name))
    if place == len(segment.pair_keys) or segment.pair_keys[place] != name:
        return NOTHING
    return segment.pair_posts[segment.pair_starts[place] : segment.pair_starts[place + 1]]


def _phrase(part: Part, clause: Clause, entries: Numbers) -> Numbers:
    """Return those of the entries in which the words stand side by side as written, spelling aside."""
    return np.concatenate([NOTHING, *(_standing(part, clause, some) for some in stretches(entries))])


def _standing(part: Part, clause: Clause, entries: Numbers) -> Numbers:
    """Return the entries in which the clause's words stand side by side."""
    places, owners = flattened(part, entries)
    return _once(entries[owners[beginnings(part, clause, entries, (places, owners))]])


def beginnings(
    part: Part, clause: Clause, entries: Numbers, tokens: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Return at which of the entries' tokens, as `flattened` gives them, the clause's words begin side by side."""
    ranges = [_range(part, token) for token in clause.tokens]
    if clause.open:
        ranges[-1] = part.words.starting(clause.tokens[-1])
    segment, (places, owners) = part.segment, tokens
    (first, last), there = ranges[0], segment.stream[places]
    begun = np.flatnonzero((there >= first) & (there < last))
    places, ends = places[begun], segment.starts[entries[owners[begun]] + 1]
    fits = np.ones(len(places), np.bool_)
    for step, (first, last) in enumerate(ranges):
        there = segment.stream.take(places + step, mode="clip")
        fits &= (there >= first) & (there < last) & (places + step < ends)
    return begun[fits]


def _once(entries: Numbers) -> Numbers:
    """Return each of the entries once; they are sorted."""
    there: Numbers = entries[np.flatnonzero(np.diff(entries, prepend=-1))]
    return there


def stretches(entries: Numbers, most: int = 0) -> Iterator[Numbers]:
    """Yield the entries so many at a time (`AT_ONCE`, or `most`) that their tokens may be looked at together."""
    step = most or AT_ONCE
    for first in range(0, len(entries), step):
        yield entries[first : first + step]


def _range(part: Part, token: str) -> tuple[int, int]:
    number = part.words.number(token)
    return (number, number + 1) if number >= 0 else (0, 0)


def flattened(part: Part, entries: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places in the stream of all tokens of the entries, and which entry of the list each belongs to."""
    begins = part.segment.starts[entries].astype(np.int64)
    lengths = part.segment.starts[entries + 1] - begins
    shifts = begins - (np.cumsum(lengths) - lengths)
    places = np.arange(int(lengths.sum())) + np.repeat(shifts, lengths)
    return places, np.repeat(np.arange(len(entries)), lengths)
