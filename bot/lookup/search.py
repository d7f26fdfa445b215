"""Search: from tokens to contenders, the passages that may be what is asked, in all parts of the index."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.lookup.asked import Term, mended, terms
from bot.lookup.candidates import candidates
from bot.lookup.index import Index, Part
from bot.lookup.likeness import likeness, windows

IN_ORDER = 0.6
"""How much of a contender's standing is its likeness in order; the rest is what it shares in any order."""

RUNS_ON = 2.5
"""How much better the quotation must lie on two passages than on either, to be said to run on."""

GOOD = 0.8
"""A contender that reaches this share of the question's weight needs no slips mended."""

KEPT, MORE = 24, 96
"""When slips are mended: how many of the contenders without are looked at again, and how many others at most."""

CLOSER = 10
"""Passages whose words are laid on a piece of a long message, of all that share words with one."""

Allowed = Callable[[Part], NDArray[np.bool_] | None]
"""Masks the entries of a part that may be found; None allows them all."""


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry that may be what is asked.

    `ordered` and `shared` are its likeness, `present` how many of the terms it has, `weight` what they weigh in all.
    `end` is the place in the stream just after the last match. `runs_on` says that the quotation goes on in the next
    passage.
    """

    part: Part
    entry: int
    terms: Sequence[Term]
    ordered: float
    shared: float
    weight: float
    present: int
    end: int
    runs_on: bool

    @property
    def standing(self) -> float:
        """What contenders are ranked by at first."""
        return IN_ORDER * self.ordered + (1 - IN_ORDER) * self.shared

    @property
    def number(self) -> int:
        """The passage on the shelf."""
        return int(self.part.segment.numbers[self.entry])

    @property
    def length(self) -> int:
        """How many tokens the entry has."""
        starts = self.part.segment.starts
        return int(starts[self.entry + 1] - starts[self.entry])

    @property
    def form(self) -> int:
        """Which of its popular forms it is; 0 is the text."""
        return int(self.part.segment.forms[self.entry])


def contenders(index: Index, tokens: Sequence[str], allowed: Allowed, *, most: int = 10) -> list[Contender]:
    """Return the contenders for a question, best first; slips are mended only where nothing stands without."""
    found = [each for part in index.parts for each in _in_part(part, tokens, index.running, allowed(part))]
    return sorted(found, key=lambda each: -each.standing)[:most]


def _in_part(part: Part, tokens: Sequence[str], running: int, allowed: NDArray[np.bool_] | None) -> list[Contender]:
    known = terms(part, tokens, running, unfinished=True)
    entries = candidates(part, known, allowed).entries
    found = _contenders(part, entries, known)
    if found and max(each.standing for each in found) >= GOOD * found[0].weight:
        return found
    known = mended(part, known, running)
    best = sorted(found, key=lambda each: -each.standing)[:KEPT]
    more = candidates(part, known, allowed, most=MORE).entries
    return _contenders(part, np.union1d(more, np.array([each.entry for each in best], np.int32)), known)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A passage with which a piece of a long message has much in common: how much, and which piece."""

    likeness: float
    part: Part
    entry: int
    piece: tuple[int, int]


def glimpses(
    index: Index, tokens: Sequence[str], pieces: Sequence[tuple[int, int]], allowed: Allowed, *, most: int
) -> list[Glimpse]:
    """Return the passages that some stretch of a long message lies on best, best first, each once."""
    found: list[Glimpse] = []
    tokens = tokens[: max((last for _first, last in pieces), default=0)]
    for part in index.parts:
        known = terms(part, tokens, index.running, unfinished=False, hasty=True)
        mask = allowed(part)
        shared = [each for piece in pieces for each in _sharing(part, known, piece, mask)]
        closer = sorted(shared, key=lambda each: -each.likeness)[:CLOSER]
        found += [_closer(each, known) for each in closer]
    found.sort(key=lambda each: -each.likeness)
    once = {(id(each.part), each.entry): each for each in reversed(found)}
    return sorted(once.values(), key=lambda each: -each.likeness)[:most]


def _sharing(
    part: Part, known: Sequence[Term], piece: tuple[int, int], allowed: NDArray[np.bool_] | None
) -> list[Glimpse]:
    """Return the two passages that share most with the piece, by that sum."""
    found = candidates(part, known[slice(*piece)], allowed, most=2)
    return [
        Glimpse(total, part, entry, piece)
        for entry, total in zip(found.entries.tolist(), found.sums.tolist(), strict=True)
    ]


def _closer(glimpse: Glimpse, known: Sequence[Term]) -> Glimpse:
    """Return the glimpse with how well the best stretch of its piece lies on the passage, in order."""
    part, entries = glimpse.part, np.array([glimpse.entry], np.int32)
    some = known[slice(*glimpse.piece)]
    return replace(glimpse, likeness=float(likeness(part, some, windows(part, entries, 0), local=True).ordered[0]))


def _contenders(part: Part, entries: NDArray[np.int32], known: Sequence[Term]) -> list[Contender]:
    """Return the entries with how well the terms lie on them and on the passage after each."""
    if not len(entries):
        return []
    found = likeness(part, known, windows(part, entries, len(known)))
    weight = sum(term.weight for term in known)
    places = {entry: place for place, entry in enumerate(entries.tolist())}
    ordered, run_on = found.ordered.tolist(), found.run_on.tolist()
    made: list[Contender] = []
    for entry, place in places.items():
        after = ordered[places[entry + 1]] if entry + 1 in places else 0.0
        runs_on = run_on[place] > max(ordered[place], after) + RUNS_ON
        score = run_on[place] if runs_on else ordered[place]
        end = int((found.run_on_ends if runs_on else found.ends)[place])
        shared = max(float(found.shared[place]), score if runs_on else 0.0)
        made.append(Contender(part, entry, known, score, shared, weight, int(found.present[place]), end, runs_on))
    return made
