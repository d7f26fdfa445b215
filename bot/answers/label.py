"""A label: how a subscription's source is shown, and when it will have been read to its end."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from bot.calendar import occurrence, sources
from bot.calendar.rotation import Rotation, take
from bot.calendar.stock import Stock
from bot.calendar.subscription import Subscription
from bot.library.source import Source
from bot.lookup.lookup import Lookup

FORESEEN = 3660
"""Posts to look ahead at most: ten years of every day."""


@dataclass(frozen=True, slots=True)
class Label:
    """`source` is empty for the whole library; `ends` is the local date of this lap's last post, where foreseen.

    `weights` are works by their titles; `missed` counts the posts that can be caught up with.
    """

    source: str
    ends: date | None = None
    weights: tuple[tuple[str, int], ...] = ()
    missed: int = 0


def described(lookup: Lookup, subscription: Subscription) -> Label:
    """Return the label of a subscription as the library stands."""
    heavy = tuple((_title(lookup, work), weight) for work, weight in subscription.weights)
    return Label(sources.label(lookup.shelf, subscription.source), _ends(lookup, subscription), heavy)


def _title(lookup: Lookup, named: str) -> str:
    pack, _, work = named.partition("/")
    return sources.label(lookup.shelf, Source(pack, work))


def _ends(lookup: Lookup, subscription: Subscription) -> date | None:
    """Return when a pack or a work will be through, at the pace of its subscription."""
    source = subscription.source
    if subscription.rotation is Rotation.DATE or not source.pack or not subscription.next_day:
        return None
    left = lookup.shelf.count(source) - subscription.cursor.position
    if left > FORESEEN * max(subscription.portion, subscription.words):
        return None
    posts = _posts(Stock.read(lookup.shelf, subscription.draw), subscription)
    if not 1 <= posts <= FORESEEN:
        return None
    coming = occurrence.since(subscription, subscription.next_day)
    return next((each.day for each in islice(coming, posts - 1, posts)), None)


def _posts(stock: Stock, subscription: Subscription) -> int:
    """Return how many posts are left of the lap that the next one belongs to."""
    if not subscription.words:
        left = len(stock.keys) - subscription.cursor.position - 1
        return -(-(left if left > 0 else len(stock.keys)) // subscription.portion)
    deck = cache(lambda lap: stock.order(subscription.draw, subscription.seed, lap))
    step = take(deck, subscription.cursor, stock.fits(subscription))
    lap, posts = step[1].lap if step else 0, 0
    while step and step[1].lap == lap and posts <= FORESEEN:
        posts += 1
        step = take(deck, step[1], stock.fits(subscription))
    return posts
