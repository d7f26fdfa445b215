"""A vocabulary: words numbered in the order of their UTF-8 bytes, so that a prefix is a range of numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


STRIDE = 32
"""Every so many words one is kept at hand, to begin a search near its end."""


RECENT = 4096
"""Words, and numbers of words, kept at hand: the common ones are asked for again and again."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`letters` are all words' UTF-8 one after the other; word n ends at `ends[n + 1]` and begins at `ends[n]`."""

    letters: memoryview
    ends: Numbers
    landmarks: list[bytes] = field(default_factory=list)
    recent: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.landmarks.extend(map(self._bytes, range(0, len(self), STRIDE)))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        found = self.recent.get(number)
        return found if found is not None else self._kept(self.recent, number, self._bytes(number).decode())

    def number(self, word: str) -> int:
        """Return the word's number, -1 where there is none."""
        number = self.numbers.get(word)
        if number is None:
            number = self._kept(self.numbers, word, self._number(word))
        return number

    def starting(self, prefix: str) -> tuple[int, int]:
        """Return the numbers [first, last) of the words that start so."""
        wanted = prefix.encode(errors="replace")
        return self._first_from(wanted), self._first_from(wanted + b"\xff")

    def _number(self, word: str) -> int:
        wanted = word.encode(errors="replace")
        found = self._first_from(wanted)
        return found if found < len(self) and self._bytes(found) == wanted else -1

    @staticmethod
    def _kept(at_hand: dict[Key, Value], key: Key, value: Value) -> Value:
        """Keep an answer at hand; when there are too many, all are let go."""
        if len(at_hand) >= RECENT:
            at_hand.clear()
        at_hand[key] = value
        return value

    def _bytes(self, number: int) -> bytes:
        return bytes(self.letters[self.ends[number] : self.ends[number + 1]])

    def _first_from(self, wanted: bytes) -> int:
        """Return the number of the first word that is not before `wanted`."""
        high = bisect_right(self.landmarks, wanted) * STRIDE
        low, high = max(high - STRIDE, 0), min(high, len(self))
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._bytes(middle) < wanted else (low, middle)
        return low


def packed(words: Sequence[bytes]) -> tuple[NDArray[np.uint8], Numbers]:
    """Return the letters and ends of sorted words."""
    ends = np.zeros(len(words) + 1, np.int32)
    np.cumsum([len(each) for each in words], out=ends[1:])
    return np.frombuffer(b"".join(words), np.uint8), ends
