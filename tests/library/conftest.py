"""What the tests of the library share: packs and files written on the spot."""

import pathlib
from collections.abc import Callable

import pytest

from bot.library.work import Work

Write = Callable[..., pathlib.Path]


@pytest.fixture
def write(tmp_path):
    """Write files into a folder of the test's own: `write("name", {"pack.toml": "…"})`."""

    def written(folder: str, files: dict[str, str | bytes]) -> pathlib.Path:
        room = tmp_path / folder
        room.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (room / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return room

    return written


@pytest.fixture
def work():
    """A work with the fields given."""

    def made(**fields) -> Work:
        return Work(**{"pack": "shelf", "id": "lamp", "title": "The Lamp", **fields})

    return made


HEAD = 'title = "A Shelf"\nlicence = "CC BY 4.0"\nsource = "written for these tests"\n'
