"""The window of a subscription and its minute in it, words a day, how long its passages may be, weights of works."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("window_length", "window_minute", "words", "shortest", "longest"):
        op.add_column("subscription", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("subscription", sa.Column("weights", sa.Text, nullable=False, server_default=""))
