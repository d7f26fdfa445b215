"""Apart: a reader of hostile files run in a process of its own, which ends at its limits of time and memory."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.library.importers.document import Unreadable

MEMORY = 1_500_000_000
"""Bytes of address space; a book of a thousand pages takes a third of it."""

SECONDS = 300.0
"""Of wall time, all in all."""


def lines(module: str, path: Path, name: str, *, seconds: float = SECONDS) -> Iterator[Any]:
    """Yield what a module writes of a file, one JSON value a line, as it comes.

    Raises:
        Unreadable: with the sentence it ends in, or where it goes beyond its limits.

    """
    with subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-m", module, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        clock = threading.Timer(seconds, process.kill)
        clock.start()
        try:
            for line in process.stdout or ():
                said = json.loads(line)
                if isinstance(said, str):
                    raise Unreadable(f"{name}: {said}")
                yield said
        finally:
            over = not clock.is_alive()
            clock.cancel()
            process.kill()
    if over:
        raise Unreadable(f"{name}: still not read after {seconds:.0f} seconds: split it, or save it anew")
    if process.returncode not in (0, -9):
        raise Unreadable(f"{name}: it takes more memory than a text should, or is damaged: save it anew")


def confine() -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
