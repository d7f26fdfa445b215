"""How the posts of a subscription make themselves known: a role, a forum's tag, passing on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("subscription", sa.Column("herald", sa.Text, nullable=False, server_default=""))
