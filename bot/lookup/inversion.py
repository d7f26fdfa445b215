"""Inversion: from tokens in reading order to lists of the entries that have a stem, or a pair of common stems."""

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from bot.lookup.normalise import unspaced

Numbers = NDArray[np.int32]

COMMON_SHARE = 0.5
"""The most frequent stems that together make up this share of all running words are common."""

FREQUENT = 64
"""A stem that occurs this often is frequent: where two such stand side by side, the pair has a list of its own."""

LOW = np.int64(0xFFFFFFFF)


class Inverted(TypedDict):
    """The arrays of a segment that inversion makes; see `Segment`."""

    stem_counts: Numbers
    ranks: Numbers
    common: Numbers
    post_starts: Numbers
    posts: Numbers
    pair_keys: NDArray[np.int64]
    pair_starts: Numbers
    pair_posts: Numbers


def inverted(stream: Numbers, starts: Numbers, stems: Numbers, roots: list[str]) -> Inverted:
    """Return the lists of a stream of word forms whose stems are given."""
    tokens = stems[stream] if len(stream) else stream
    counts = np.bincount(tokens, minlength=len(roots)).astype(np.int32)
    ranks, common = ranked(counts, roots)
    entries = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
    keys, posts = _lists(tokens, entries)
    first = ranks[tokens]
    beside = np.flatnonzero((first[:-1] >= 0) & (first[1:] >= 0) & (entries[:-1] == entries[1:]))
    pairs = first[beside].astype(np.int64) * (ranks.max(initial=0) + 1) + first[beside + 1]
    pair_keys, pair_posts = _lists(pairs, entries[beside])
    names, pair_starts = _bounds(pair_keys)
    return {
        "stem_counts": counts,
        "ranks": ranks,
        "common": np.array([common], np.int32),
        "post_starts": np.searchsorted(keys, np.arange(len(roots) + 1)).astype(np.int32),
        "posts": posts,
        "pair_keys": names,
        "pair_starts": pair_starts,
        "pair_posts": pair_posts,
    }


def ranked(counts: Numbers, roots: list[str]) -> tuple[Numbers, int]:
    """Return the rank of each frequent stem, most frequent first (-1: not frequent), and how many are common.

    Every character of an unspaced script is common: alone it says too little.
    """
    spaceless = np.fromiter(map(unspaced, roots), bool, len(roots))
    words = np.where(spaceless, 0, counts)
    order = np.argsort(-words, kind="stable")
    reached = np.cumsum(words[order])
    total = reached[-1] if len(reached) else 0
    common = int(np.searchsorted(reached, COMMON_SHARE * total))
    frequent = order[common:][words[order[common:]] >= FREQUENT]
    ranks = np.full(len(roots), -1, np.int32)
    in_order = np.concatenate([np.flatnonzero(spaceless), order[:common], frequent])
    ranks[in_order] = np.arange(len(in_order), dtype=np.int32)
    return ranks, common + int(spaceless.sum())


def _lists(names: NDArray[np.integer], entries: NDArray[np.int64]) -> tuple[NDArray[np.int64], Numbers]:
    """Return names and entries sorted by name and entry, each pairing once."""
    joined = names.astype(np.int64) << 32
    joined |= entries
    joined.sort()
    if len(joined):
        joined = joined[np.concatenate([[True], joined[1:] != joined[:-1]])]
    return joined >> 32, (joined & LOW).astype(np.int32)


def _bounds(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], Numbers]:
    """Return the names that occur, in order, and where each one's list begins and the last one ends."""
    names, first = np.unique(keys, return_index=True)
    return names, np.append(first, len(keys)).astype(np.int32)
