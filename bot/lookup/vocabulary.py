"""A vocabulary: words numbered in the order of their UTF-8 bytes, so that a prefix is a range of numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


STRIDE = 32
"""Every so many words one is kept at hand, to begin a search near its end."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`letters` are all words' UTF-8 one after the other; word n ends at `ends[n + 1]` and begins at `ends[n]`."""

    letters: memoryview
    ends: Numbers
    landmarks: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.landmarks.extend(map(self._bytes, range(0, len(self), STRIDE)))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def number(self, word: str) -> int:
        """Return the word's number, -1 where there is none."""
        wanted = word.encode(errors="replace")
        found = self._first_from(wanted)
        return found if found < len(self) and self._bytes(found) == wanted else -1

    def starting(self, prefix: str) -> tuple[int, int]:
        """Return the numbers [first, last) of the words that start so."""
        wanted = prefix.encode(errors="replace")
        return self._first_from(wanted), self._first_from(wanted + b"\xff")

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
