"""Find: keyword search. Every word narrows; rare words and short passages rank first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
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
from bot.lookup.matches import Matches
from bot.lookup.matching import all_of, both, flattened, forms, perhaps, surely, without
from bot.lookup.searched import Searched
from bot.lookup.suggestion import MOST_WORDS, as_in, corrected, named

RANKED = 4000
"""Passages whose words are counted for their rank; of more, the shorter come first."""

MOST_LOOSER = 8
"""Looser queries that are tried at each step."""

SATURATION, LENGTH_SHARE = 1.2, 0.75
"""The constants of BM25: how soon repetition stops counting, how much length weighs."""

Numbers = NDArray[np.int32]


def found(library: Searched, text: str, pack: str, *, limit: int, offset: int) -> Found:
    """Return one page of what `text` finds, and how much there is in all."""
    query = read(text)
    matches = matched(library, query, pack)
    if not matches:
        return _nothing(library, query, pack)
    page = matches.page(offset, offset + limit)
    passages = library.shelf.read([each.number for each in page])
    works = library.shelf.numbered()
    hits = []
    for each in page:
        passage = passages[each.number]
        spans = marked(passage.text, query)
        span = spans[0] if spans else (0, 0)
        citation = cite(works[each.work], passage)
        hits.append(Hit(passage, citation, round(100 * each.rank, 2), span, marked=spans))
    return Found(tuple(hits), len(matches), matches.works_found(), unread=query.unread)


def matched(library: Searched, query: Query, pack: str = "") -> Matches:
    """Return all passages that have what the query wants and nothing that it excludes, best first."""
    if not query.wanted and not query.filtered:
        return Matches.of([], None)
    asked = Asked(library, query, pack)
    found = [_in_part(part, asked) for part in library.index.parts]
    return Matches.of(found, _places(library.shelf) if query.cited or not query.wanted else None)


def _places(shelf: Shelf) -> NDArray[np.int64]:
    """Return the place of each work, by its number, in the order of the works."""
    works = list(shelf.numbered())
    places = np.zeros(max(works, default=0) + 1, np.int64)
    places[works] = range(len(works))
    return places


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with all that it is asked of; `pack` empty is the whole library. `lists` keeps what clauses may match."""

    library: Searched
    query: Query
    pack: str
    lists: dict[tuple[int, Clause], Numbers] = field(default_factory=dict)

    def perhaps(self, part: Part, clause: Clause) -> Numbers:
        """Return the entries of a part that may have the clause's words; worked out once."""
        key = (id(part), clause)
        if key not in self.lists:
            self.lists[key] = perhaps(part, clause)
        return self.lists[key]


def _in_part(part: Part, asked: Asked) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    segment = part.segment
    entries = entries_of(part, asked)
    ranks = _ranks(part, asked.library.index, asked.query.wanted, entries)
    return segment.numbers[entries], segment.works[entries], ranks


def entries_of(part: Part, asked: Asked) -> Numbers:
    """Return the entries of a part that have what the query wants and nothing that it excludes."""
    wanted = asked.query.wanted
    entries = all_of([asked.perhaps(part, each) for each in wanted]) if wanted else everything(part)
    for each in asked.query.clauses:
        if each.excluded:
            entries = without(entries, surely(part, each, both(entries, asked.perhaps(part, each))))
        else:
            entries = surely(part, each, entries)
    return narrowed(asked.library, asked.query, asked.pack, part, entries)


def everything(part: Part) -> Numbers:
    """Return all entries of a part that are texts of passages."""
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
        times = np.bincount(owners[forms(part, single)[there]], minlength=len(entries))
        weight = log(1 + index.entries / (np.count_nonzero(times) + 0.5))
        total += weight * times / (times + slack)
        most += weight
    return total / most if most else total


def _nothing(library: Searched, query: Query, pack: str) -> Found:
    """Return no hits, with a spelling that would find something and a looser query that does."""
    suggestion, broader = _suggestion(library, query, pack), _broader(library, query, pack)
    return Found((), 0, 0, suggestion, broader, query.unread)


def _suggestion(library: Searched, query: Query, pack: str) -> str:
    if sum(len(each.tokens) for each in query.clauses) > MOST_WORDS:
        return ""
    mended = tuple(corrected(library.index, each) for each in query.clauses)
    better = replace(named(library.shelf, query), clauses=mended)
    matches = matched(library, better, pack) if better != query else Matches.of([], None)
    if not matches:
        return ""
    (number,) = (each.number for each in matches.page(0, 1))
    text = library.shelf.read([number])[number].text
    spelled = [each if each in query.clauses else as_in(text, each) for each in mended]
    return replace(better, clauses=tuple(spelled)).written


def _broader(library: Searched, query: Query, pack: str) -> str:
    """Return what is left of the query when it asks for less: the looser query that finds most, words kept first.

    Of its words alone, the rarest is left: it says most about what was meant.
    """
    lists: dict[tuple[int, Clause], Numbers] = {}
    for looser in _looser(query):
        tried = [Asked(library, each, pack, lists) for each in looser[:MOST_LOOSER] if each.wanted]
        counted = [(sum(len(entries_of(part, each)) for part in library.index.parts), each.query) for each in tried]
        there = [pair for pair in counted if pair[0]]
        if there:
            _count, best = (min if _alone(there[0][1]) else max)(there, key=lambda pair: pair[0])
            return " ".join(each.written for each in best.clauses)
    return ""


def _alone(query: Query) -> bool:
    """Return whether one word is all that is asked."""
    return len(query.clauses) == 1 and not query.filtered


def _apart(clause: Clause) -> list[Clause]:
    """Return a clause for each word of a phrase that is asked for; any other clause as it is."""
    if clause.excluded or clause.open:
        return [clause]
    written = clause.written.strip('"“”„«»').split()
    spelled = written if len(written) == len(clause.tokens) else clause.tokens
    return [Clause((token,), each) for token, each in zip(clause.tokens, spelled, strict=True)]


def _looser(query: Query) -> Iterator[list[Query]]:
    """Yield queries without the filters, of a phrase's words apart, without one word, of one word, a step at a time."""
    clauses = query.clauses
    apart = tuple(single for each in clauses for single in _apart(each))
    if len(apart) > len(clauses):
        yield [replace(query, clauses=apart)]
    if query.filtered:
        yield [Query(clauses=clauses)]
    yield [Query(clauses=clauses[:place] + clauses[place + 1 :]) for place in range(len(clauses))]
    yield [Query(clauses=(each,)) for each in query.wanted]
