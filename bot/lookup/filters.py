"""Filters of a keyword search: by whom, in which work, on which topic, in which language, of which years."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.library.shelf import Shelf
from bot.library.tables import Wanted
from bot.library.work import Work
from bot.lookup.grammar import Query
from bot.lookup.index import Part
from bot.lookup.normalise import tokens

Numbers = NDArray[np.int32]


def narrowed(shelf: Shelf, query: Query, pack: str, part: Part, entries: Numbers) -> Numbers:
    """Return those of a part's entries that the filters let through."""
    if not query.filtered and not pack:
        return entries
    segment = part.segment
    works = [number for number, work in shelf.numbered().items() if _fits(work, query, pack)]
    entries = entries[np.isin(segment.works[entries], works)]
    if not (query.topics or query.languages or query.years):
        return entries
    wanted = Wanted(query.topics, tuple(each.lower() for each in query.languages), query.years)
    return entries[np.isin(segment.numbers[entries], shelf.chosen(segment.numbers[entries].tolist(), wanted))]


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
