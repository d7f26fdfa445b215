"""`commonplace move`: the state from SQLite to PostgreSQL, when one process is no longer enough."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot.settings import read
from bot.store.moving import Unmovable
from bot.store.moving import move as moved

CHOOSE = "The old state is kept, and opened no more. Set COMMONPLACE_DATABASE to the new one and start the bot."


def move(
    to: Annotated[
        str, typer.Argument(metavar="POSTGRESQL-URL", help="An empty database: postgresql://user@host/name.")
    ],
) -> None:
    """Carry the whole state from SQLite to PostgreSQL: places, subscriptions and the ledger; all of it or nothing."""
    source, told = read().state, Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=told, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(table: str, done: int, total: int) -> None:
            if table not in tasks:
                tasks[table] = bars.add_task(table)
            bars.update(tasks[table], completed=done, total=total)

        try:
            counts = asyncio.run(moved(source, to, progress))
        except Unmovable as trouble:
            told.print(str(trouble), style="red", markup=False, soft_wrap=True)
            raise typer.Exit(1) from None
    for table, count in counts.items():
        typer.echo(f"{table}: {count} rows")
    typer.echo(CHOOSE)
