"""`commonplace simulate`: every post that a subscription would make, before anybody subscribes."""

import asyncio
import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import typer

from bot.calendar import hour, occurrence, sources, wish, zones
from bot.calendar.days import EVERY_DAY, Days
from bot.calendar.occurrence import Occurrence
from bot.calendar.rotation import Cursor, Rotation, advance, deck
from bot.calendar.subscription import Subscription
from bot.chat import Place, Refusal
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
    """One post as it would be made."""

    occurrence: Occurrence
    passage: Passage


def simulate(
    *,
    at: Annotated[str, typer.Option(help="The local time, for example 07:30.")],
    zone: Annotated[str, typer.Option(help="The time zone or a city, for example Europe/Berlin.")],
    weekdays: Annotated[str, typer.Option(help="Which days: daily, weekdays, weekends, mon,wed,fri.")] = "daily",
    source: Annotated[
        str, typer.Option("--pack", help="From this pack (or work, or topic); else the whole library.")
    ] = "",
    start: Annotated[str, typer.Option("--from", help="The first day, YYYY-MM-DD; else today.")] = "",
    days: Annotated[int, typer.Option(help="How many days, the first one included.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Print every post that a daily subscription would make."""
    if not 1 <= days <= LONGEST:
        raise WrongSetting(f"--days: must be from 1 to {LONGEST}")
    standing = Subscription(
        Place("console", "simulation"),
        _read("--at", at, hour.clock),
        _read("--zone", zone, zones.find),
        Days(_read("--weekdays", weekdays, wish.weekdays) if weekdays else EVERY_DAY),
    )
    first = _first(start, standing)
    posts = asyncio.run(_posts(read(), source, list(occurrence.within(standing, first, days))))
    for line in (_lines if as_json else _shown)(posts, standing):
        sys.stdout.write(f"{line}\n")


def _read(option: str, value: str, reader: Callable[[str], Read]) -> Read:
    """Return an option's value as the chat would read it, or say in its words what is wrong with it."""
    try:
        return reader(value)
    except Refusal as refusal:
        told = Wording.load().label(refusal.message, **refusal.values)
        raise WrongSetting(f"{option}: {told}") from None


def _first(start: str, standing: Subscription) -> date:
    try:
        first = date.fromisoformat(start) if start else datetime.now(UTC).astimezone(standing.clock).date()
    except ValueError:
        raise WrongSetting(f"--from: {start!r} is no date; write it as 2026-03-01") from None
    if first.year not in YEARS:
        raise WrongSetting(f"--from: {start} is outside the years {YEARS.start} to {YEARS.stop - 1}")
    return first


async def _posts(settings: Settings, words: str, due: list[Occurrence]) -> list[Post]:
    settings.data.mkdir(parents=True, exist_ok=True)
    folders = packs.folders(packs.bundled(), settings.packs)
    async with Desk.open(settings.index, folders) as desk:
        return await desk.ask(lambda lookup: list(_chosen(lookup, words, due)))


def _chosen(lookup: Lookup, words: str, due: list[Occurrence]) -> Iterator[Post]:
    """Yield the posts as the planner would choose them for a new subscription."""
    source = _read("--pack", words, lambda given: sources.read(lookup.shelf, given))
    keys = lookup.shelf.keys(source, postable=True)
    if not keys:
        held = lookup.shelf.count(source)
        reason = "its licence does not allow posting it; `post = true` in its pack.toml does" if held else "it is empty"
        raise WrongSetting(f"--pack: nothing of {words or 'the library'!r} can be posted: {reason}")
    for each, key in zip(due, _in_turn(keys), strict=False):
        passage = lookup.shelf.passage(key)
        if passage:
            yield Post(each, passage)


def _in_turn(keys: Sequence[str]) -> Iterator[str]:
    order, cursor = deck(Rotation.SEQUENCE, keys, 0), Cursor()
    while step := advance(order, cursor):
        key, cursor = step
        yield key


def _lines(posts: list[Post], standing: Subscription) -> Iterator[str]:
    for each in posts:
        row = {
            "date": each.occurrence.day.isoformat(),
            "local": each.occurrence.local(standing.clock).isoformat(),
            "utc": each.occurrence.at.isoformat().replace("+00:00", "Z"),
            "passage": each.passage.key,
            "locator": each.passage.locator,
        }
        yield json.dumps(row, ensure_ascii=False)


def _shown(posts: list[Post], standing: Subscription) -> Iterator[str]:
    """Yield a line for each post, for people."""
    width = max((len(each.passage.locator) for each in posts), default=0)
    for each in posts:
        local, utc = each.occurrence.local(standing.clock), each.occurrence.at
        begins = textwrap.shorten(each.passage.text, SHOWN, placeholder=" …")
        yield f"{local:%a %Y-%m-%d %H:%M %Z}  {utc:%H:%M}Z  {each.passage.locator:{width}}  {begins}"
    if not posts:
        yield "Nothing is due in these days."
