"""Archives: a ZIP, as EPUB and DOCX are, read within limits and never written to the disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from bot.library.importers.document import Document, Unreadable

LARGEST_FILE = 500_000_000
"""Bytes of an archive; pictures may make a book as large."""

LARGEST_MEMBER = 32_000_000
LARGEST_WHOLE = 256_000_000
"""Bytes that are unpacked of one archive, in all."""

MOST_MEMBERS = 20_000
CHUNK = 1 << 16


@dataclass(slots=True)
class Archive:
    """The members of an archive by name. What is read of them counts against one bound."""

    name: str
    _file: zipfile.ZipFile
    _left: int = LARGEST_WHOLE

    def has(self, member: str) -> bool:
        """Return whether there is such a member."""
        return member in self._file.NameToInfo

    def read(self, member: str) -> bytes:
        """Return a member's bytes; `member` is a path within the archive and can be nothing else.

        Raises:
            Unreadable: where there is none, or it is damaged, locked, or too large unpacked.

        """
        wanted = posixpath.normpath(member)
        if not self.has(wanted):
            raise Unreadable(f"{self.name}: damaged, {member} is missing in it")
        try:
            with self._file.open(wanted) as file:
                return self._bounded(wanted, file)
        except RuntimeError as error:
            raise Unreadable(f"{self.name}: it is locked with a password: save it without") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Unreadable(f"{self.name}: damaged, {member} cannot be unpacked ({error})") from error

    def _bounded(self, member: str, file: IO[bytes]) -> bytes:
        """Return what the member holds, whatever size it claims to have."""
        most = min(LARGEST_MEMBER, self._left)
        parts: list[bytes] = []
        size = 0
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise Unreadable(
                    f"{self.name}: {member} unpacks to more than {most // 1_000_000:,} MB: that is no book"
                )
            parts.append(chunk)
        self._left -= size
        return b"".join(parts)


@contextmanager
def opened(document: Document) -> Iterator[Archive]:
    """Open a document as an archive.

    Raises:
        Unreadable: where it is none, is damaged, or has too many members.

    """
    source = io.BytesIO(document.read()) if document.suffixes[1] else document.path
    try:
        if document.path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"{document.name}: more than {LARGEST_FILE // 1_000_000:,} MB")
        with zipfile.ZipFile(source) as file:
            if len(file.infolist()) > MOST_MEMBERS:
                raise Unreadable(f"{document.name}: more than {MOST_MEMBERS:,} files in it: that is no book")
            document.read_on(document.path.stat().st_size)
            yield Archive(document.name, file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(f"{document.name}: damaged, it cannot be unpacked ({error})") from error


def kind(document: Document) -> str:
    """Return "epub", "docx", or what else an archive is."""
    with opened(document) as archive:
        if archive.has("META-INF/container.xml"):
            return "epub"
        return "docx" if archive.has("word/document.xml") else "a ZIP of other files"
