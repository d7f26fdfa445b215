"""Together: what many ask for while one asking is under way is done in one go after it.

A commit costs the database the same for one row as for fifty. Nobody waits for others to come: whoever asks while
nothing is under way is served at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Together(Generic[Item, Result]):
    """Gathers items for `work`, which returns a result for each, in their order."""

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, item: Item) -> Result:
        """Return the result for an item. It is worked out to its end, though whoever asked is cancelled.

        Raises:
            What `work` raises, for all that were done together.

        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if not self._working or self._working.done():
            self._working = asyncio.create_task(self._run())
        return await asyncio.shield(future)

    async def _run(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                results = await self._work([item for item, _ in some])
            except Exception as error:  # noqa: BLE001 - whoever asked gets it
                for _, future in some:
                    future.set_exception(error)
                    future.exception()  # Seen: one that was cancelled looks no more.
                continue
            for (_, future), result in zip(some, results, strict=True):
                future.set_result(result)
