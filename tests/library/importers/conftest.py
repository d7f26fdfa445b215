"""What the tests of the importers share."""

import pytest

from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order


@pytest.fixture
def understood(write, tmp_path):
    """Import one file by its name and content; return the works, their passages, and the report."""

    def made(name, content, *, columns=None, **fields):
        path = write("in", {name: content}) / name
        order = Order(
            (path,), "made", {key: value for key, value in {"licence": "CC0", **fields}.items() if value}, columns or {}
        )
        with carried_out(order, tmp_path / "packs", lambda *_: None) as placed:
            return placed.pack.works, list(placed.pack.passages()), placed.report

    return made
