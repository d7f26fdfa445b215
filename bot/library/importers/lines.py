"""JSON Lines into a pack: each row a passage of the work it names, one at a time."""

import io
from collections.abc import Mapping
from typing import Any

from bot.library import jsonlines
from bot.library.binder import Binder
from bot.library.importers import named
from bot.library.importers.bound import settled
from bot.library.importers.document import LARGEST_ROWS, Document, Unreadable
from bot.library.importers.order import Report
from bot.library.problem import Problem

MOST_PROBLEMS = 20


def bring(document: Document, binder: Binder, report: Report, given: Mapping[str, Any]) -> None:
    """Add the rows of a document to the works they name, or to one work named as the file is.

    Raises:
        Unreadable: with the file and line of every wrong row, up to twenty.

    """
    rows = _Rows(document, binder, given)
    with document.open(LARGEST_ROWS) as file, io.TextIOWrapper(file, "utf-8-sig") as text:
        try:
            for each in jsonlines.lines(text, document.name):
                rows.take(each)
        except UnicodeDecodeError as error:
            raise Unreadable(f"{document.name}: not UTF-8, as JSON Lines must be: save it as UTF-8") from error
    rows.check()
    report.remarks.append((document.name, f"{rows.count:,} rows in {len(rows.works)} works; their ids are kept"))


class _Rows:
    """Takes rows in, and holds what is wrong with them until the end."""

    def __init__(self, document: Document, binder: Binder, given: Mapping[str, Any]) -> None:
        self.count = 0
        self.works: dict[str, tuple[str, str]] = {}
        self._document = document
        self._binder = binder
        self._given = given
        self._problems: list[str] = []
        self._seen: dict[int, int] = {}

    def take(self, row: jsonlines.Row | Problem) -> None:
        """Write a row to its work, or keep what is wrong with it."""
        if len(self._problems) >= MOST_PROBLEMS:
            self.check()
        if isinstance(row, Problem):
            self._problems.append(str(row))
        elif self._is_new(row):
            self._write(row)
            self.count += 1

    def check(self) -> None:
        """Raise what was wrong.

        Raises:
            Unreadable: with a line for each wrong row.

        """
        if self._problems:
            raise Unreadable("\n".join(self._problems))
        if not self.count:
            raise Unreadable(f"{self._document.name}: the file is empty")

    def _is_new(self, row: jsonlines.Row) -> bool:
        """Return whether the row's id is new in its work; ids are kept as hashes, there may be a million."""
        before = self._seen.setdefault(hash((row.work, row.id)), row.line) if row.id else row.line
        if before != row.line:
            told = f"the id {row.id!r} is already that of line {before}: give one of them another"
            self._problems.append(str(Problem(self._document.name, row.line, told)))
        return before == row.line

    def _write(self, row: jsonlines.Row) -> None:
        work, language = self.works.get(row.work) or self._work(row)
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in row.fields.items()}
        if fields.get("language") == language:
            del fields["language"]
        self._binder.row(work, {**({"id": row.id} if row.id else {}), "text": row.text, **fields})

    def _work(self, row: jsonlines.Row) -> tuple[str, str]:
        title = row.work or named.title(self._document.stem)
        found = {"scheme": "row", "language": row.fields.get("language", "en")}
        given = {name: value for name, value in self._given.items() if not (row.work and name == "title")}
        about = settled(self._document.name, found, given, title=title)
        work = self._binder.work(row.work or self._document.stem, about)
        self.works[row.work] = (work, about["language"])
        return self.works[row.work]
