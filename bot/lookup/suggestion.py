"""Suggestions: the word that was probably meant where the library does not have the one written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.library.shelf import Shelf
from bot.lookup import slips
from bot.lookup.filters import names_one
from bot.lookup.grammar import Clause, Query
from bot.lookup.index import Index, Part
from bot.lookup.matching import having
from bot.lookup.normalise import tokens
from bot.lookup.words import words

SHORTLIST = 40
SHORTEST = 3
"""Letters of a word that something may be suggested for: in a shorter one every slip is too far."""

MOST_WORDS = 24
"""Words of a query that is mended; nobody wants to read a longer suggestion."""

AMISS = 4
"""Letters of a word for each keystroke that may be amiss in it: one in up to six letters, two in seven to ten."""


def corrected(index: Index, clause: Clause) -> Clause:
    """Return the clause with each word that the library does not have replaced by the likeliest that it has."""
    if clause.excluded or clause.open:
        return clause
    better = tuple(_better(index, each) for each in clause.tokens)
    if better == clause.tokens:
        return clause
    written = " ".join(better)
    return replace(clause, tokens=better, written=f'"{written}"' if len(better) > 1 else written)


def as_in(text: str, clause: Clause) -> Clause:
    """Return a mended clause with its words spelled as a passage has them, which has them all."""
    spelled = {each.token: text[each.start : each.end].lower() for each in words(text)}
    written = " ".join(spelled.get(each, each) for each in clause.tokens)
    return replace(clause, written=f'"{written}"' if len(clause.tokens) > 1 else written)


def _better(index: Index, token: str) -> str:
    if len(token) < SHORTEST or any(len(having(part, token)) for part in index.parts):
        return token
    found = [each for part in index.parts for each in _near(part, token)]
    return min(found, default=(0, 0, token))[2]


def _near(part: Part, token: str) -> list[tuple[int, int, str]]:
    """Return words alike as (how far, minus how frequent, word)."""
    segment = part.segment
    shortlist = {*slips.near(token, segment.slip_hashes, segment.slip_owners).tolist()}
    shortlist |= {*slips.alike(token, segment.signatures, SHORTLIST).tolist()}
    known = ((part.words[form], int(segment.counts[form])) for form in shortlist)
    measured = [(OSA.distance(token, word), -count, word) for word, count in known]
    return [each for each in measured if each[0] <= _most(token)]


def named(shelf: Shelf, query: Query) -> Query:
    """Return the query with each filter that lets nothing through replaced by the likeliest name that does."""
    works = shelf.numbered().values()
    authors = [name for work in works for name in (work.author, work.translator)]
    titles = [name for work in works for name in (work.pack, work.id, work.title, work.short, *work.names)]
    return replace(
        query,
        by=tuple(_known(each, authors) for each in query.by),
        within=tuple(_known(each, titles) for each in query.within),
        topics=tuple(_nearest(each, shelf.topics()) for each in query.topics),
    )


def _known(wanted: str, names: Sequence[str]) -> str:
    """Return the name that was probably meant, word by word; what was written where a name has it or none is near."""
    if names_one(wanted, names):
        return wanted
    known = {word for name in names for word in tokens(name)}
    return " ".join(_nearest(each, known) for each in tokens(wanted)) or wanted


def _nearest(token: str, known: Iterable[str]) -> str:
    near = min(((OSA.distance(token.lower(), each.lower()), each) for each in known), default=(0, token))
    return near[1] if near[0] <= _most(token) else token


def _most(token: str) -> int:
    """Return how many keystrokes may be amiss in a word."""
    return max(1, (len(token) + 1) // AMISS)
