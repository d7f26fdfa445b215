"""Find: keyword search. Every word narrows; rare words and short passages rank first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.library.citation import cite
from bot.library.shelf import Shelf
from bot.lookup.filters import narrowed
from bot.lookup.finding import Found, Hit
from bot.lookup.grammar import Clause, Query, read
from bot.lookup.index import Index, Part
from bot.lookup.marking import marked
from bot.lookup.matching import NOTHING, both, flattened, forms, matching
from bot.lookup.suggestion import corrected

RANKED = 4000
"""Passages whose words are counted for their rank; of more, the shorter come first."""

MOST_LOOSER = 8
"""Looser queries that are tried at each step."""

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""The constants of BM25: how soon repetition stops counting, how much length weighs."""

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that has what was asked: its number, work and rank; `total` ranks nothing, it counts."""

    number: int
    work: int
    rank: float


def found(shelf: Shelf, index: Index, text: str, pack: str, *, limit: int, offset: int) -> Found:
    """Return one page of what `text` finds, and how much there is in all."""
    query = read(text)
    matches = matched(shelf, index, query, pack)
    if not matches:
        return _nothing(shelf, index, query, pack)
    page = matches[offset : offset + limit]
    passages = shelf.read([each.number for each in page])
    works = shelf.numbered()
    hits = []
    for each in page:
        passage = passages[each.number]
        spans = marked(passage.text, query)
        span = spans[0] if spans else (0, 0)
        citation = cite(works[each.work], passage)
        hits.append(Hit(passage, citation, round(100 * each.rank, 2), span, marked=spans))
    return Found(tuple(hits), len(matches), len({each.work for each in matches}))


def matched(shelf: Shelf, index: Index, query: Query, pack: str = "") -> list[Match]:
    """Return all passages that have what the query wants and nothing that it excludes, best first."""
    if not query.wanted and not query.filtered:
        return []
    asked = _Asked(shelf, index, query, pack)
    found = [each for part in index.parts for each in _in_part(part, asked)]
    if query.cited or not query.wanted:
        places = {work: place for place, work in enumerate(shelf.numbered())}
        return sorted(found, key=lambda each: (places[each.work], each.number))
    return sorted(found, key=lambda each: (-each.rank, each.number))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query with all that it is asked of; `pack` empty is the whole library."""

    shelf: Shelf
    index: Index
    query: Query
    pack: str


def _in_part(part: Part, asked: _Asked) -> list[Match]:
    segment = part.segment
    entries = _entries(part, asked)
    ranks = _ranks(part, asked.index, asked.query.wanted, entries)
    numbers, works = segment.numbers[entries].tolist(), segment.works[entries].tolist()
    return [Match(*each) for each in zip(numbers, works, ranks.tolist(), strict=True)]


def _entries(part: Part, asked: _Asked) -> Numbers:
    """Return the entries of a part that have what the query wants and nothing that it excludes."""
    lists = [matching(part, each) for each in asked.query.wanted]
    entries = reduce(both, lists) if lists else _everything(part)
    for each in asked.query.clauses:
        if each.excluded:
            entries = np.setdiff1d(entries, matching(part, each), assume_unique=True)
    return narrowed(asked.shelf, asked.query, asked.pack, part, entries)


def _everything(part: Part) -> Numbers:
    kept = part.segment.forms == 0
    return np.flatnonzero(kept if part.gone is None else kept & ~part.gone).astype(np.int32)


def _ranks(part: Part, index: Index, clauses: Sequence[Clause], entries: Numbers) -> NDArray[np.float64]:
    """Return 0-1 for each entry, by BM25 as a share of the most it could give."""
    segment = part.segment
    lengths = segment.starts[entries + 1] - segment.starts[entries]
    usual = index.running / max(index.entries, 1)
    slack = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(usual, 1))
    if len(entries) > RANKED or not clauses:
        return 1 / (1 + slack)
    places, owners = flattened(part, entries)
    there = segment.stream[places]
    total, most = np.zeros(len(entries)), 0.0
    for clause in clauses:
        single = replace(clause, tokens=clause.tokens[-1:])
        accepted = np.fromiter(forms(part, single), np.int32)
        times = np.bincount(owners[np.isin(there, accepted)], minlength=len(entries))
        weight = log(1 + index.entries / (np.count_nonzero(times) + 0.5))
        total += weight * times / (times + slack)
        most += weight
    return total / most if most else total


def _nothing(shelf: Shelf, index: Index, query: Query, pack: str) -> Found:
    """Return no hits, with a spelling that would find something and a looser query that does."""
    return Found(
        (), 0, 0, suggestion=_suggestion(shelf, index, query, pack), broader=_broader(shelf, index, query, pack)
    )


def _suggestion(shelf: Shelf, index: Index, query: Query, pack: str) -> str:
    mended = [corrected(index, each) for each in query.clauses]
    better = replace(query, clauses=tuple(mended))
    if better == query or not matched(shelf, index, better, pack):
        return ""
    return " ".join(each.written for each in mended)


def _broader(shelf: Shelf, index: Index, query: Query, pack: str) -> str:
    """Return what is left of the query when it asks for less: the looser query that finds most, words kept first."""
    for looser in _looser(query):
        counted = [(_count(shelf, index, each, pack), each) for each in looser[:MOST_LOOSER] if each.wanted]
        most, best = max(counted, key=lambda pair: pair[0], default=(0, query))
        if most:
            return " ".join(each.written for each in best.clauses)
    return ""


def _count(shelf: Shelf, index: Index, query: Query, pack: str) -> int:
    return sum(len(_entries(part, _Asked(shelf, index, query, pack))) for part in index.parts)


def _looser(query: Query) -> Iterator[list[Query]]:
    """Yield queries without the filters, without one word, and of one word, a step at a time."""
    clauses = query.clauses
    if query.filtered:
        yield [Query(clauses=clauses)]
    yield [Query(clauses=clauses[:place] + clauses[place + 1 :]) for place in range(len(clauses))]
    yield [Query(clauses=(each,)) for each in query.wanted]


def concerned(index: Index, clauses: Sequence[Clause]) -> list[tuple[Part, Numbers]]:
    """Return, part by part, the entries that have all the clauses."""
    return [
        (part, reduce(both, [matching(part, each) for each in clauses]) if clauses else NOTHING) for part in index.parts
    ]
