"""Many rows in one statement: they travel as one JSON text, which both databases take apart themselves.

Binding each value of each row by itself costs more than everything else that planning does.
"""

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.store.database import Database

Columns = Mapping[str, str]
"""Column names in the order of the rows' values, each with its SQL type."""


class Bulk:
    """Statements over rows given as JSON, in the words of one database."""

    def __init__(self, database: Database) -> None:
        self._sqlite = database.is_sqlite

    def insert(self, table: str, columns: Columns, *, returning: str) -> sa.TextClause:
        """Return an INSERT that passes over what conflicts, and returns a column of what was new."""
        # "WHERE true" tells SQLite's parser that ON CONFLICT is no join condition.
        return sa.text(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(self._values(columns))} "  # noqa: S608 - our own names
            f"FROM {self._given} WHERE true ON CONFLICT DO NOTHING RETURNING {returning}"
        )

    def update(self, table: str, columns: Columns) -> sa.TextClause:
        """Return an UPDATE of the rows whose `id` is the first value of each row given."""
        number, *values = self._values({"id": "bigint", **columns})
        changes = ", ".join(f"{name} = {value}" for name, value in zip(columns, values, strict=True))
        return sa.text(f"UPDATE {table} SET {changes} FROM {self._given} WHERE {table}.id = {number}")  # noqa: S608 - as above

    def rows(self, rows: Sequence[Sequence[object]]) -> dict[str, str]:
        """Return the parameters of a statement."""
        return {"rows": json.dumps(rows)}

    @property
    def _given(self) -> str:
        return (
            "json_each(:rows) AS given" if self._sqlite else "json_array_elements(CAST(:rows AS json)) AS given(value)"
        )

    def _values(self, columns: Columns) -> list[str]:
        if self._sqlite:
            return [f"json_extract(given.value, '$[{at}]')" for at in range(len(columns))]
        return [f"CAST(given.value ->> {at} AS {kind})" for at, kind in enumerate(columns.values())]
