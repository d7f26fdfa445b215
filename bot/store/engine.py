"""The engine: pgqueuer carries chunks of the ledger to the processes that send. Only PostgreSQL has one.

A job holds nothing but its number, which is the number of a chunk: what is really sent, the ledger decides. The job of
a process that died is handed to another one when its heartbeat has been missing for `SILENCE`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from bot.store.database import Database
from bot.store.trouble import DatabaseTrouble

if TYPE_CHECKING:
    from pgqueuer.queries import Queries

CHUNK = 200
"""Deliveries in one job."""
SILENCE = timedelta(seconds=20)
"""How long a process may be silent until its chunks are handed to another one."""
LOOK = timedelta(seconds=2)
"""Between two looks at the queue when nothing has announced itself."""
AGAIN = timedelta(seconds=5)
"""Before a chunk is tried again whose sender could not reach the database."""
LOCK = 0x456E67
"""The advisory lock under which one process at a time sets the engine up."""
KEPT = "7 days"
"""How long the engine's log of finished chunks is kept."""

Carry = Callable[[int], Awaitable[None]]
"""Carries the chunk of a number."""


def queries(connection: Any) -> "Queries":
    """Return the engine's queries over a connection of PostgreSQL's driver."""
    from pgqueuer.queries import Queries  # It takes a third of a second, which only those with a server should wait.

    return Queries.from_asyncpg_connection(connection)


async def chunked(connection: Any, given: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Have the engine carry what goes to platforms, given as numbers with their platform; return the chunk of each.

    It is part of the transaction that is open on the connection.
    """
    parts: list[tuple[str, list[int]]] = []
    for platform in sorted({platform for _, platform in given}):
        own = [number for number, other in given if other == platform]
        parts += [(platform, own[at : at + CHUNK]) for at in range(0, len(own), CHUNK)]
    if not parts:
        return {}
    nothing: list[Any] = [None] * len(parts)
    chunks = await queries(connection).enqueue([platform for platform, _ in parts], nothing, [0] * len(parts))
    return {number: int(chunk) for chunk, (_, own) in zip(chunks, parts, strict=True) for number in own}


class Engine:
    """The engine of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def release(self) -> str:
        """The engine's version, which its tables go by."""
        return version("pgqueuer")

    async def install(self) -> None:
        """Make the engine's tables, or bring them up to date; a second process that starts meanwhile waits.

        Raises:
            DatabaseTrouble: when the database does not let us.

        """
        async with self._database.raw() as connection:
            await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
            try:
                own = queries(connection)
                await (own.upgrade() if await own.schema_is_installed() else own.install())
                await connection.execute(f"DELETE FROM pgqueuer_log WHERE created < now() - interval '{KEPT}'")  # noqa: S608
            finally:
                await connection.execute("SELECT pg_advisory_unlock($1)", LOCK)

    async def serve(self, platform: str, carry: Carry, stop: asyncio.Event, *, at_once: int = 2) -> None:
        """Hand over the chunks of a platform, `at_once` of them together, until told to stop.

        Raises:
            DatabaseTrouble: when the database is lost.

        """
        from pgqueuer.qm import QueueManager

        logging.getLogger("pgqueuer").setLevel(logging.CRITICAL)  # What it meets is told here, in one sentence.
        async with self._database.raw() as connection:
            manager = QueueManager(queries(connection))
            manager.shutdown = stop
            manager.entrypoint(platform)(_job(carry))
            await manager.run(LOOK, batch_size=1, max_concurrent_tasks=at_once, heartbeat_timeout=SILENCE)


def _job(carry: Carry) -> Callable[[Any], Awaitable[None]]:
    from pgqueuer.errors import RetryRequested

    async def job(given: Any) -> None:
        try:
            await carry(int(given.id))
        except DatabaseTrouble as trouble:
            raise RetryRequested(AGAIN) from trouble

    return job
