"""The desk: the thread in which the library is read, so that a lookup never holds up the event loop."""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from bot.library import pack as packs
from bot.library.problem import BadPack
from bot.library.shelf import Progress, Shelf
from bot.lookup.lookup import Lookup

Answer = TypeVar("Answer")

TURN = 0.001
"""Seconds that a lookup keeps the interpreter while the event loop waits for it; Python's own 5 ms are half of what a
heartbeat may be late."""


class Desk:
    """Answers questions to the library, one at a time, in a thread of its own.

    Entering brings the shelf in line with the pack folders; `problems` then tells which packs could not be read. While
    it is open the interpreter changes threads every `TURN` seconds, and what was there when it opened is not searched
    for garbage: all at once that holds every thread up for 30 ms.
    """

    def __init__(self, index: Path, folders: Sequence[Path], *, progress: Progress | None = None) -> None:
        self.problems: list[str] = []
        self._index = index
        self._folders = folders
        self._progress = progress
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._lookup: Lookup | None = None
        self._usual_turn = sys.getswitchinterval()

    @classmethod
    def open(cls, index: Path, folders: Sequence[Path], *, progress: Progress | None = None) -> Self:
        """Return the desk of the shelf at `index` over those pack folders, to be entered with `async with`."""
        return cls(index, folders, progress=progress)

    async def __aenter__(self) -> Self:
        self._usual_turn = sys.getswitchinterval()
        sys.setswitchinterval(min(TURN, self._usual_turn))
        await self._run(self._open)
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._run(self._close)
        self._thread.shutdown()
        sys.setswitchinterval(self._usual_turn)
        gc.unfreeze()

    async def ask(self, question: Callable[[Lookup], Answer]) -> Answer:
        """Return what `question` makes of the lookup, worked out in the desk's thread."""
        return await self._run(lambda: question(self._ready()))

    def _open(self) -> None:
        shelf = Shelf.open(self._index)
        self.problems = synced(shelf, self._folders, progress=self._progress)
        self._lookup = Lookup(shelf)
        self._lookup.prepare(progress=self._progress)
        gc.freeze()

    def _close(self) -> None:
        if self._lookup:
            self._lookup.close()
            self._lookup.shelf.close()

    def _ready(self) -> Lookup:
        if not self._lookup:
            raise RuntimeError("the desk has not been entered")
        return self._lookup

    async def _run(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def synced(shelf: Shelf, folders: Iterable[Path], *, progress: Progress | None = None) -> list[str]:
    """Place on the shelf the packs that are new or changed, and take away those whose folder has gone.

    A pack that cannot be read keeps what the shelf has of it; returns a sentence for each problem.
    """
    problems: list[str] = []
    known = shelf.fingerprints()
    present = {folder.name: folder for folder in folders}
    for name in known.keys() - present.keys():
        shelf.remove(name)
    for name, folder in present.items():
        fingerprint = packs.fingerprint(folder)
        if known.get(name) != fingerprint:
            problems += _placed(shelf, folder, fingerprint, progress)
    return problems


def _placed(shelf: Shelf, folder: Path, fingerprint: str, progress: Progress | None) -> Sequence[str]:
    try:
        pack = packs.open_pack(folder)
        shelf.renew(pack, pack.passages, fingerprint, prints=pack.prints(), gone=pack.gone(), progress=progress)
    except BadPack as error:
        return [f"{folder.name}: {each}" for each in _problems(folder, error)]
    return ()


def _problems(folder: Path, met: BadPack) -> Sequence[str]:
    """Return all that is wrong with a pack, not only what was met first."""
    try:
        packs.read(folder)
    except BadPack as error:
        return error.problems
    return met.problems
