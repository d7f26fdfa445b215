"""How many passages one post of a subscription holds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("subscription", sa.Column("portion", sa.Integer, nullable=False, server_default="1"))
