"""A document: a file as it came, unpacked within limits."""

import io
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LARGEST_TEXT = 64_000_000
"""Bytes of one prose document, unpacked."""

LARGEST_ROWS = 4_000_000_000
"""Bytes of one file of rows, unpacked; they are read one at a time."""

MEMORY = 256_000_000
GZIP = 16 + zlib.MAX_WBITS
CHUNK = 1 << 16
PACKED = (".gz", ".xz")


class Unreadable(Exception):  # noqa: N818 - it names what is wrong
    """A document that cannot be imported; the message names the file, the line where there is one, and the mend."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to import. `name` is what people know it by, without folders.

    `columns` is the operator's word on which of its columns is what, where it is a table or records.
    """

    path: Path
    read_on: Callable[[int], None] = field(default=lambda _size: None, compare=False)
    """Told how many more bytes of the file, as it is packed, have been read."""

    columns: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        """The file's name, printable even where its bytes are not."""
        return printable(self.path.name)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The format's suffix and, after it, the packing's; "" where there is none."""
        packing = self.path.suffix.lower() if self.path.suffix.lower() in PACKED else ""
        inner = self.path.with_suffix("") if packing else self.path
        return inner.suffix.lower(), packing

    @property
    def stem(self) -> str:
        """The name without its suffixes."""
        suffix, packing = self.suffixes
        return printable(self.path.name[: len(self.path.name) - len(suffix) - len(packing)])

    @contextmanager
    def open(self, largest: int) -> Iterator[BinaryIO]:
        """Open the file unpacked, for reading at most `largest` bytes.

        Raises:
            Unreadable: while reading, where it holds more, is damaged, or cannot be opened.

        """
        try:
            with self.path.open("rb") as file:
                chunks = _UNPACKERS[self.suffixes[1]](_Told(file, self.read_on))
                yield io.BufferedReader(_Bounded(self.name, chunks, largest), CHUNK)
        except (EOFError, lzma.LZMAError, zlib.error) as error:
            raise Unreadable(f"{self.name}: damaged, it cannot be unpacked ({error})") from error
        except OSError as error:
            raise Unreadable(f"{self.name}: cannot be read: {error.strerror or error}") from error

    def read(self) -> bytes:
        """Return all of it, unpacked.

        Raises:
            Unreadable: where it is empty, too large, damaged, or cannot be opened.

        """
        with self.open(LARGEST_TEXT) as file:
            content = file.read()
        if not content.strip():
            raise Unreadable(f"{self.name}: the file is empty")
        return content


def printable(name: str) -> str:
    """Return a name with nothing in it that could disturb a terminal or a message."""
    known = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in known)


class _Told:
    """Reads a file and tells how much of it was read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file = file
        self._told = told

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, none at the end."""
        chunk = self._file.read(size)
        self._told(len(chunk))
        return chunk


class _Bounded(io.RawIOBase):
    """Reads chunks as one stream and stops at a bound, so that a small file cannot unpack without end."""

    def __init__(self, name: str, chunks: Iterator[bytes], largest: int) -> None:
        self._name = name
        self._chunks = chunks
        self._left = largest
        self._largest = largest
        self._held = memoryview(b"")

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # narrower than any buffer
        """Fill the buffer with what comes next; return 0 at the end."""
        while not self._held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._held = memoryview(chunk)
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        self._count(size)
        return size

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise Unreadable(f"{self._name}: more than {self._largest // 1_000_000:,} MB: split it into smaller files")


def _plain(file: _Told) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


def _gzip(file: _Told) -> Iterator[bytes]:
    """Unpack members one after the other."""
    unpacker = zlib.decompressobj(GZIP)
    given = b""
    while given := given or file.read(CHUNK):
        yield unpacker.decompress(given, CHUNK)
        given = unpacker.unconsumed_tail
        if unpacker.eof:
            given = unpacker.unused_data.lstrip(b"\0") or file.read(CHUNK).lstrip(b"\0")
            unpacker = zlib.decompressobj(GZIP) if given else unpacker
    yield unpacker.flush()
    if not unpacker.eof:
        raise EOFError("it ends too early")


def _xz(file: _Told) -> Iterator[bytes]:
    """Unpack streams one after the other, within a bound of memory that a forged header cannot lift."""
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
    while True:
        given = (unpacker.unused_data if unpacker.eof else b"") or (file.read(CHUNK) if _wants(unpacker) else b"")
        if unpacker.eof and not given.strip(b"\0"):
            return
        if unpacker.eof:
            unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
        elif not given and unpacker.needs_input:
            raise EOFError("it ends too early")
        yield unpacker.decompress(given, max_length=CHUNK)


def _wants(unpacker: lzma.LZMADecompressor) -> bool:
    return unpacker.eof or unpacker.needs_input


_UNPACKERS: dict[str, Callable[[_Told], Iterator[bytes]]] = {"": _plain, ".gz": _gzip, ".xz": _xz}
