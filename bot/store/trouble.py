"""Trouble with the database, told in one sentence that names the database and the mend."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Cause(StrEnum):
    """What keeps the state from being read or written."""

    UNREACHABLE = "cannot be reached"
    REFUSED = "refuses this user or password"
    MISSING = "does not exist"
    LOCKED = "is locked by another program"
    READ_ONLY = "can only be read, not written"
    FULL = "has no room left on its disk"
    BROKEN = "is damaged or is not a database"
    NEWER = "was written by a newer version of this program"
    MOVED = "was moved to another one"
    FAILING = "failed"


MENDS = {
    Cause.UNREACHABLE: "check that it runs and that COMMONPLACE_DATABASE names the right host, port and folder",
    Cause.REFUSED: "check the user and password in COMMONPLACE_DATABASE",
    Cause.MISSING: "create it, or correct its name in COMMONPLACE_DATABASE",
    Cause.LOCKED: "end the other program that writes to it",
    Cause.READ_ONLY: "let this user write the file and its folder, or write to the primary server",
    Cause.FULL: "free some space",
    Cause.BROKEN: "restore a backup, or move it away to start afresh",
    Cause.NEWER: "update this program",
    Cause.MOVED: "set COMMONPLACE_DATABASE to that one",
    Cause.FAILING: "see the detail",
}

SQLITE = {
    "SQLITE_BUSY": Cause.LOCKED,
    "SQLITE_LOCKED": Cause.LOCKED,
    "SQLITE_READONLY": Cause.READ_ONLY,
    "SQLITE_FULL": Cause.FULL,
    "SQLITE_CANTOPEN": Cause.UNREACHABLE,
    "SQLITE_IOERR": Cause.FAILING,
    "SQLITE_CORRUPT": Cause.BROKEN,
    "SQLITE_NOTADB": Cause.BROKEN,
}
POSTGRESQL = {
    "25006": Cause.READ_ONLY,
    "28000": Cause.REFUSED,
    "28P01": Cause.REFUSED,
    "3D000": Cause.MISSING,
    "40P01": Cause.LOCKED,
    "53100": Cause.FULL,
    "53300": Cause.UNREACHABLE,
    "55P03": Cause.LOCKED,
    "57P01": Cause.UNREACHABLE,
    "57P02": Cause.UNREACHABLE,
    "57P03": Cause.UNREACHABLE,
}
"""SQLSTATE codes, from PostgreSQL's appendix A; class 08 (connection) is unreachable as a whole."""


class DatabaseTrouble(Exception):  # noqa: N818 - the domain's word
    """The state cannot be read or written just now; the message says why and what would mend it."""

    def __init__(self, database: str, cause: Cause, detail: str = "") -> None:
        told = f" ({detail})" if detail else ""
        super().__init__(f"The database {database} {cause}: {MENDS[cause]}{told}.")
        self.cause = cause


@contextmanager
def translated(database: str) -> Iterator[None]:
    """Turn what the drivers raise about the database itself into `DatabaseTrouble`; bugs of ours pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        cause = _cause(error.orig)
        if cause is None:
            raise
        raise DatabaseTrouble(database, cause, _detail(error.orig)) from error
    except sqlite3.Error as error:
        raise DatabaseTrouble(database, _cause(error) or Cause.FAILING, _detail(error)) from error
    except (OSError, PoolTimeout) as error:
        raise DatabaseTrouble(database, Cause.UNREACHABLE, _detail(error)) from error


@contextmanager
def translated_raw(database: str) -> Iterator[None]:
    """Do the same with what PostgreSQL's driver raises by itself."""
    import asyncpg  # It takes a tenth of a second, which only those who have a server should wait.

    try:
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        cause = _cause(error)
        if cause is None:
            raise
        raise DatabaseTrouble(database, cause, _detail(error)) from error


def _cause(error: BaseException | None) -> Cause | None:
    """Return what a driver's error is about; None for a statement that is wrong in itself."""
    named = getattr(error, "sqlite_errorname", "")
    if named:
        return next((cause for name, cause in SQLITE.items() if named.startswith(name)), None)
    code = str(getattr(error, "sqlstate", None) or "")
    if code.startswith("08"):
        return Cause.UNREACHABLE
    closed = not code and "connection" in str(error).lower()
    return POSTGRESQL.get(code) or (Cause.UNREACHABLE if closed else None)


def _detail(error: BaseException | None) -> str:
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0].removesuffix(".")
