"""A stock: what of a source may be posted, in reading order, and how a subscription takes from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from bot.calendar.rotation import Fits, Rotation, counted, shuffled, worded
from bot.calendar.subscription import Draw, Subscription
from bot.calendar.weights import interleaved
from bot.library.source import Source


class Shelf(Protocol):
    """As much of the library as choosing needs."""

    def keys(self, source: Source, *, postable: bool = False) -> Sequence[str]:
        """Return the keys of a source in reading order."""
        ...

    def stocked(self, source: Source) -> list[tuple[str, str, int]]:
        """Return key, work (as pack/work) and words of what may be posted of a source, in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class Stock:
    """Keys in reading order; by key the `works` they stand in and their `words`, where somebody asked by them."""

    keys: Sequence[str]
    works: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, shelf: Shelf, draw: Draw) -> Self:
        """Return what a shelf has for a draw."""
        if not draw.detailed:
            return cls(shelf.keys(draw.source, postable=True))
        rows = shelf.stocked(draw.source)
        return cls([key for key, _, _ in rows], {key: work for key, work, _ in rows}, {key: n for key, _, n in rows})

    def order(self, draw: Draw, seed: int, lap: int) -> Sequence[str]:
        """Return the order of one lap, counted from 0."""
        if draw.rotation is not Rotation.SHUFFLE:
            return self.keys
        order = shuffled(self.keys, seed, lap=lap)
        return interleaved(order, self.works, draw.weights, salt=f"{seed}/{lap}") if draw.weights else order

    def fits(self, subscription: Subscription) -> Fits:
        """Return how much one post of a subscription holds."""
        return worded(subscription.words, self.words) if subscription.words else counted(subscription.portion)
