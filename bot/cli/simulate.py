"""`commonplace simulate`: every post that a subscription would make, before anybody subscribes."""

import asyncio
import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.calendar import hour, occurrence, sources, wish, zones
from bot.calendar.days import Days
from bot.calendar.occurrence import Occurrence
from bot.calendar.order import fulfilled
from bot.calendar.subscription import Subscription
from bot.calendar.wish import Wish
from bot.chat import Place, Refusal
from bot.delivery.decks import Decks
from bot.library import pack as packs
from bot.library.passage import Passage
from bot.lookup.desk import Desk
from bot.lookup.lookup import Lookup
from bot.settings import Settings, WrongSetting, read
from bot.wording.wording import Wording

Read = TypeVar("Read")
YEARS = range(1900, 9001)
LONGEST = 36600
"""Days that are simulated at most: a hundred years."""
SHOWN = 60
"""Characters of a passage in a line for people."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post as it would be made; for a window, at its beginning."""

    occurrence: Occurrence
    passages: tuple[Passage, ...]


def simulate(
    words: Annotated[
        list[str] | None,
        typer.Argument(help='What one would write after /subscribe: "7 to 8 Berlin 200 words a day shuffled".'),
    ] = None,
    *,
    at: Annotated[str, typer.Option(help="The local time, for example 07:30.")] = "",
    zone: Annotated[str, typer.Option(help="The time zone or a city, for example Europe/Berlin.")] = "",
    weekdays: Annotated[str, typer.Option(help="Which days: daily, weekdays, weekends, mon,wed,fri.")] = "",
    source: Annotated[
        str, typer.Option("--pack", help="From this pack (or work, or topic); else the whole library.")
    ] = "",
    start: Annotated[str, typer.Option("--from", help="The first day, YYYY-MM-DD; else today.")] = "",
    days: Annotated[int, typer.Option(help="How many days, the first one included.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print every post that a subscription would make, by the calendar that the bot itself goes by.

    A shuffled order is one of those that chats have; a window's post comes at some minute of it, the same every day.
    """
    if not 1 <= days <= LONGEST:
        raise WrongSetting(f"--days: must be from 1 to {LONGEST}")
    asked = _asked(" ".join(words or ()), at, zone=zone, weekdays=weekdays, source=source)
    first = _first(start, ZoneInfo(asked.zone))
    posts, standing = asyncio.run(_posts(read(), asked, first, days))
    for line in (_lines if as_json else _shown)(posts, standing):
        sys.stdout.write(f"{line}\n")


def _read(option: str, value: str, reader: Callable[[str], Read]) -> Read:
    """Return an option's value as the chat would read it, or say in its words what is wrong with it."""
    try:
        return reader(value)
    except Refusal as refusal:
        told = Wording.load().label(refusal.message, **refusal.values)
        raise WrongSetting(f"{option}: {told}") from None


def _asked(words: str, at: str, *, zone: str, weekdays: str, source: str) -> Wish:
    """Return what the words ask for, and what the options say in their place."""
    asked = _read("simulate", words, wish.changes)
    if at:
        asked = replace(asked, at=_read("--at", at, hour.clock), window=None)
    if zone:
        asked = replace(asked, zone=_read("--zone", zone, zones.find))
    if weekdays:
        asked = replace(asked, days=Days(_read("--weekdays", weekdays, wish.weekdays)))
    if asked.at is None:
        raise WrongSetting("--at: say the local time, as --at 07:30 or in words")
    if not asked.zone:
        raise WrongSetting("--zone: say the time zone, as --zone Europe/Berlin or in words")
    return replace(asked, source=source or asked.source)


def _first(start: str, zone: ZoneInfo) -> date:
    try:
        first = date.fromisoformat(start) if start else datetime.now(UTC).astimezone(zone).date()
    except ValueError:
        raise WrongSetting(f"--from: {start!r} is no date; write it as 2026-03-01") from None
    if first.year not in YEARS:
        raise WrongSetting(f"--from: {start} is outside the years {YEARS.start} to {YEARS.stop - 1}")
    return first


async def _posts(settings: Settings, asked: Wish, first: date, days: int) -> tuple[list[Post], Subscription]:
    """Return the posts as the planner would choose them for a new subscription, and that subscription."""
    settings.data.mkdir(parents=True, exist_ok=True)
    folders = packs.folders(packs.bundled(), settings.packs)
    async with Desk.open(settings.index, folders) as desk:
        standing = await desk.ask(lambda lookup: _ordered(lookup, asked, first))
        decks = Decks(desk)
        await decks.prepare([standing.draw])
        due = occurrence.within(standing, first, days)
        return await desk.ask(lambda lookup: list(_chosen(lookup, decks, standing, due))), standing


def _ordered(lookup: Lookup, asked: Wish, first: date) -> Subscription:
    """Return the subscription that would be made on the first day."""
    source = _read("--pack", asked.source, lambda given: sources.read(lookup.shelf, given))
    weights = asked.manner.measure.weights
    if weights:
        named = tuple((_read("weights", each, lambda name: sources.work(lookup.shelf, name)), n) for each, n in weights)
        asked = replace(asked, manner=replace(asked.manner, measure=replace(asked.manner.measure, weights=named)))
    plain = Subscription(Place("console", "simulation"), time(), asked.zone, source=source)
    standing = fulfilled(asked, plain, datetime.combine(first, time(), plain.clock).astimezone(UTC))
    if not lookup.shelf.keys(standing.source, postable=True):
        held = lookup.shelf.count(standing.source)
        reason = "its licence does not allow posting it; `post = true` in its pack.toml does" if held else "it is empty"
        raise WrongSetting(f"--pack: nothing of {asked.source or 'the library'!r} can be posted: {reason}")
    return standing


def _chosen(lookup: Lookup, decks: Decks, standing: Subscription, due: Iterable[Occurrence]) -> Iterator[Post]:
    for each in due:
        chosen = decks.next(standing, each.day)
        if chosen:
            keys, cursor = chosen
            standing = replace(standing, cursor=cursor)
            found = (lookup.shelf.passage(key) for key in keys)
            yield Post(each, tuple(passage for passage in found if passage))


def _lines(posts: list[Post], standing: Subscription) -> Iterator[str]:
    for each in posts:
        row: dict[str, str | list[str]] = {
            "date": each.occurrence.day.isoformat(),
            "local": each.occurrence.local(standing.clock).isoformat(),
            "utc": each.occurrence.at.isoformat().replace("+00:00", "Z"),
            "passage": each.passages[0].key,
            "locator": each.passages[0].locator,
        }
        if len(each.passages) > 1:
            row["passages"] = [passage.key for passage in each.passages]
        if standing.window:
            row["until"] = _end(each, standing).isoformat()
        yield json.dumps(row, ensure_ascii=False)


def _shown(posts: list[Post], standing: Subscription) -> Iterator[str]:
    """Yield a line for each post, for people."""
    width = max((len(_places(each)) for each in posts), default=0)
    for each in posts:
        local, utc = each.occurrence.local(standing.clock), each.occurrence.at
        until = f"–{_end(each, standing):%H:%M}" if standing.window else ""
        begins = textwrap.shorten(each.passages[0].text, SHOWN, placeholder=" …")
        yield f"{local:%a %Y-%m-%d %H:%M}{until}{local: %Z}  {utc:%H:%M}Z  {_places(each):{width}}  {begins}"
    if not posts:
        yield "Nothing is due in these days."


def _end(post: Post, standing: Subscription) -> datetime:
    """Return when the window of a post is over."""
    length = standing.window.length if standing.window else 0
    return (post.occurrence.at + timedelta(minutes=length)).astimezone(standing.clock)


def _places(post: Post) -> str:
    first, last = post.passages[0].locator, post.passages[-1].locator
    return first if first == last else f"{first} … {last}"
