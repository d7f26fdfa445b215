"""Likeness: how well a question's tokens lie on the tokens of many candidates at once, in order.

A weighted alignment. Every token of the question either lies on a token of the passage, for what that match weighs, or
is skipped at a cost; tokens of the passage between two matches cost a little each, and never more than a leap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lookup.asked import Term
from bot.lookup.candidates import follows
from bot.lookup.index import Part

Numbers = NDArray[np.int32]
Scores = NDArray[np.float32]

IMPOSSIBLE = -50.0
UNMATCHED = 1.2
"""What a token of the question that lies nowhere costs, and this share of its weight more."""
UNMATCHED_SHARE = 0.15

PASSED = 0.9
"""What each token of the passage between two matches costs."""
LEAP = 5.0
"""The most that tokens between two matches cost together."""

WIDEST = 2048
"""Tokens of an entry that are looked at."""


@dataclass(frozen=True, slots=True)
class Windows:
    """A stretch of tokens of each candidate: it begins at `begins` in the stream, the entry itself has `own` tokens.

    `sizes` counts those of the next passage too, as many as a quotation that runs on might need.
    """

    entries: Numbers
    begins: Numbers
    own: Numbers
    sizes: Numbers


@dataclass(frozen=True, slots=True)
class Meetings:
    """Where the forms of the question stand in each window: which form (0: none any more), and its place there.

    Shape (slots, windows), so that all windows take a step at once.
    """

    forms: NDArray[np.int16]
    places: Scores


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each candidate: its score in order, that with the next passage, and what it shares in any order.

    `present` counts the terms that stand anywhere in it. `ends` and `run_on_ends` are the places in the stream just
    after the last match of either.
    """

    ordered: Scores
    ends: Numbers
    run_on: Scores
    run_on_ends: Numbers
    shared: Scores
    present: Numbers


def windows(part: Part, entries: Numbers, length: int) -> Windows:
    """Return the candidates' tokens, each with the beginning of the passage that follows it."""
    segment = part.segment
    begins, next_begins = segment.starts[entries], segment.starts[entries + 1]
    after = np.minimum(entries + 2, segment.entries)
    more = np.minimum(segment.starts[after] - next_begins, length + 4)
    own = np.minimum(next_begins - begins, WIDEST)
    return Windows(entries, begins, own, own + np.where(follows(segment, entries), more, 0))


def likeness(part: Part, terms: Sequence[Term], chosen: Windows, *, local: bool = False) -> Likeness:
    """Return how well the terms lie on each candidate; `local` how well the best stretch of them does."""
    known = _known(terms)
    unfinished = terms[-1].open
    if unfinished:
        part.marks[unfinished.first : unfinished.last] = len(known) + 1
    part.marks[list(known)] = range(1, len(known) + 1)
    met = _meetings(part, chosen)
    part.marks[list(known)] = 0
    if unfinished:
        part.marks[unfinished.first : unfinished.last] = 0
    return _aligned(*_narrowed(_table(known, terms), met), terms, chosen, local=local)


def _known(terms: Sequence[Term]) -> dict[int, int]:
    """Return every form that a term may stand for, numbered from 1."""
    known: dict[int, int] = {}
    for term in terms:
        for reading in term.readings:
            known.setdefault(reading.form, len(known) + 1)
    return known


