"""A label: how a subscription's source is shown, and when it will have been read to its end."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.calendar import occurrence, sources
from bot.calendar.rotation import Rotation
from bot.calendar.subscription import Subscription
from bot.lookup.lookup import Lookup

FORESEEN = 3660
"""Posts to look ahead at most: ten years of every day."""


@dataclass(frozen=True, slots=True)
class Label:
    """`source` is empty for the whole library; `ends` is the local date of this lap's last post, where foreseen."""

    source: str
    ends: date | None = None


def described(lookup: Lookup, subscription: Subscription) -> Label:
    """Return the label of a subscription as the library stands."""
    return Label(sources.label(lookup.shelf, subscription.source), _ends(lookup, subscription))


def _ends(lookup: Lookup, subscription: Subscription) -> date | None:
    """Return when a pack or a work will be through, at the pace of its subscription."""
    source, done = subscription.source, subscription.cursor.position + 1
    if subscription.rotation is Rotation.DATE or not source.pack or not subscription.next_day:
        return None
    if lookup.shelf.count(source) - done > FORESEEN * subscription.portion:
        return None
    left = len(lookup.shelf.keys(source, postable=True)) - done
    posts = -(-left // subscription.portion)
    if posts < 1:
        return None
    coming = occurrence.since(subscription, subscription.next_day)
    return next((each.day for each in islice(coming, posts - 1, posts)), None)
