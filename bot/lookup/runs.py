"""Runs: more numbers than memory should hold, added in sorted runs and read back as one, a batch at a time."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]

HELD = 32 << 20
"""Bytes that are kept in memory before a file is used."""

SAMPLED = 4096
"""Of every so many numbers of a run one is kept at hand, to know where to read."""

BATCH = 1 << 20
"""About so many numbers are read back at a time."""

SIZE = 8
"""Bytes of a number."""


class Runs:
    """Keeps sorted runs of numbers, each number once, in a file without a name in the folder `room`."""

    def __init__(self, room: Path | None = None) -> None:
        self.total = 0
        self._file = SpooledTemporaryFile(max_size=HELD, dir=str(room) if room else None)  # noqa: SIM115 - closed on leaving
        self._begins: list[int] = []
        self._samples: list[Keys] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, run: Keys) -> None:
        """Keep one more run; all are to be added before any is read back."""
        self._begins.append(self.total)
        self._samples.append(run[::SAMPLED].copy())
        self._file.write(run.data)
        self.total += len(run)

    def in_order(self, batch: int = BATCH) -> Iterator[Keys]:
        """Yield all numbers, lowest first, in batches of about that many."""
        ends = [*self._begins[1:], self.total]
        places = list(self._begins)
        for bound in self._bounds(batch):
            found: list[Keys] = []
            for run, samples in enumerate(self._samples):
                last = min(self._begins[run] + int(np.searchsorted(samples, bound)) * SAMPLED, ends[run])
                found.append(self._below(bound, places[run], last))
                places[run] += len(found[-1])
            if any(map(len, found)):
                yield np.sort(np.concatenate(found))

    def _bounds(self, batch: int) -> Iterator[np.int64]:
        """Yield what the numbers of each batch stay below."""
        if self._samples:
            step = max(batch // SAMPLED, 1)
            yield from np.sort(np.concatenate(self._samples))[step::step]
        yield np.int64(np.iinfo(np.int64).max)

    def _below(self, bound: np.int64, first: int, last: int) -> Keys:
        """Return the numbers below `bound` of those at [first, last)."""
        self._file.seek(first * SIZE)
        there = np.frombuffer(self._file.read(max(last - first, 0) * SIZE), np.int64)
        return there[: np.searchsorted(there, bound)]