def _meetings(part: Part, chosen: Windows) -> Meetings:
    """Return where the forms of the question stand in each window; all other tokens are only distance."""
    ends = np.cumsum(chosen.sizes)
    owners = np.repeat(np.arange(len(ends)), chosen.sizes)
    columns = np.arange(len(owners), dtype=np.int32) - np.repeat(ends - chosen.sizes, chosen.sizes).astype(np.int32)
    found = part.marks[part.segment.stream[chosen.begins[owners] + columns]]
    met = np.flatnonzero(found)
    owners, columns = owners[met], columns[met]
    counts = np.bincount(owners, minlength=len(ends))
    slots = np.arange(len(met)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = (int(counts.max(initial=0)) + 1, len(ends))
    forms, where = np.zeros(shape, np.int16), np.full(shape, chosen.sizes.max(initial=1), np.float32)
    forms[slots, owners] = found[met]
    where[slots, owners] = columns
    return Meetings(forms, where)


def _table(known: Mapping[int, int], terms: Sequence[Term]) -> Scores:
    """Return what each form of the question weighs for each term: shape (terms, forms + 2).

    The first column is for all other forms, the last for those that the unfinished last word may begin.
    """
    table = np.full((len(terms), len(known) + 2), IMPOSSIBLE, np.float32)
    for row, term in enumerate(terms):
        places = [known[reading.form] for reading in term.readings]
        table[row, places] = [reading.weight for reading in term.readings]
    unfinished = terms[-1].open
    if unfinished:
        begun = [place for form, place in known.items() if unfinished.first <= form < unfinished.last]
        table[-1, begun] = np.maximum(table[-1, begun], np.float32(unfinished.weight))
        table[-1, -1] = unfinished.weight
    return table


def _narrowed(table: Scores, met: Meetings) -> tuple[Scores, Meetings]:
    """Return the table with only the forms that were met, and those numbered so."""
    used = np.flatnonzero(np.bincount(met.forms.ravel(), minlength=table.shape[1]))
    used = used if len(used) and used[0] == 0 else np.append(0, used)
    numbers = np.zeros(table.shape[1], np.int16)
    numbers[used] = np.arange(len(used))
    return table[:, used], Meetings(numbers[met.forms], met.places)


def _aligned(table: Scores, met: Meetings, terms: Sequence[Term], chosen: Windows, *, local: bool) -> Likeness:
    slots, rows = met.forms.shape
    slope = met.places * np.float32(PASSED)
    apart = np.zeros((slots, rows), np.float32)
    np.minimum(slope[1:] - slope[:-1] - np.float32(PASSED), np.float32(LEAP), out=apart[1:])
    held = np.zeros((slots + 1, rows), np.float32)
    step = np.empty((slots, rows), np.float32)
    leapt = np.empty((slots, rows), np.float32)
    best = held
    for row, term in enumerate(terms):
        np.take(table[row], met.forms, out=step)
        step += held[:-1]
        step -= apart
        held -= np.float32(UNMATCHED + UNMATCHED_SHARE * term.weight)
        now = held[1:]
        np.maximum(now, step, out=now)
        np.maximum.accumulate(now, axis=0, out=leapt)
        leapt -= np.float32(LEAP)
        now += slope
        np.maximum.accumulate(now, axis=0, out=now)
        now -= slope
        np.maximum(now, leapt, out=now)
        if local:
            np.maximum(held, 0, out=held)
            best = np.maximum(best, held)
    held = best if local else held
    beyond = met.places >= chosen.own
    run_on, run_on_ends = _highest(held, met, chosen)
    held[1:][beyond] = IMPOSSIBLE
    ordered, ends = _highest(held, met, chosen)
    return Likeness(ordered, ends, run_on, run_on_ends, *_shared(table, met.forms, beyond))


def _highest(held: Scores, met: Meetings, chosen: Windows) -> tuple[Scores, Numbers]:
    """Return the best score of each window, and the place in the stream just after where it is first reached."""
    slots = held[1:].argmax(axis=0)
    rows = np.arange(held.shape[1])
    return held[slots + 1, rows], (chosen.begins + met.places[slots, rows] + 1).astype(np.int32)


def _shared(table: Scores, forms: NDArray[np.int16], beyond: NDArray[np.bool_]) -> tuple[Scores, Numbers]:
    """Return what the terms weigh that stand anywhere in each entry itself, and how many they are."""
    rows = forms.shape[1]
    present = np.zeros((table.shape[1], rows), np.bool_)
    present[np.where(beyond, 0, forms), np.arange(rows)] = True
    present[0] = False
    found = np.where(present, table[:, :, None], np.float32(0)).max(axis=1)
    return np.maximum(found, 0).sum(axis=0), np.count_nonzero(found > 0, axis=0).astype(np.int32)
