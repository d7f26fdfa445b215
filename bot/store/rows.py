"""Rows to values and back, column by column."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import time
from typing import Any

from bot.calendar import weights
from bot.calendar.days import Days
from bot.calendar.quiet import Quiet
from bot.calendar.rotation import Cursor, Rotation
from bot.calendar.subscription import Draw, Format, Standing, Subscription
from bot.calendar.window import Window
from bot.chat import Herald, Place
from bot.library.source import Source
from bot.store.delivery import Delivery, Plan, State

DRAW = ("pack", "work", "topic", "shortest", "longest", "rotation", "weights", "words")
"""The columns of a draw."""


def place(row: Mapping[str, Any]) -> Place:
    """Return the place of a row that holds its columns."""
    return Place(row["platform"], row["chat"], row["thread"], private=bool(row["private"]), title=row["title"])


def subscription(row: Mapping[str, Any]) -> Subscription:
    """Return the subscription of a row joined with its place."""
    return Subscription(
        place=place(row),
        at=time.fromisoformat(row["at"]),
        zone=row["zone"],
        days=_days(row),
        source=_source(row),
        rotation=Rotation(row["rotation"]),
        format=Format(row["format"]),
        silent=bool(row["silent"]),
        herald=_herald(row["herald"]),
        quiet=_quiet(row["quiet"]),
        portion=row["portion"],
        words=row["words"],
        weights=weights.read(row["weights"]),
        window=Window(row["window_length"], row["window_minute"]) if row["window_length"] else None,
        id=row["id"],
        standing=Standing(row["standing"]),
        reason=row["reason"],
        detail=row["detail"],
        paused_until=row["paused_until"],
        seed=row["seed"],
        cursor=Cursor(row["lap"], row["position"], row["last_key"]),
        next_day=row["next_day"],
        next_due=row["next_due"],
    )


def draw(row: Mapping[str, Any]) -> Draw:
    """Return the draw of a row that holds its columns."""
    return Draw(_source(row), Rotation(row["rotation"]), weights.read(row["weights"]), measured=bool(row["words"]))


def columns(given: Subscription) -> dict[str, Any]:
    """Return the columns of a subscription, without its id and place."""
    days, source, cursor = given.days, given.source, given.cursor
    return {
        "at": given.at.isoformat("minutes"),
        "zone": given.zone,
        "weekdays": _listed(days.weekdays),
        "every": days.every,
        "month_days": _listed(days.month_days),
        "start_on": days.start,
        "end_on": days.end,
        "pack": source.pack,
        "work": source.work,
        "topic": source.topic,
        "shortest": source.shortest,
        "longest": source.longest,
        "rotation": given.rotation,
        "format": given.format,
        "silent": given.silent,
        "quiet": _hours(given.quiet),
        "portion": given.portion,
        "words": given.words,
        "weights": weights.written(given.weights),
        "herald": _announced(given.herald),
        "window_length": given.window.length if given.window else 0,
        "window_minute": given.window.minute if given.window else 0,
        "standing": given.standing,
        "reason": given.reason,
        "detail": given.detail,
        "paused_until": given.paused_until,
        "seed": given.seed,
        "lap": cursor.lap,
        "position": cursor.position,
        "last_key": cursor.key,
        "next_day": given.next_day,
        "next_due": given.next_due,
    }


def delivery(row: Mapping[str, Any]) -> Delivery:
    """Return the delivery of a row joined with its subscription and place."""
    return Delivery(
        id=row["id"],
        subscription=row["subscription"],
        place=place(row),
        day=row["local_date"],
        due=row["due"],
        deadline=row["deadline"],
        not_before=row["not_before"],
        zone=row["zone"],
        passages=tuple(row["passages"].split()),
        format=Format(row["format"]),
        silent=bool(row["silent"]),
        herald=_herald(row["herald"]),
        lap=row["lap"],
        language=row["language"],
        state=State(row["state"]),
        next_part=row["next_part"],
        attempt=row["attempt"],
        began=row["began"],
        ended=row["ended"],
        message_ids=tuple(json.loads(row["message_ids"])),
        error=row["error"],
        appreciated=row["appreciated"],
    )


def planned(plan: Plan) -> dict[str, Any]:
    """Return the ledger's columns for a plan."""
    return {
        "subscription": plan.subscription.id,
        "local_date": plan.day,
        "platform": plan.subscription.place.platform,
        "due": plan.due,
        "deadline": plan.deadline,
        "state": plan.state,
        "passages": " ".join(plan.passages),
        "next_part": 0,
        "attempt": 0,
        "not_before": plan.due,
        "seat": "",
        "message_ids": "[]",
        "error": plan.error,
    }


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["pack"], row["work"], row["topic"], row["shortest"], row["longest"])


def _days(row: Mapping[str, Any]) -> Days:
    return Days(_numbers(row["weekdays"]), row["every"], _numbers(row["month_days"]), row["start_on"], row["end_on"])


def _quiet(hours: str) -> Quiet | None:
    start, _, end = hours.partition("-")
    return Quiet(time.fromisoformat(start), time.fromisoformat(end)) if end else None


def _hours(quiet: Quiet | None) -> str:
    return f"{quiet.start.isoformat('minutes')}-{quiet.end.isoformat('minutes')}" if quiet else ""


def _herald(announced: str) -> Herald:
    return Herald(**json.loads(announced)) if announced else Herald()


def _announced(herald: Herald) -> str:
    return json.dumps(asdict(herald)) if herald != Herald() else ""


def _numbers(listed: str) -> tuple[int, ...]:
    return tuple(int(each) for each in listed.split(",")) if listed else ()


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
