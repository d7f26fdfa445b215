"""Places, their subscriptions, the ledger of deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.UniqueConstraint("platform", "chat", "thread", name="one_place"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("place", NUMBER, sa.ForeignKey("place.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Text, nullable=False),
        sa.Column("every", sa.Integer, nullable=False),
        sa.Column("month_days", sa.Text, nullable=False),
        sa.Column("start_on", sa.Date),
        sa.Column("end_on", sa.Date),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("rotation", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("paused_until", sa.Date),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("lap", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("last_key", sa.Text, nullable=False),
        sa.Column("next_day", sa.Date),
        sa.Column("next_due", sa.BigInteger),
    )
    op.create_index("ix_subscription_place", "subscription", ["place"])
    _create_partial_index("subscription_due", "subscription", ["next_due"], "standing = 'active'")
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("subscription", NUMBER, sa.ForeignKey("subscription.id"), nullable=False),
        sa.Column("local_date", sa.Date),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("deadline", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("next_part", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("began", sa.BigInteger),
        sa.Column("ended", sa.BigInteger),
        sa.Column("message_ids", sa.Text, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.UniqueConstraint("subscription", "local_date", name="one_delivery_a_date"),
    )
    _create_partial_index("delivery_ready", "delivery", ["platform", "not_before", "id"], "state = 'queued'")
    _create_partial_index("delivery_sending", "delivery", ["seat"], "state = 'sending'")
    op.create_table(
        "fact",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _create_partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, postgresql_where=condition, sqlite_where=condition)
