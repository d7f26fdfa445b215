"""A batch: some due subscriptions planned in one transaction, on each database in the way that costs it least.

SQLite works in a thread, so that the event loop goes on meanwhile. PostgreSQL takes whole columns at once, in batches
small enough for the loop.
"""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol

from bot.store.database import Database
from bot.store.decision import RULE, Choose, Decided, Known, Row, decided
from bot.store.engine import chunked

SLICE = 50
"""Subscriptions that are decided about, each by itself if need be, before the loop has its turn again."""
LEDGER = "subscription, platform, local_date, due, deadline, not_before, state, passages, error"
ALIKE = {"next_part": "0", "attempt": "0", "seat": "''", "message_ids": "'[]'"}
"""The columns that begin the same in every row, with their values."""
# The order matters to PostgreSQL: without it a prepared statement guesses a third of the table and scans it.
DUE = f"""
    SELECT subscription.id, place.platform, {", ".join(f"subscription.{name}" for name in RULE)}
    FROM subscription JOIN place ON place.id = subscription.place
    WHERE subscription.standing = 'active' AND subscription.next_due <= $1
    ORDER BY subscription.next_due LIMIT $2
"""  # noqa: S608 - our own names, here and below


class Batch(Protocol):
    """How one database plans."""

    at_once: int
    """How many batches it pays to have in hand together."""
    size: int
    """Subscriptions in one batch: enough to be fast, few enough that nobody waits for it."""

    async def plan(self, now: int, limit: int, choose: Choose, known: Known) -> int:
        """Plan up to `limit` subscriptions due at `now` (milliseconds) and return how many that were."""
        ...


class FileBatch:
    """Batches on SQLite, whose writers take turns."""

    at_once = 1
    size = 400
    DUE = DUE.replace("$1", "?").replace("$2", "?")
    WRITE = f"""
        INSERT INTO delivery ({LEDGER}, {", ".join(ALIKE)}) VALUES ({", ".join("?" * 9)}, {", ".join(ALIKE.values())})
        ON CONFLICT DO NOTHING
    """  # noqa: S608
    MOVE = "UPDATE subscription SET next_day = ?, next_due = ?, lap = ?, position = ?, last_key = ? WHERE id = ?"

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, now: int, limit: int, choose: Choose, known: Known) -> int:
        """Plan up to `limit` due subscriptions, in a thread."""
        return await self._database.written_apart(partial(self._plan, now, limit, choose, known))

    def _plan(self, now: int, limit: int, choose: Choose, known: Known, connection: sqlite3.Connection) -> int:
        due = connection.execute(self.DUE, (now, limit)).fetchall()
        plans = list(decided(due, choose, known, date.isoformat))
        new = self._enter(connection, plans)
        connection.executemany(self.MOVE, [(*moved, number) for number, *moved in _moved(plans, new)])
        return len(plans)

    def _enter(self, connection: sqlite3.Connection, plans: Sequence[Decided]) -> set[int]:
        """Write the rows of the ledger and return the subscriptions for which the date is new."""
        last = connection.execute("SELECT coalesce(max(id), 0) FROM delivery").fetchone()[0]
        if connection.executemany(self.WRITE, _entries(plans)).rowcount == len(plans):
            return {number for number, *_ in plans}
        found = connection.execute("SELECT subscription FROM delivery WHERE id > ?", (last,))
        return {number for (number,) in found}


class ServerBatch:
    """Batches on PostgreSQL, where each planner passes over what another has in hand."""

    at_once = 2
    size = 300
    DUE = f"{DUE} FOR UPDATE OF subscription SKIP LOCKED"
    WRITE = f"""
        INSERT INTO delivery ({LEDGER}, chunk, {", ".join(ALIKE)}) SELECT *, {", ".join(ALIKE.values())}
        FROM unnest($1::bigint[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[],
        $8::text[], $9::text[], $10::bigint[]) ON CONFLICT DO NOTHING RETURNING subscription
    """  # noqa: S608
    MOVE = """
        UPDATE subscription SET next_day = moved.next_day, next_due = moved.next_due, lap = moved.lap,
        position = moved.position, last_key = moved.last_key
        FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::integer[], $5::integer[], $6::text[])
        AS moved(id, next_day, next_due, lap, position, last_key) WHERE subscription.id = moved.id
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, now: int, limit: int, choose: Choose, known: Known) -> int:
        """Plan up to `limit` due subscriptions; the loop has its turn between the steps."""
        async with self._database.raw() as connection, connection.transaction():
            due = await connection.fetch(self.DUE, now, limit)
            plans: list[Decided] = []
            for at in range(0, len(due), SLICE):
                await asyncio.sleep(0)
                plans.extend(decided(due[at : at + SLICE], choose, known, _same))
            await asyncio.sleep(0)
            if plans:
                await self._enter(connection, plans)
        return len(plans)

    async def _enter(self, connection: Any, plans: Sequence[Decided]) -> None:
        """Write the rows of the ledger, with the chunks that carry them, and move the subscriptions on."""
        posted = [(number, platform) for number, platform, each in plans if each.posts]
        chunks = await chunked(connection, posted)
        await asyncio.sleep(0)
        entries = [(*entry, chunks.get(entry[0])) for entry in _entries(plans)]
        found = await connection.fetch(self.WRITE, *_columns(entries))
        await asyncio.sleep(0)
        await connection.execute(self.MOVE, *_columns(_moved(plans, {number for (number,) in found})))


def batch(database: Database) -> Batch:
    """Return how a database plans."""
    return FileBatch(database) if database.is_sqlite else ServerBatch(database)


def _same(day: date) -> date:
    return day


def _entries(plans: Sequence[Decided]) -> list[Row]:
    return [(number, platform, *decision.entry) for number, platform, decision in plans]


def _moved(plans: Sequence[Decided], new: set[int]) -> list[Row]:
    """Return ids with the next day and instant, and the cursor: moved where the date is new."""
    return [
        (number, *decision.onward, *(decision.cursor if number in new else decision.stands))
        for number, _, decision in plans
    ]


def _columns(given: Iterable[Row]) -> list[list[Any]]:
    return [list(column) for column in zip(*given, strict=True)]
