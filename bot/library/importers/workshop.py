"""The workshop: a folder beside the packs in which one import at a time is made, and cleared away in the end."""

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.library.importers.document import Unreadable, printable

PREFIX = ".import-"
LOCK = ".lock"
"""An empty database: its lock is the same on every system, and ends with the process that holds it."""
BEFORE = "before"
"""The folder within the workshop where the pack that is being replaced waits, under its own name."""

SPACE = 3
"""Times the size of what is imported that must be free: the pack, and the shelf that is made of it."""


@contextmanager
def opened(room: Path, size: int) -> Iterator[Path]:
    """Yield a new folder beside the packs in `room`, for an import of `size` bytes; it is gone afterwards.

    What an import left that was killed is put right first: the pack it was replacing goes back to its place.

    Raises:
        Unreadable: where the disk is full or cannot be written, or another import is under way.

    """
    try:
        room.mkdir(parents=True, exist_ok=True)
        with closing(_locked(room)):
            _recover(room)
            _check_space(room, size)
            bench = Path(tempfile.mkdtemp(prefix=PREFIX, dir=room))
            try:
                yield bench
            finally:
                shutil.rmtree(bench, ignore_errors=True)
    except OSError as error:
        raise Unreadable(_told(error, room)) from error


def _locked(room: Path) -> sqlite3.Connection:
    """Return the lock, held until it is closed."""
    lock = sqlite3.connect(room / LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        lock.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise Unreadable(f"{room}: another import is under way: wait for it, then try again") from error
    return lock


def _recover(room: Path) -> None:
    for bench in room.glob(f"{PREFIX}*"):
        for waiting in bench.glob(f"{BEFORE}/*"):
            if not (room / waiting.name).exists():
                waiting.rename(room / waiting.name)
        shutil.rmtree(bench, ignore_errors=True)


def _check_space(room: Path, size: int) -> None:
    if shutil.disk_usage(room).free < SPACE * size:
        raise OSError(errno.ENOSPC, "no space")


def _told(error: OSError, room: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{room}: the disk is full: make room, then import again"
    return f"{printable(str(error.filename or room))}: {error.strerror or error}"
