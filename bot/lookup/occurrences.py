"""Occurrences: how often the words of a search stand in each entry that has them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.lookup.grammar import Clause
from bot.lookup.index import Part
from bot.lookup.matching import beginnings, flattened, forms, stretches

Numbers = NDArray[np.int32]
AT_ONCE = 1 << 12
"""Entries whose tokens are counted together: so few that the interpreter is never held for long."""


def occurrences(part: Part, clauses: Sequence[Clause], entries: Numbers) -> NDArray[np.int64]:
    """Return for each entry how many of its words a clause asks for, or begin a phrase that one asks for."""
    if not clauses:
        return np.zeros(len(entries), np.int64)
    accepted = [None if len(each.tokens) > 1 else forms(part, each) for each in clauses]
    counts = [_counted(part, clauses, accepted, some) for some in stretches(entries, AT_ONCE)]
    return np.concatenate([np.zeros(0, np.int64), *counts])


def _counted(
    part: Part, clauses: Sequence[Clause], accepted: Sequence[NDArray[np.bool_] | None], entries: Numbers
) -> NDArray[np.int64]:
    places, owners = flattened(part, entries)
    there = part.segment.stream[places]
    hit = np.zeros(len(places), np.bool_)
    for clause, known in zip(clauses, accepted, strict=True):
        if known is not None:
            hit |= known[there]
        else:
            hit[beginnings(part, clause, entries, (places, owners))] = True
    return np.bincount(owners[hit], minlength=len(entries))
