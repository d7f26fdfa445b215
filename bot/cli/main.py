"""The command `commonplace`: what an operator types, and the boundary where errors become sentences."""

import sys

import typer
from rich.console import Console

from bot.cli.packs import bring, packs
from bot.settings import WrongSetting

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


app.command("import")(bring)
app.add_typer(packs, name="packs")


def main() -> None:
    """Run the command line; a wrong setting is one sentence and exit code 2, never a traceback."""
    try:
        app()
    except WrongSetting as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(2)
