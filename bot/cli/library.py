"""The library from the command line: its folders, its shelf, and what went wrong as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console

from bot.library import pack
from bot.library.importers.document import Unreadable
from bot.library.importers.order import WrongOrder
from bot.library.problem import BadPack
from bot.library.shelf import Shelf
from bot.settings import Settings


def folders(settings: Settings) -> list[Path]:
    """Return the folders of all packs, the operator's own last."""
    return pack.folders(pack.bundled(), settings.packs)


@contextmanager
def shelf(settings: Settings) -> Iterator[Shelf]:
    """Open the shelf of the settings' data folder."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with Shelf.open(settings.index) as shelf:
        yield shelf


@contextmanager
def failing(told: Console, outcome: str) -> Iterator[None]:
    """Turn what went wrong into sentences and the exit code: 2 for wrong use, 1 for anything else, 130 when stopped."""
    try:
        yield
    except WrongOrder as error:
        _say(told, str(error))
        raise typer.Exit(2) from error
    except (Unreadable, BadPack) as error:
        _say(told, str(error), outcome)
        raise typer.Exit(1) from error
    except sqlite3.Error as error:
        _say(told, f"the library's index cannot be written ({error}): is the disk full, or is it in use?", outcome)
        raise typer.Exit(1) from error
    except OSError as error:
        _say(told, f"{error.filename or 'the data folder'}: {error.strerror or error}", outcome)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        _say(told, "stopped", outcome)
        raise typer.Exit(130) from error


def _say(told: Console, *sentences: str) -> None:
    for each in sentences:
        told.print(each, style="red", markup=False, soft_wrap=True)


def own(name: str, settings: Settings) -> Path:
    """Return the folder of one of the operator's own packs.

    Raises:
        Unreadable: where there is none of that name.

    """
    known = {each.name: each for each in pack.folders(settings.packs)}
    if name not in known:
        raise Unreadable(unknown(name, settings))
    return known[name]


def unknown(name: str, settings: Settings) -> str:
    """Return a sentence on a name that is none of the operator's own packs."""
    if name in (each.name for each in pack.folders(pack.bundled())):
        return f"{name}: comes with the program, and stays"
    own = ", ".join(each.name for each in pack.folders(settings.packs)) or "none yet"
    return f"{name}: there is no such pack; yours are: {own}"
