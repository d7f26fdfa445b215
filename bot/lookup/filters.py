"""Filters of a keyword search: by whom, in which work, on which topic, in which language, of which years."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.library.work import Work
from bot.lookup.grammar import Query
from bot.lookup.index import Part
from bot.lookup.normalise import tokens
from bot.lookup.searched import Searched
from bot.lookup.traits import UNDATED, Columns

Numbers = NDArray[np.int32]
LATEST = np.iinfo(np.int32).max


def narrowed(library: Searched, query: Query, pack: str, part: Part, entries: Numbers) -> Numbers:
    """Return those of a part's entries that the filters let through."""
    if query.by or query.within or pack:
        works = [number for number, work in library.shelf.numbered().items() if _fits(work, query, pack)]
        entries = entries[np.isin(part.segment.works[entries], works)]
    if query.topics:
        entries = library.traits.on_topics(part, entries, query.topics)
    if query.languages:
        entries = entries[_spoken(library.traits.of(part), entries, query.languages)]
    return entries[_of_years(library.traits.of(part).told[entries], query.years)] if query.years else entries


def _spoken(columns: Columns, entries: Numbers, languages: Sequence[str]) -> NDArray[np.bool_]:
    wanted = [
        any(tongue == each or tongue.startswith(f"{each}-") for each in map(str.lower, languages))
        for tongue in columns.tongues
    ]
    return np.array(wanted, np.bool_)[columns.languages[entries]]


def _of_years(told: Numbers, years: tuple[int | None, int | None]) -> NDArray[np.bool_]:
    first, last = (limit if each is None else each for each, limit in zip(years, (UNDATED + 1, LATEST), strict=True))
    return (told >= first) & (told <= last)


def _fits(work: Work, query: Query, pack: str) -> bool:
    if pack not in ("", work.pack):
        return False
    return all(names_one(each, (work.author, work.translator)) for each in query.by) and all(
        names_one(each, (work.pack, work.id, work.title, work.short, *work.names)) for each in query.within
    )


def names_one(wanted: str, names: Sequence[str]) -> bool:
    """Return whether every word of `wanted` begins a word of one of the names."""
    words = tokens(wanted)
    return any(all(any(own.startswith(word) for own in tokens(name)) for word in words) for name in names)
