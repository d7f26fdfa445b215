"""Filters of a keyword search: by whom, in which work, on which topic, in which language, of which years."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.library.shelf import Shelf
from bot.library.work import Work
from bot.lookup.grammar import Query
from bot.lookup.normalise import tokens


def numbers(shelf: Shelf, query: Query, pack: str) -> NDArray[np.int32]:
    """Return the numbers of the passages that the filters let through, sorted."""
    works = [number for number, work in shelf.numbered().items() if _fits(work, query, pack)]
    chosen = shelf.chosen(works, query.topics, [each.lower() for each in query.languages], query.years)
    return np.array(chosen, np.int32)


def _fits(work: Work, query: Query, pack: str) -> bool:
    if pack not in ("", work.pack):
        return False
    return all(_named(each, (work.author, work.translator)) for each in query.by) and all(
        _named(each, (work.pack, work.id, work.title, work.short, *work.names)) for each in query.within
    )


def _named(wanted: str, names: Sequence[str]) -> bool:
    """Return whether every word of `wanted` begins a word of one of the names."""
    words = tokens(wanted)
    return any(all(any(own.startswith(word) for own in tokens(name)) for word in words) for name in names)
