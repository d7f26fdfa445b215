"""Candidates: the entries worth aligning, found by rare words and by pairs of common ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.lookup.asked import Term
from bot.lookup.index import Part
from bot.lookup.segment import Segment

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
Ranks = Mapping[int, float]
Mask = NDArray[np.bool_] | None

BUDGET = 24_000
"""List entries added up for one question, rarest lists first; the first list is always taken."""

BUDGET_SHARE = 8
"""In a large library, one in so many of its entries instead."""

WIDE = 1800
"""Candidates that are aligned, times the terms of the question: the shorter it is, the more passages are alike."""

FEWEST, MOST = 112, 320
"""The bounds of that."""

NEAR = 0.38
"""A candidate reaches this share of the best one's sum."""

MOST_READINGS = 200
"""Word forms of one term that are looked up; a shorter beginning than that is only recognised in its place."""


@dataclass(frozen=True, slots=True)
class List:
    """Entries that share something with the question, and what each gains by it."""

    entries: Numbers
    gain: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth a closer look, and how much each shares with the question: a sum of logarithms of rarity."""

    entries: Numbers
    sums: Scores


def candidates(part: Part, terms: Sequence[Term], allowed: Mask, *, most: int = 0) -> Candidates:
    """Return the entries of a part that share most with the terms; `allowed` masks them all.

    `most` is how many; 0 is as many as the length of the question needs.
    """
    sums = part.sums
    budget = max(BUDGET, part.segment.entries // BUDGET_SHARE)
    for each in sorted(_lists(part.segment, terms), key=lambda each: len(each.entries)):
        sums[each.entries] += each.gain
        budget -= len(each.entries)
        if budget < 0:
            break
    _forbid(sums, part.gone, allowed)
    chosen = _best(part, most or max(FEWEST, min(WIDE // max(len(terms), 1), MOST)))
    sums.fill(0)
    return chosen


def _forbid(sums: Scores, gone: Mask, allowed: Mask) -> None:
    if gone is not None:
        sums[:-1][gone] = 0
    if allowed is not None:
        sums[:-1][~allowed] = 0


def _best(part: Part, most: int) -> Candidates:
    """Return the entries whose sums come near the best, or would with those of the passage after them."""
    highest = float(part.sums.max())
    found = np.flatnonzero(part.sums > highest * NEAR / 2).astype(np.int32)
    totals = part.sums[found]
    after = part.sums[found + 1]
    runs_on = (after > 0) & follows(part.segment, found)
    totals[runs_on] += after[runs_on]
    near = np.flatnonzero(totals > highest * NEAR)
    if len(near) > most:
        near = near[np.argpartition(totals[near], -most)[-most:]]
    return Candidates(found[near], totals[near])


def follows(segment: Segment, entries: Numbers) -> NDArray[np.bool_]:
    """Return whether the next entry is the next passage of the same work."""
    last = segment.entries - 1
    after = np.minimum(entries + 1, last)
    same = (segment.works[entries] == segment.works[after]) & (segment.numbers[entries] + 1 == segment.numbers[after])
    runs_on: NDArray[np.bool_] = same & (entries < last)
    return runs_on


def _lists(segment: Segment, terms: Sequence[Term]) -> Iterator[List]:
    """Yield the lists of every stem that is not common, and of pairs of frequent ones side by side or one apart."""
    total = segment.entries + 1
    common: list[dict[int, float]] = []
    seen: set[int] = set()
    alone = int(segment.common[0])
    for term in terms:
        chosen = _stems(segment, term)
        ranks = {root: int(segment.ranks[root]) for root in chosen}
        common.append({ranks[root]: cost for root, cost in chosen.items() if ranks[root] >= 0})
        for root, cost in chosen.items():
            if root not in seen and (not 0 <= ranks[root] < alone or len(terms) == 1):
                seen.add(root)
                yield from _gaining(segment.posts, segment.post_starts, root, total, cost)
    beside = chain(pairwise(common), zip(common, common[2:], strict=False))
    yield from _pairs(segment, beside, total)


def _stems(segment: Segment, term: Term) -> dict[int, float]:
    """Return the stems a term may stand for, each with what it costs to read it so."""
    costs: dict[int, float] = {} if term.stem < 0 else {term.stem: 0.0}
    for reading in term.readings[:MOST_READINGS]:
        costs.setdefault(int(segment.stems[reading.form]), reading.cost)
    begun = term.open
    if begun and begun.last - begun.first <= MOST_READINGS:
        shares = np.log((begun.occurring + 1) / (segment.counts[begun.first : begun.last] + 1))
        for root, cost in zip(segment.stems[begun.first : begun.last].tolist(), shares.tolist(), strict=True):
            costs.setdefault(root, cost)
    return costs


def _gaining(posts: Numbers, starts: Numbers, place: int, total: int, cost: float) -> Iterator[List]:
    """Yield the list at that place, if being on it says more than it costs."""
    entries = posts[starts[place] : starts[place + 1]]
    gain = log(total / (len(entries) + 0.5)) - cost
    if gain > 0:
        yield List(entries, gain)


def _pairs(segment: Segment, beside: Iterable[tuple[Ranks, Ranks]], total: int) -> Iterator[List]:
    """Yield the lists of pairs of frequent stems; `beside` are the ranks two terms may stand for, with the costs."""
    width = int(segment.ranks.max(initial=0)) + 1
    names: dict[int, float] = {}
    for firsts, seconds in beside:
        for first, cost in firsts.items():
            for second, more in seconds.items():
                names.setdefault(first * width + second, cost + more)
    wanted = np.fromiter(names, np.int64, len(names))
    places = np.searchsorted(segment.pair_keys, wanted)
    for place, name in zip(places.tolist(), names, strict=True):
        if place < len(segment.pair_keys) and segment.pair_keys[place] == name:
            yield from _gaining(segment.pair_posts, segment.pair_starts, place, total, names[name])
