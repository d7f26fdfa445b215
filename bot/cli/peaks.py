"""`commonplace peaks`: the busiest minutes of the day to come, and how long their posts will take."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.delivery.conduct import conduct
from bot.delivery.peak import told
from bot.settings import Settings, read
from bot.store.peaks import Peak
from bot.store.store import Store


def peaks(
    most: Annotated[int, typer.Option("--most", min=1, max=1440, help="How many minutes to show.")] = 10,
) -> None:
    """Show the busiest minutes of the day to come, and how long their posts will take at the platforms' limits."""
    settings = read()
    found = asyncio.run(_busiest(settings, most))
    for each in found:
        rules = conduct(each.platform, paid_rate=settings.paid)
        typer.echo(f"{each.at:%H:%M} UTC holds {told(each.chats, rules)} on {each.platform}")
    if not found:
        typer.echo("Nothing is due in the day to come.")


async def _busiest(settings: Settings, most: int) -> list[Peak]:
    async with Store.open(settings.state) as store:
        return await store.peaks.busiest(datetime.now(UTC), most)
