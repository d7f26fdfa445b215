"""Quiet hours of a subscription."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("subscription", sa.Column("quiet", sa.Text, nullable=False, server_default=""))
