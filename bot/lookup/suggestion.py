"""Suggestions: the word that was probably meant where the library does not have the one written."""

from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.lookup import slips
from bot.lookup.grammar import Clause
from bot.lookup.index import Index, Part
from bot.lookup.matching import having

SHORTLIST = 40
SHORTEST = 3
"""Letters of a word that something may be suggested for: in a shorter one every slip is too far."""

MOST_WORDS = 24
"""Words of a query that is mended; nobody wants to read a longer suggestion."""

FARTHEST = 0.4
"""Keystrokes amiss, as a share of the word's length, beyond which nothing is suggested."""


def corrected(index: Index, clause: Clause) -> Clause:
    """Return the clause with each word that the library does not have replaced by the likeliest that it has."""
    if clause.excluded or clause.open:
        return clause
    better = tuple(_better(index, each) for each in clause.tokens)
    if better == clause.tokens:
        return clause
    written = " ".join(better)
    return replace(clause, tokens=better, written=f'"{written}"' if len(better) > 1 else written)


def _better(index: Index, token: str) -> str:
    if len(token) < SHORTEST or any(len(having(part, token)) for part in index.parts):
        return token
    found = [each for part in index.parts for each in _near(part, token)]
    return min(found, default=(0.0, 0, token))[2]


def _near(part: Part, token: str) -> list[tuple[float, int, str]]:
    """Return words alike as (how far, minus how frequent, word)."""
    segment = part.segment
    shortlist = {*slips.near(token, segment.slip_hashes, segment.slip_owners).tolist()}
    shortlist |= {*slips.alike(token, segment.signatures, SHORTLIST).tolist()}
    words = ((part.words[form], int(segment.counts[form])) for form in shortlist)
    measured = [(OSA.distance(token, word) / max(len(token), 1), -count, word) for word, count in words]
    return [each for each in measured if each[0] <= FARTHEST]
