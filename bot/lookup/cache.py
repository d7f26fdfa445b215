"""The cache: a segment in a file that is mapped into memory. Derived, checked whole on opening, never trusted.

The file is a line of JSON (what it was made from, where each array lies, a sum for every block) with its own checksum,
then the arrays. Anything that does not fit is as good as no cache.
"""

import json
import mmap
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.lookup.segment import Segment

MAGIC = b"commonplace index 1\n"
BLOCK = 1 << 20
"""Bytes that share a sum."""

ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Origin:
    """What a cache was made from: which shelf, its generation, the highest passage number in it."""

    identity: str
    generation: int
    highest: int


class Unusable(Exception):  # noqa: N818 - it says what the file is
    """A cache that is absent, cut short, corrupt, or of another form."""


def save(path: Path, segment: Segment, origin: Origin) -> None:
    """Write the segment beside `path` and put it in its place at once."""
    arrays = segment.arrays()
    offsets, size = _laid_out(arrays)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb+") as file:
        head_size = _room(arrays, offsets, origin, size)
        for name, array in arrays.items():
            file.seek(head_size + offsets[name])
            file.write(np.ascontiguousarray(array).data)
        file.truncate(head_size + size)
        sums = list(_sums(file, head_size))
        _write_head(file, _head(arrays, offsets, origin, size, sums), head_size)
    part.replace(path)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file's bytes as memory. What was read stays in memory until it is let go."""

    memory: mmap.mmap

    def let_go(self) -> None:
        """Give back the memory of all that was read; it is read from the file again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self.memory.madvise(mmap.MADV_DONTNEED)


def load(path: Path) -> tuple[Segment, Origin, Mapped]:
    """Return the segment in the file, mapped, what it was made from, and the mapping.

    Raises:
        Unusable: where any of it cannot be relied on.

    """
    try:
        with path.open("rb") as file:
            head, start = _read_head(file)
            if list(_sums(file, start)) != head["sums"] or os.fstat(file.fileno()).st_size != start + head["size"]:
                raise Unusable("the sums differ")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Unusable(str(error)) from error
    arrays = {
        name: np.frombuffer(mapped, dtype, count, start + offset)
        for name, (dtype, count, offset) in head["arrays"].items()
    }
    try:
        return Segment(**arrays), Origin(**head["origin"]), Mapped(mapped)
    except TypeError as error:
        raise Unusable(str(error)) from error


def _laid_out(arrays: dict[str, NDArray[Any]]) -> tuple[dict[str, int], int]:
    """Return where each array begins after the head, and the size of all."""
    offsets: dict[str, int] = {}
    size = 0
    for name, array in arrays.items():
        offsets[name] = size
        size += -(-array.nbytes // ALIGNED) * ALIGNED
    return offsets, size


def _head(
    arrays: dict[str, NDArray[Any]], offsets: dict[str, int], origin: Origin, size: int, sums: list[int]
) -> bytes:
    described = {name: [array.dtype.str, len(array), offsets[name]] for name, array in arrays.items()}
    head = {"origin": asdict(origin), "size": size, "arrays": described, "sums": sums}
    return json.dumps(head).encode()


def _room(arrays: dict[str, NDArray[Any]], offsets: dict[str, int], origin: Origin, size: int) -> int:
    """Return how many bytes the head takes at most, aligned."""
    largest = [2**64 - 1] * (-(-size // BLOCK))
    needed = len(MAGIC) + 24 + len(_head(arrays, offsets, origin, size, largest))
    return -(-needed // ALIGNED) * ALIGNED


def _write_head(file: BinaryIO, head: bytes, room: int) -> None:
    """Write the magic line, the head's length and checksum, and the head."""
    file.seek(0)
    file.write(MAGIC + b"%012d%012d" % (room, zlib.crc32(head)))
    file.write(head.ljust(room - len(MAGIC) - 24))


def _read_head(file: BinaryIO) -> tuple[dict[str, Any], int]:
    if file.read(len(MAGIC)) != MAGIC:
        raise Unusable("another form")
    room, checksum = int(file.read(12)), int(file.read(12))
    head = file.read(room - len(MAGIC) - 24).rstrip(b" ")
    if zlib.crc32(head) != checksum:
        raise Unusable("the head is damaged")
    return json.loads(head), room


def _sums(file: BinaryIO, start: int) -> Iterator[int]:
    """Yield the sum of each block's 64-bit words, wrapping."""
    file.seek(start)
    buffer = bytearray(BLOCK)
    while size := file.readinto(buffer):  # type: ignore[attr-defined]  # every binary file has it
        if size % 8:
            raise Unusable("cut short")
        yield int(np.frombuffer(buffer, np.uint64, size // 8).sum(dtype=np.uint64))
