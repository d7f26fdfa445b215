"""An order: what was wished for, as a subscription; the same for a new one and for a change."""

from dataclasses import replace
from datetime import datetime

from bot.calendar import occurrence
from bot.calendar.days import Days
from bot.calendar.measure import Measure
from bot.calendar.rotation import Cursor, Rotation
from bot.calendar.subscription import Subscription
from bot.calendar.weights import Weights
from bot.calendar.wish import Wish
from bot.library.source import Source


def fulfilled(wish: Wish, given: Subscription, now: datetime) -> Subscription:
    """Return a subscription with what was wished for; of what was not said it keeps its own.

    Zone, source and the works that have weights are resolved before. Another order, or other lengths, begin anew.
    """
    how = wish.manner
    rotation = _rotation(wish, given)
    wished = replace(
        given,
        at=given.at if wish.at is None else wish.at,
        days=_days(wish, given.days),
        paused_until=None if wish.resume else wish.pause or given.paused_until,
        silent=given.silent if how.silent is None else how.silent,
        window=given.window if wish.at is None else wish.window and wish.window.of(given.id),
        portion=how.measure.portion or given.portion,
        words=how.measure.words or (0 if how.measure.portion else given.words),
        source=_within(how.measure, given.source),
        weights=_weights(how.measure, given) if rotation is Rotation.SHUFFLE else (),
        format=how.format or given.format,
        herald=given.herald if how.hidden is None else replace(given.herald, hidden=how.hidden),
        quiet=None if how.loud else how.quiet or given.quiet,
        rotation=rotation,
    )
    wished = replace(wished, cursor=_again(wished, given))
    return _counted(wished, now) if wish.days or not given.id else wished


def _rotation(wish: Wish, given: Subscription) -> Rotation:
    """Return the order wished for; whoever gives weights wants works mixed."""
    mixed = Rotation.SHUFFLE if wish.manner.measure.weights else given.rotation
    return wish.manner.rotation or mixed


def _within(measure: Measure, source: Source) -> Source:
    """Return a source within the lengths wished for."""
    if measure.shortest is None or measure.longest is None:
        return source
    return replace(source, shortest=measure.shortest, longest=measure.longest)


def _weights(measure: Measure, given: Subscription) -> Weights:
    return given.weights if measure.weights is None else measure.weights


def _again(wished: Subscription, given: Subscription) -> Cursor:
    """Return where a changed order goes on: where it stood, unless its passages now come in another order."""
    same = (wished.source, wished.rotation, wished.weights) == (given.source, given.rotation, given.weights)
    return given.cursor if same else Cursor()


def _days(wish: Wish, own: Days) -> Days:
    """Return the days wished for within the dates wished for."""
    end = None if wish.endless else wish.end or own.end
    if not wish.days:
        return replace(own, start=wish.start or own.start, end=end)
    return replace(wish.days, start=wish.start or (own.start if wish.days.every == 1 else None), end=end)


def _counted(wished: Subscription, now: datetime) -> Subscription:
    """Return the order of every n days counted from its first day; any other as it is."""
    if wished.days.every == 1 or wished.days.start:
        return wished
    first = occurrence.first(replace(wished, days=replace(wished.days, every=1)), now)
    return replace(wished, days=replace(wished.days, start=first.day)) if first else wished
