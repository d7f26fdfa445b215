"""Weights: how often each work of a shuffled source comes."""

import hashlib
from collections.abc import Mapping, Sequence

Weights = tuple[tuple[str, int], ...]
"""Works (as pack/work), each with its weight; a work that is not named weighs 1."""

MOST = 20
"""The heaviest that a work may be."""
SPAN = 2**64


def read(text: str) -> Weights:
    """Return the weights that `written` wrote."""
    pairs = (each.rpartition("=") for each in text.split())
    return tuple((work, int(weight)) for work, _, weight in pairs)


def written(weights: Weights) -> str:
    """Return weights as one line; neither packs nor works have blanks in their names."""
    return " ".join(f"{work}={weight}" for work, weight in weights)


def interleaved(order: Sequence[str], works: Mapping[str, str], weights: Weights, *, salt: str) -> list[str]:
    """Return shuffled keys so that each work comes by its weight: of 3 to 1, three of four, until one is used up.

    Within a work the keys keep their order. Of two works alike each comes every other time, in a turn that `salt`
    decides. `works` are by key.
    """
    heavy, seen = dict(weights), dict[str, int]()
    place: dict[str, float] = {}
    for key in order:
        work = works[key]
        turn = seen[work] = seen.get(work, 0) + 1
        place[key] = (turn - 1 + _chance(f"{salt}/{key}")) / heavy.get(work, 1)
    return sorted(order, key=place.__getitem__)


def _chance(text: str) -> float:
    """Return a number in [0, 1) that is the same for the same text on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) / SPAN
