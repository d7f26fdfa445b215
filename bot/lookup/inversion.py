"""Inversion: from tokens in reading order to lists of the entries that have a stem, or a pair of common stems."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from bot.lookup.normalise import unspaced
from bot.lookup.runs import Runs

Numbers = NDArray[np.int32]

COMMON_SHARE = 0.5
"""The most frequent stems that together make up this share of all running words are common."""

FREQUENT = 64
"""A stem that occurs this often is frequent: where two such stand side by side, the pair has a list of its own."""

MOST = 1 << 21
"""Tokens that are sorted at a time."""

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


def inverted(
    stream: Numbers, starts: Numbers, stems: Numbers, roots: list[str], *, room: Path | None = None, most: int = MOST
) -> Inverted:
    """Return the lists of a stream of word forms whose stems are given.

    Of what needs sorting at most about `most` tokens are in memory at a time, the rest in a file in the folder `room`.
    """
    counts = _summed(occurrences(stream, len(stems)), stems, len(roots))
    ranks, common = ranked(counts, roots)
    with Runs(room) as runs:
        for stretch in _stretches(stream, starts, most):
            runs.add(_joined(stems[stretch.tokens], stretch.entries))
        names, name_starts, posts = _lists(runs)
    with Runs(room) as runs:
        for stretch in _stretches(stream, starts, most):
            runs.add(_paired(ranks[stems[stretch.tokens]], stretch.entries, ranks.max(initial=0) + 1))
        pair_keys, pair_starts, pair_posts = _lists(runs)
    return {
        "stem_counts": counts,
        "ranks": ranks,
        "common": np.array([common], np.int32),
        "post_starts": name_starts[np.searchsorted(names, np.arange(len(roots) + 1))],
        "posts": posts,
        "pair_keys": pair_keys,
        "pair_starts": pair_starts,
        "pair_posts": pair_posts,
    }


def occurrences(stream: Numbers, kinds: int) -> Numbers:
    """Return how often each of so many word forms occurs."""
    counts = np.zeros(kinds, np.int32)
    for first in range(0, len(stream), MOST):
        counts += np.bincount(stream[first : first + MOST], minlength=kinds).astype(np.int32)
    return counts


def _summed(counts: Numbers, stems: Numbers, kinds: int) -> Numbers:
    """Return how often each stem occurs, given how often its forms do."""
    return np.bincount(stems, weights=counts, minlength=kinds).astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some of the stream, whole entries: its tokens, and the entry that each belongs to."""

    tokens: Numbers
    entries: NDArray[np.int64]


def _stretches(stream: Numbers, starts: Numbers, most: int) -> Iterator[_Stretch]:
    """Yield the stream in stretches of at most so many tokens, or of one entry that is longer."""
    first, count = 0, len(starts) - 1
    while first < count:
        within = int(np.searchsorted(starts, int(starts[first]) + most, "right")) - 1
        last = min(max(within, first + 1), count)
        entries = np.repeat(np.arange(first, last, dtype=np.int64), np.diff(starts[first : last + 1]))
        yield _Stretch(stream[starts[first] : starts[last]], entries)
        first = last


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


def _paired(ranks: Numbers, entries: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Return the pairs of frequent stems that stand side by side, joined with their entries."""
    beside = np.flatnonzero((ranks[:-1] >= 0) & (ranks[1:] >= 0) & (entries[:-1] == entries[1:]))
    return _joined(ranks[beside].astype(np.int64) * width + ranks[beside + 1], entries[beside])


def _joined(names: NDArray[np.integer], entries: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return names and entries as one number each, sorted by name and entry, each pairing once."""
    joined = names.astype(np.int64)
    joined <<= 32
    joined |= entries
    joined.sort()
    return joined[np.concatenate([[True], joined[1:] != joined[:-1]])] if len(joined) else joined


def _lists(runs: Runs) -> tuple[NDArray[np.int64], Numbers, Numbers]:
    """Return the names that occur, in order, where each one's list begins and the last one ends, and the lists."""
    posts = np.empty(runs.total, np.int32)
    names, begins = array("q"), array("i")  # these grow in place: joining parts would need twice the room
    done, before = 0, -1
    for some in runs.in_order():
        posts[done : done + len(some)] = some & LOW
        named = some >> 32
        new = np.flatnonzero(np.diff(named, prepend=before))
        names.frombytes(named[new].tobytes())
        begins.frombytes((new + done).astype(np.int32).tobytes())
        done, before = done + len(some), int(named[-1])
    begins.append(done)
    return np.asarray(names, np.int64), np.asarray(begins, np.int32), posts
