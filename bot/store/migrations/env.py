"""Alembic's entry: the connection is handed over by `bot.store.schema`, with its transaction already open."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
