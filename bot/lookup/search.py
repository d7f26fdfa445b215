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

LOST = 0.4
"""One that is below this share though the library knows all words of the question is none, mended or not."""

KEPT, MORE = 12, 40
"""When slips are mended: how many of the contenders without are looked at again, and how many others at most."""

BEHIND = 0.5
"""A passage whose standing is less than this share of the best one's is no contender."""

CLOSER = 10
"""Passages whose words are laid on a piece of a long message, of all that share words with one."""

PIECE_BUDGET = 6000
"""List entries that are added up for a piece of a long message: its rarest words tell where it may stand."""

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
    ranked = sorted(found, key=lambda each: -each.standing)[:most]
    return ranked[:1] + [each for each in ranked[1:] if each.standing >= BEHIND * ranked[0].standing]


def _in_part(part: Part, tokens: Sequence[str], running: int, allowed: NDArray[np.bool_] | None) -> list[Contender]:
    known = terms(part, tokens, running, unfinished=True)
    entries = candidates(part, known, allowed).entries
    found = _contenders(part, entries, known)
    if found and _settled(found, known):
        return found
    known = mended(part, known, running)
    more = candidates(part, known, allowed, most=MORE).entries
    return _contenders(part, np.union1d(more, np.array([each.entry for each in found], np.int32)), known)


def _settled(found: Sequence[Contender], known: Sequence[Term]) -> bool:
    """Return whether mending slips would change nothing: the best stands well, or no slip can be why it does not."""
    best = found[0].standing / max(found[0].weight, 1e-3)
    return best >= GOOD or (best < LOST and all(term.form >= 0 for term in known))


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
    found = candidates(part, known[slice(*piece)], allowed, most=2, budget=PIECE_BUDGET)
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
    """Return those entries on which, or on which and the passage after, the terms lie best, best first."""
    if not len(entries):
        return []
    entries = np.sort(entries)
    found = likeness(part, known, windows(part, entries, len(known)))
    runs_on = found.run_on > np.maximum(found.ordered, _following(entries, found.ordered)) + np.float32(RUNS_ON)
    ordered = np.where(runs_on, found.run_on, found.ordered)
    shared = np.maximum(found.shared, np.where(runs_on, ordered, np.float32(0)))
    ends = np.where(runs_on, found.run_on_ends, found.ends)
    best = np.argsort(-(IN_ORDER * ordered + (1 - IN_ORDER) * shared), kind="stable")[:KEPT]
    weight = sum(term.weight for term in known)
    columns = (entries, ordered, shared, found.present, ends, runs_on)
    rows = zip(*(each[best].tolist() for each in columns), strict=True)
    return [Contender(part, entry, known, own, all_, weight, *rest) for entry, own, all_, *rest in rows]


def _following(entries: NDArray[np.int32], scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the score of the entry after each, 0 where that is not among them; the entries are sorted."""
    places = np.searchsorted(entries, entries + 1)
    there = entries.take(places, mode="clip") == entries + 1
    return np.where(there, scores.take(places, mode="clip"), np.float32(0))
