"""An order: what was wished for, as a subscription; the same for a new one and for a change."""

from dataclasses import replace
from datetime import datetime

from bot.calendar import occurrence
from bot.calendar.days import Days
from bot.calendar.rotation import Cursor
from bot.calendar.subscription import Subscription
from bot.calendar.wish import Wish


def fulfilled(wish: Wish, given: Subscription, now: datetime) -> Subscription:
    """Return a subscription with what was wished for; of what was not said it keeps its own.

    Zone and source are resolved before. Another order begins at its beginning.
    """
    how = wish.manner
    rotation = how.rotation or given.rotation
    wished = replace(
        given,
        at=given.at if wish.at is None else wish.at,
        days=_days(wish, given.days),
        paused_until=None if wish.resume else wish.pause or given.paused_until,
        silent=given.silent if how.silent is None else how.silent,
        portion=how.portion or given.portion,
        format=how.format or given.format,
        quiet=None if how.loud else how.quiet or given.quiet,
        rotation=rotation,
        cursor=given.cursor if rotation is given.rotation else Cursor(),
    )
    return _counted(wished, now) if wish.days or not given.id else wished


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
