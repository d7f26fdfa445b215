"""How many people reacted to a post with something kind."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("delivery", sa.Column("appreciated", sa.Integer, nullable=False, server_default="0"))
