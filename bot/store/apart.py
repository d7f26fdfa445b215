"""Work in a thread, which whoever is cancelled meanwhile waits for: what it works on is not closed under its hands."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def apart(work: Callable[[], Result]) -> Result:
    """Return the result of work done in a thread; a cancellation counts once the work has come to its end.

    SQLite's connections do not survive being closed while another thread uses them: the process would crash.
    """
    working = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        while not working.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([working])
        working.exception()  # Seen: nobody else looks.
        raise
