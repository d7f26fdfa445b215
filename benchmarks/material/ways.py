"""Ways of delivering: our ledger on SQLite and on PostgreSQL, APScheduler's jobs, procrastinate's jobs.

Each plans what is due at one moment, posts it to paper, and goes on after a kill -9. A way that keeps nothing planned
cannot go on, and is not asked to.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from benchmarks.material import paper
from benchmarks.material.crowd import gathered
from bot.delivery.carrier import Carrier
from bot.delivery.conduct import Conduct
from bot.delivery.decks import Decks
from bot.delivery.pace import Limits, Pace
from bot.delivery.planner import Planner
from bot.delivery.posting import Posting
from bot.delivery.sender import Sender
from bot.library import pack
from bot.lookup.desk import Desk
from bot.store.delivery import State
from bot.store.store import Store, beside

Done = Callable[[], bool]
PULSE = 0.0005
FAST = Limits(100_000, ())


class Way(Protocol):
    """One way of delivering."""

    name: str
    lasting: bool
    """Whether what was planned waits outside the process, for any process to post it."""

    async def prepare(self, count: int) -> None:
        """Have so many wait for their time."""
        ...

    def opened(self) -> contextlib.AbstractAsyncContextManager[object]:
        """Open what planning needs."""
        ...

    async def plan(self) -> int:
        """Turn all that is due into work, and return how many that were."""
        ...

    async def work(self, path: Path, done: Done) -> None:
        """Post until it is done."""
        ...


class Ours:
    """The ledger: `others` is how many subscriptions there are for each that is due."""

    lasting = True

    def __init__(self, name: str, url: str, folder: Path, others: int) -> None:
        self.name = name
        self._url = url or beside(folder)
        self._folder = folder
        self._others = others
        self._now = datetime.now(UTC).replace(microsecond=0)
        self._planner: Planner | None = None

    async def prepare(self, count: int) -> None:
        async with Store.open(self._url) as store:
            await gathered(store, count * self._others, count, self._now, keys=200)

    async def plan(self) -> int:
        assert self._planner
        return await self._planner.tick(self._now)

    async def work(self, path: Path, done: Done) -> None:
        async with self.opened() as planner:
            store = planner.store
            posting = Posting(
                store.ledger, paper.Paper(path), paper.pieces, Conduct(FAST), Pace(FAST), lambda: datetime.now(UTC)
            )
            sender = Sender(store, posting) if store.database.is_sqlite else Carrier(store, posting)
            sending = asyncio.create_task(sender.run())
            while not done() and not await self._ended(store):
                if not store.database.is_sqlite:
                    await store.chunks.gather(datetime.now(UTC))
                await asyncio.sleep(0.1)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _ended(self, store: Store) -> bool:
        return not {State.QUEUED, State.SENDING} & set(await store.ledger.counts())

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[Planner]:
        folders = pack.folders(pack.bundled())
        async with Store.open(self._url) as store, Desk.open(self._folder / "library.sqlite", folders) as desk:
            self._planner = Planner(store, Decks(desk), timedelta(hours=6))
            yield self._planner


class Scheduler:
    """APScheduler with one job for each subscription, in memory or in SQLite; to fire a job is to run it."""

    lasting = False

    def __init__(self, name: str, folder: Path | None) -> None:
        from apscheduler.jobstores.memory import MemoryJobStore
        from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self.name = name
        store = SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.sqlite'}") if folder else MemoryJobStore()
        self._scheduler = AsyncIOScheduler(jobstores={"default": store}, timezone=UTC)
        self._count = 0

    async def prepare(self, count: int) -> None:
        self._count = count
        self._scheduler.start(paused=True)
        when = datetime.now(UTC) + timedelta(seconds=1)
        for number in range(count):
            self._scheduler.add_job(
                fired, "interval", [str(number)], hours=24, next_run_time=when, misfire_grace_time=None
            )
        FIRED.clear()
        await asyncio.sleep(max(0.0, (when - datetime.now(UTC)).total_seconds()))

    def opened(self) -> contextlib.AbstractAsyncContextManager[object]:
        return contextlib.nullcontext()

    async def plan(self) -> int:
        """Fire all jobs: with one job for each subscription, that is the whole of planning."""
        self._scheduler.resume()
        while len(FIRED) < self._count:  # noqa: ASYNC110 - the scheduler announces nothing
            await asyncio.sleep(0.001)
        self._scheduler.shutdown(wait=False)
        return len(FIRED)

    async def work(self, path: Path, done: Done) -> None:
        """Its jobs have run when they were fired."""
        del path, done


FIRED: list[str] = []
"""What APScheduler has fired; it finds its jobs by the name of a module's function."""


async def fired(chat: str) -> None:
    """Be a job."""
    FIRED.append(chat)


class Procrastinate:
    """procrastinate with one job for each delivery."""

    name = "procrastinate"
    lasting = True
    AT_ONCE = 30
    PORTION = 1000

    def __init__(self, url: str) -> None:
        import procrastinate

        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))
        self._post: Any = None
        self._count = 0

    def _task(self, path: Path) -> Any:
        @self._app.task(name="post")
        async def post(chat: str) -> None:
            await asyncio.sleep(paper.TAKES)
            paper.write(path, chat)

        return post

    async def prepare(self, count: int) -> None:
        self._count = count
        async with self._app.open_async():
            await self._app.schema_manager.apply_schema_async()

    def opened(self) -> contextlib.AbstractAsyncContextManager[object]:
        self._post = self._task(Path())
        return self._app.open_async()

    async def plan(self) -> int:
        for start in range(0, self._count, self.PORTION):
            some = range(start, min(start + self.PORTION, self._count))
            await self._post.batch_defer_async(*({"chat": str(number)} for number in some))
        return self._count

    async def work(self, path: Path, done: Done) -> None:
        self._task(path)
        async with self._app.open_async():
            working = asyncio.create_task(
                self._app.run_worker_async(concurrency=self.AT_ONCE, wait=True, install_signal_handlers=False)
            )
            while not done():  # noqa: ASYNC110 - the paper announces nothing
                await asyncio.sleep(0.1)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


async def pulsed(work: Callable[[], Awaitable[int]]) -> tuple[float, float, int]:
    """Do something and return its seconds, the longest that the event loop stood still meanwhile, and its result."""
    longest, last = 0.0, time.perf_counter()

    async def beat() -> None:
        nonlocal longest, last
        while True:
            await asyncio.sleep(PULSE)
            now = time.perf_counter()
            longest, last = max(longest, now - last - PULSE), now

    beating = asyncio.create_task(beat())
    await asyncio.sleep(0)
    begun = time.perf_counter()
    result = await work()
    took = time.perf_counter() - begun
    beating.cancel()
    return took, longest, result
