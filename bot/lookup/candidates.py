"""Candidates: the entries worth aligning, found by rare words and by pairs of common ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.lookup.asked import Term
from bot.lookup.index import Part
from bot.lookup.segment import Segment

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]
Ranks = Sequence[tuple[int, float]]
"""Ranks of the frequent stems that a term may stand for, each with what it costs to read it so."""
Mask = NDArray[np.bool_] | None

BUDGET = 24_000
"""List entries added up for one question, rarest lists first; the first list is always taken."""

BUDGET_SHARE = 8
"""In a large library, one in so many of its entries instead."""

WIDE = 1300
"""Candidates that are aligned, times the terms of the question: the shorter it is, the more passages are alike."""

FEWEST, MOST = 96, 320
"""The bounds of that."""

SHORT = 256
"""Entries of a list up to which it is added together with others."""

NEAR = 0.38
"""A candidate reaches this share of the best one's sum."""

MOST_READINGS = 200
"""Word forms of one term that are looked up; a shorter beginning than that is only recognised in its place."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of entries that share something with the question: `posts[begins : begins + lengths]`, and each's gain."""

    posts: Numbers
    begins: NDArray[np.int64]
    lengths: NDArray[np.int64]
    gains: Scores

    def of(self, chosen: NDArray[np.bool_]) -> "Lists":
        """Return some of the lists."""
        return Lists(self.posts, self.begins[chosen], self.lengths[chosen], self.gains[chosen])

    def add(self, sums: Scores) -> None:
        """Add to each entry's sum what it gains: long lists one by one, all short ones at once."""
        long = self.lengths > SHORT
        some = self.of(long)
        for begin, length, gain in zip(some.begins.tolist(), some.lengths.tolist(), some.gains, strict=True):
            sums[self.posts[begin : begin + length]] += gain
        some = self.of(~long)
        shifts = some.begins - (np.cumsum(some.lengths) - some.lengths)
        places = np.arange(int(some.lengths.sum())) + np.repeat(shifts, some.lengths)
        np.add.at(sums, self.posts[places], np.repeat(some.gains, some.lengths))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth a closer look, and how much each shares with the question: a sum of logarithms of rarity."""

    entries: Numbers
    sums: Scores


def candidates(part: Part, terms: Sequence[Term], allowed: Mask, *, most: int = 0, budget: int = 0) -> Candidates:
    """Return the entries of a part that share most with the terms; `allowed` masks them all.

    `most` is how many; 0 is as many as the length of the question needs. `budget` is how many list entries are added up
    for it; 0 is the usual.
    """
    sums = part.sums
    usual = max(BUDGET, part.segment.entries // BUDGET_SHARE)
    for each in _within(budget or usual, _lists(part, terms)):
        each.add(sums)
    _forbid(sums, part.gone, allowed)
    chosen = _best(part, most or max(FEWEST, min(WIDE // max(len(terms), 1), MOST)))
    sums.fill(0)
    return chosen


def _within(budget: int, lists: Sequence[Lists]) -> Iterator[Lists]:
    """Yield the shortest of all lists whose entries the budget allows, and the one that exceeds it."""
    lengths = np.concatenate([each.lengths for each in lists])
    order = np.argsort(lengths, kind="stable")
    kept = np.zeros(len(lengths), np.bool_)
    kept[order[: int(np.searchsorted(np.cumsum(lengths[order]), budget, "right")) + 1]] = True
    end = 0
    for each in lists:
        begin, end = end, end + len(each.lengths)
        yield each.of(kept[begin:end])


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


def _lists(part: Part, terms: Sequence[Term]) -> tuple[Lists, Lists]:
    """Return the lists of every stem that is not common, and of pairs of frequent ones side by side or one apart."""
    segment = part.segment
    alone = int(segment.common[0]) if len(terms) > 1 else 0
    costs: dict[int, float] = {}
    frequent: list[Ranks] = []
    for term in terms:
        ranked: list[tuple[int, float]] = []
        for root, price in _stems(segment, term).items():
            rank = int(segment.ranks[root])
            if rank >= 0:
                ranked.append((rank, price))
            if not 0 <= rank < alone:
                costs.setdefault(root, price)
        frequent.append(ranked)
    total = segment.entries + 1
    places = np.fromiter(costs, np.int64, len(costs))
    stems = _gaining(segment.posts, segment.post_starts, places, total, np.fromiter(costs.values(), np.float32))
    beside = list(chain(pairwise(frequent), zip(frequent, frequent[2:], strict=False)))
    return stems, _pairs(part, beside, total)


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


def _gaining(posts: Numbers, starts: Numbers, places: NDArray[np.int64], total: int, costs: Scores) -> Lists:
    """Return the lists at those places whose entries gain more by being on them than it costs."""
    begins = starts[places].astype(np.int64)
    lengths = starts[places + 1] - begins
    gains = (np.log(total / (lengths + 0.5)) - costs).astype(np.float32)
    return Lists(posts, begins, lengths, gains).of(gains > 0)


def _pairs(part: Part, beside: Sequence[tuple[Ranks, Ranks]], total: int) -> Lists:
    """Return the lists of pairs of frequent stems; `beside` are the ranks two terms may stand for, with the costs."""
    segment = part.segment
    prices: dict[int, float] = {}
    for firsts, seconds in beside:
        for first, cost in firsts:
            for second, more in seconds:
                prices.setdefault(first * part.width + second, cost + more)
    names = np.fromiter(prices, np.int64, len(prices))
    places = np.searchsorted(segment.pair_keys, names)
    there = segment.pair_keys.take(places, mode="clip") == names if len(segment.pair_keys) else names < 0
    costs = np.fromiter(prices.values(), np.float32, len(prices))
    return _gaining(segment.pair_posts, segment.pair_starts, places[there], total, costs[there])
