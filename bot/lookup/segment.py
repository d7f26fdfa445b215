"""A segment: the tokens of some passages, and for every stem the passages that have it. Arrays only, never changed.

An entry is a passage's text or one of its popular forms. Entries stand in the shelf's order, texts first.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.library.shelved import Row
from bot.lookup import slips
from bot.lookup.inversion import MOST, Inverted, inverted, occurrences
from bot.lookup.normalise import letters_of, word
from bot.lookup.stem import stem
from bot.lookup.vocabulary import packed

Numbers = NDArray[np.int32]
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Segment:
    """All that is known of some entries.

    `numbers`, `works`, `forms`: the passage, its work and which popular form (0: the text) of each entry; `starts`:
    where its tokens begin in `stream`, the numbers of all word forms in reading order. `stems` and `counts` belong to
    a word form: its stem, how often it occurs. `family[family_starts[s] : family_starts[s + 1]]` are the word forms of
    stem s, `posts[post_starts[s] : post_starts[s + 1]]` the entries that have it. `ranks` numbers the frequent stems
    (-1: not one); the first `common[0]` of them are too common to look up alone. Pairs of frequent stems that stand
    side by side have their own lists.
    """

    numbers: Numbers
    works: Numbers
    forms: NDArray[np.int16]
    starts: Numbers
    stream: Numbers
    letters: NDArray[np.uint8]
    ends: Numbers
    stems: Numbers
    counts: Numbers
    stem_letters: NDArray[np.uint8]
    stem_ends: Numbers
    stem_counts: Numbers
    family_starts: Numbers
    family: Numbers
    ranks: Numbers
    common: Numbers
    post_starts: Numbers
    posts: Numbers
    pair_keys: NDArray[np.int64]
    pair_starts: Numbers
    pair_posts: Numbers
    slip_hashes: NDArray[np.uint32]
    slip_owners: Numbers
    signatures: NDArray[np.uint64]

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return len(self.numbers)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return every array by name, to be kept in a file."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


class _Gathered(dict[str, int]):
    """Numbers words in the order met; letters as they come are mapped to their word only once."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {}

    def __missing__(self, letters: str) -> int:
        number = self.words.setdefault(word(letters), len(self.words))
        self[letters] = number
        return number


def build(rows: Iterable[Row], *, room: Path | None = None, most: int = MOST) -> Segment:
    """Return the segment of those passages; what is too large for memory meanwhile is kept in the folder `room`.

    At most about `most` tokens are sorted at a time.
    """
    return _segment(*_read(rows), room=room, most=most)


def _read(rows: Iterable[Row]) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Return the entries of the passages, and the words whose numbers they are made of."""
    gathered = _Gathered()
    texts, popular = _Entries(gathered), _Entries(gathered)
    for row in rows:
        texts.add(row, 0, row.text)
        for which, form in enumerate(row.forms, 1):
            popular.add(row, which, form)
    return texts.joined(popular), list(gathered.words)


class _Entries:
    """Entries being gathered, their tokens as the numbers met."""

    def __init__(self, gathered: _Gathered) -> None:
        self._number = gathered.__getitem__
        self.numbers = array("i")
        self.works = array("i")
        self.forms = array("h")
        self.starts = array("i", [0])
        self.stream = array("i")

    def add(self, row: Row, form: int, text: str) -> None:
        self.stream.extend(map(self._number, letters_of(text).split()))
        self.numbers.append(row.number)
        self.works.append(row.work)
        self.forms.append(form)
        self.starts.append(len(self.stream))

    def joined(self, more: "_Entries") -> dict[str, NDArray[Any]]:
        """Return the arrays of these entries with more after them; these are used up."""
        before = len(self.stream)
        self.stream.extend(more.stream)
        return {
            "numbers": np.array(self.numbers + more.numbers, np.int32),
            "works": np.array(self.works + more.works, np.int32),
            "forms": np.array(self.forms + more.forms, np.int16),
            "starts": np.array(self.starts + array("i", [before + each for each in more.starts[1:]]), np.int32),
            "stream": np.frombuffer(self.stream, np.int32) if self.stream else np.zeros(0, np.int32),
        }


def _segment(entries: dict[str, NDArray[Any]], met: list[str], *, room: Path | None, most: int) -> Segment:
    """Return the segment of entries whose tokens are numbered as `met`; they are numbered anew in place."""
    order = sorted(range(len(met)), key=met.__getitem__)
    renumbered = np.empty(len(met), np.int32)
    renumbered[order] = np.arange(len(met), dtype=np.int32)
    words = [met[each] for each in order]
    stream = entries["stream"]
    for first in range(0, len(stream), MOST):
        stream[first : first + MOST] = renumbered[stream[first : first + MOST]]
    letters, ends = packed([each.encode() for each in words])
    stems, roots = _stems(words)
    stem_letters, stem_ends = packed([each.encode() for each in roots])
    hashes, owners = slips.table(*_mendable(words))
    found: Inverted = inverted(stream, entries["starts"], stems, roots, room=room, most=most)
    return Segment(
        **entries,
        letters=letters,
        ends=ends,
        stems=stems,
        counts=occurrences(stream, len(words)),
        family=np.argsort(stems, kind="stable").astype(np.int32),
        family_starts=np.searchsorted(np.sort(stems), np.arange(len(roots) + 1)).astype(np.int32),
        stem_letters=stem_letters,
        stem_ends=stem_ends,
        slip_hashes=hashes,
        slip_owners=owners,
        signatures=slips.signatures(words),
        **found,
    )


def _stems(words: list[str]) -> tuple[Numbers, list[str]]:
    """Return the stem of each word by its number, and all stems in order."""
    of_words = [stem(each) for each in words]
    roots = sorted(set(of_words))
    number = {root: place for place, root in enumerate(roots)}
    return np.array([number[each] for each in of_words], np.int32), roots


def _mendable(words: list[str]) -> tuple[list[str], list[int]]:
    """Return the words in which a slip can be mended, with their numbers: letters only."""
    chosen = [(each, number) for number, each in enumerate(words) if each.isalpha()]
    return [each for each, _number in chosen], [number for _each, number in chosen]
