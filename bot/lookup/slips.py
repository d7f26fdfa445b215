"""Slips of the pen: words within one or two keystrokes, found by what is left when a letter is taken out of each.

Two words that differ by one letter put in, left out, changed or swapped with its neighbour share a remainder. The
remainders are kept as 32-bit hashes; what is found through them is checked letter by letter by the caller.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

BASE = 0x01000193
SHORTEST, LONGEST = 3, 24
"""Letters of a word that is worth mending."""


def remainders(words: Sequence[str]) -> Hashes:
    """Return, for words of one length n, their hash and the n hashes with a letter left out: shape (words, n + 1)."""
    length = len(words[0])
    letters = np.array([[ord(each) for each in word] for word in words], np.uint32)
    before = np.zeros((len(words), length + 1), np.uint32)
    after = np.zeros((len(words), length + 1), np.uint32)
    powers = np.array([pow(BASE, place, 1 << 32) for place in range(length + 1)], np.uint32)
    for place in range(length):
        before[:, place + 1] = before[:, place] * np.uint32(BASE) + letters[:, place]
    for place in range(length - 1, -1, -1):
        after[:, place] = letters[:, place] * powers[length - 1 - place] + after[:, place + 1]
    left_out = before[:, :length] * powers[length - 1 :: -1][:length] + after[:, 1:]
    return np.concatenate([before[:, -1:], left_out], axis=1)


def _remainders(word: str) -> list[int]:
    """Return what `remainders` does for one word, without the cost of arrays."""
    wrap = 0xFFFFFFFF
    before, found = 0, []
    letters = [ord(each) for each in word]
    for place, letter in enumerate(letters):
        rest = before
        for each in letters[place + 1 :]:
            rest = (rest * BASE + each) & wrap
        found.append(rest)
        before = (before * BASE + letter) & wrap
    return [before, *found]


def table(words: Sequence[str], numbers: Sequence[int]) -> tuple[Hashes, NDArray[np.int32]]:
    """Return the remainders of all words, sorted, and the number of the word that each is of."""
    by_length: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        if SHORTEST <= len(word) <= LONGEST:
            by_length.setdefault(len(word), []).append(place)
    hashes = [np.zeros(0, np.uint32)]
    owners = [np.zeros(0, np.int32)]
    for length, places in by_length.items():
        hashes.append(remainders([words[each] for each in places]).reshape(-1))
        owners.append(np.repeat(np.array([numbers[each] for each in places], np.int32), length + 1))
    joined, owned = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(joined)
    return joined[order], owned[order]


def near(word: str, hashes: Hashes, owners: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the numbers of words that share a remainder with `word`, each once."""
    if not SHORTEST <= len(word) <= LONGEST:
        return np.zeros(0, np.int32)
    wanted = np.array(_remainders(word), np.uint32)
    first, last = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
    found = [owners[low:high] for low, high in zip(first, last, strict=True) if low < high]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)


def signatures(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return, for each word, the pairs of letters in it (its edges counted) as bits of 64."""
    return np.fromiter(map(signature, words), np.uint64, len(words))


def signature(word: str) -> int:
    """Return one word's pairs of letters as bits of 64."""
    bits = 0
    before = 95
    for letter in word.encode():
        bits |= 1 << ((before * 31 + letter * 7) & 63)
        before = letter
    return bits | 1 << ((before * 31 + 95 * 7) & 63)


def alike(word: str, known: NDArray[np.uint64], most: int) -> NDArray[np.intp]:
    """Return the places of the words that share most pairs of letters with `word`, in no order."""
    wanted = np.uint64(signature(word))
    shared = np.bitwise_count(known & wanted).astype(np.int16) * 2 - np.bitwise_count(known)
    return np.argpartition(shared, -most)[-most:] if len(shared) > most else np.arange(len(shared))
