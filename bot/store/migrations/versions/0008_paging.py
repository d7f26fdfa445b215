"""Who may turn the pages of an answer in a place."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("place", sa.Column("paging", sa.Text, nullable=False, server_default=""))
