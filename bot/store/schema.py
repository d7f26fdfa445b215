"""The schema's version: numbered migrations, brought up to date when the store is opened."""

from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.trouble import Cause, DatabaseTrouble

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x436F6D6D
"""The advisory lock under which one process at a time migrates a PostgreSQL database."""


def revisions() -> list[str]:
    """Return the numbers of the migrations there are, oldest first."""
    return sorted(each.name.partition("_")[0] for each in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; a second process that starts meanwhile waits for the first.

    Raises:
        DatabaseTrouble: when the database is newer than this program, or does not let us.

    """
    known = revisions()
    async with database.reading() as connection:
        current = await _current(connection)
    if current == known[-1]:
        return
    if current and current not in known:
        raise DatabaseTrouble(str(database.name), Cause.NEWER, f"revision {current}, this program knows {known[-1]}")
    async with database.writing() as connection:
        if not database.is_sqlite:
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        await connection.run_sync(partial(_migrate))


async def _current(connection: AsyncConnection) -> str:
    """Return the revision the database is at, empty for a new one."""
    if not await connection.run_sync(lambda each: sa.inspect(each).has_table("alembic_version")):
        return ""
    return str(await connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or "")


def _migrate(connection: sa.Connection, revision: str = "head") -> None:
    # Alembic is only needed where there is something to migrate, and takes longer to import than to look.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
