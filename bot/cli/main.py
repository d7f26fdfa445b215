"""The command `commonplace`: what an operator types, and the boundary where errors become sentences."""

import sqlite3
import sys
from typing import NoReturn

import typer
from rich.console import Console

from bot.chat import WrongToken
from bot.cli import authoring, pipe
from bot.cli.chat import chat
from bot.cli.lookup import lookup
from bot.cli.move import move
from bot.cli.packs import bring, packs
from bot.cli.peaks import peaks
from bot.cli.run import run
from bot.cli.simulate import simulate
from bot.settings import WrongSetting
from bot.store.trouble import DatabaseTrouble

app = typer.Typer(
    name="commonplace",
    help="A group's library in its chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _commonplace() -> None:
    """A group's library in its chat."""


app.command("chat")(chat)
app.command("run")(run)
app.command("move")(move)
app.command("peaks")(peaks)
app.command("import")(bring)
for command in (authoring.check, authoring.new, authoring.show, authoring.export):
    packs.command(command.__name__)(command)
app.add_typer(packs, name="packs")
app.command("simulate")(simulate)
app.command("lookup")(lookup)


def main() -> None:
    """Run the command line; what an operator can mend is one sentence, never a traceback.

    Exit code 2 for a wrong setting or use, 1 for trouble with files, the database or a platform.
    """
    try:
        with pipe.laid():
            app()
    except WrongSetting as error:
        _end(str(error), 2)
    except (WrongToken, DatabaseTrouble) as error:
        _end(str(error), 1)
    except sqlite3.Error as error:
        _end(f"The library's index in the data folder cannot be used: {error}. It may be deleted; it is made again.", 1)
    except OSError as error:
        _end(_sentence(error), 1)


def _sentence(error: OSError) -> str:
    name = f"{error.filename}: " if error.filename else ""
    return f"{name}{error.strerror or error}"


def _end(sentence: str, code: int) -> NoReturn:
    Console(stderr=True).print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(code)
