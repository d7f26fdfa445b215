"""An index of what was skipped, to find what a clock that was wrong has skipped."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    skipped = sa.text("state = 'skipped'")
    op.create_index("delivery_skipped", "delivery", ["deadline"], postgresql_where=skipped, sqlite_where=skipped)
