"""The two steps that every post takes in the ledger, for many posts at once; only PostgreSQL needs it.

There several senders commit at the pace that an operator pays for; one row at a time the database would set the pace.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.store.database import Database
from bot.store.delivery import Delivery
from bot.store.tables import milliseconds
from bot.store.together import Together

BEGIN = """
    UPDATE delivery SET state = 'sending', seat = given.seat, attempt = delivery.attempt + 1,
    began = coalesce(delivery.began, given.began)
    FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::bigint[]) AS given(id, part, seat, began)
    WHERE delivery.id = given.id AND delivery.state = 'queued' AND delivery.next_part = given.part
    RETURNING delivery.id
"""
SENT = """
    UPDATE delivery SET state = 'sent', next_part = given.parts, ended = given.ended, error = '',
    message_ids = given.messages
    FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[]) AS given(id, parts, ended, messages)
    WHERE delivery.id = given.id
"""

Row = tuple[Any, ...]


class Steps:
    """Begins and ends of posts, each as many at once as wait for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._begins = Together(self._begin)
        self._ends = Together(self._sent)

    async def begin(self, delivery: Delivery, seat: str, now: datetime) -> bool:
        """Commit that a part is now given to the platform; False when it is no longer there to be given."""
        return await self._begins.ask((delivery.id, delivery.next_part, seat, milliseconds(now)))

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """Commit that the last part arrived."""
        messages = json.dumps([*delivery.message_ids, message])
        await self._ends.ask((delivery.id, delivery.next_part + 1, milliseconds(now), messages))

    async def _begin(self, given: Sequence[Row]) -> Sequence[bool]:
        async with self._database.raw() as connection:
            found = {number for (number,) in await connection.fetch(BEGIN, *zip(*given, strict=True))}
        first = {number: at for at, (number, *_) in reversed(list(enumerate(given)))}
        return [number in found and first[number] == at for at, (number, *_) in enumerate(given)]

    async def _sent(self, given: Sequence[Row]) -> Sequence[None]:
        async with self._database.raw() as connection:
            await connection.execute(SENT, *zip(*given, strict=True))
        return [None] * len(given)
