"""Standard output where it is piped: whoever reads it may stop, as `| head -1` does, and nothing has gone wrong."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Pipe(io.FileIO):
    """Ends the command, as done, when what reads it has gone."""

    def write(self, data: Any, /) -> int:
        """Write on, or end the command; what is flushed while it ends goes nowhere."""
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            sys.exit(0)


@contextmanager
def laid() -> Iterator[None]:
    """Let standard output be such a pipe, unless a person sits there; all of it is written in the end."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and not out.isatty():
        pipe = io.BufferedWriter(Pipe(out.fileno(), "w", closefd=False))
        sys.stdout = io.TextIOWrapper(pipe, out.encoding, out.errors, line_buffering=out.line_buffering)
    try:
        yield
    finally:
        sys.stdout.flush()
