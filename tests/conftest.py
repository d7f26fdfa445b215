"""What every test may ask for: the shared texts beside the checkout, and a PostgreSQL of its own."""

import os
import pathlib
from typing import NoReturn

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def unavailable(what: str) -> NoReturn:
    """Skip on a person's machine, saying why; fail where everything must be there (CI)."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}: must be there in CI")
    pytest.skip(what)


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real texts and specs beside the checkout."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpora").is_dir():
        unavailable("the folder ../shared with real texts is not beside this checkout")
    return folder
