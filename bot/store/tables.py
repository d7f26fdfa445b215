"""The tables of the state, as the newest migration leaves them. Instants are UTC, in milliseconds since 1970."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(moment: datetime) -> int:
    """Return an aware datetime as it is kept."""
    return round(moment.timestamp() * 1000)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime kept as whole milliseconds: the same on every database, and in the order of time."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the milliseconds."""
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return the instant."""
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


# SQLite numbers rows by itself only where the key is exactly INTEGER.
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

metadata = sa.MetaData()

place = sa.Table(
    "place",
    metadata,
    sa.Column("id", Number, primary_key=True),
    sa.Column("platform", sa.Text, nullable=False),
    sa.Column("chat", sa.Text, nullable=False),
    sa.Column("thread", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("paging", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("platform", "chat", "thread", name="one_place"),
)

subscription = sa.Table(
    "subscription",
    metadata,
    sa.Column("id", Number, primary_key=True),
    sa.Column("place", Number, sa.ForeignKey("place.id"), nullable=False, index=True),
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
    sa.Column("quiet", sa.Text, nullable=False, server_default=""),
    sa.Column("portion", sa.Integer, nullable=False, server_default="1"),
    *(
        sa.Column(name, sa.Integer, nullable=False, server_default="0")
        for name in ("window_length", "window_minute", "words", "shortest", "longest")
    ),
    sa.Column("weights", sa.Text, nullable=False, server_default=""),
    sa.Column("herald", sa.Text, nullable=False, server_default=""),
    sa.Column("next_day", sa.Date),
    sa.Column("next_due", Instant),
)
sa.Index(
    "subscription_due",
    subscription.c.next_due,
    postgresql_where=sa.text("standing = 'active'"),
    sqlite_where=sa.text("standing = 'active'"),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", Number, primary_key=True),
    sa.Column("subscription", Number, sa.ForeignKey("subscription.id"), nullable=False),
    sa.Column("local_date", sa.Date),
    sa.Column("platform", sa.Text, nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("deadline", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("passages", sa.Text, nullable=False),
    sa.Column("next_part", sa.Integer, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("not_before", Instant, nullable=False),
    sa.Column("seat", sa.Text, nullable=False),
    sa.Column("began", Instant),
    sa.Column("ended", Instant),
    sa.Column("message_ids", sa.Text, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("chunk", sa.BigInteger),
    sa.Column("appreciated", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("subscription", "local_date", name="one_delivery_a_date"),
)
"""`chunk` is the job of the engine that carries it, on PostgreSQL; there the database does not hold `subscription` to
its table, which would take a fifth of the time that planning has.
"""
sa.Index(
    "delivery_ready",
    delivery.c.platform,
    delivery.c.not_before,
    delivery.c.id,
    sqlite_where=sa.text("state = 'queued'"),
).ddl_if(dialect="sqlite")
sa.Index(
    "delivery_loose",
    delivery.c.not_before,
    delivery.c.id,
    postgresql_where=sa.text("state = 'queued' AND chunk IS NULL"),
).ddl_if(dialect="postgresql")
sa.Index(
    "delivery_chunk",
    delivery.c.chunk,
    postgresql_where=sa.text("state = 'queued'"),
).ddl_if(dialect="postgresql")
sa.Index(
    "delivery_sending",
    delivery.c.seat,
    postgresql_where=sa.text("state = 'sending'"),
    sqlite_where=sa.text("state = 'sending'"),
)
sa.Index(
    "delivery_skipped",
    delivery.c.deadline,
    postgresql_where=sa.text("state = 'skipped'"),
    sqlite_where=sa.text("state = 'skipped'"),
)

gate = sa.Table(
    "gate",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("free", sa.Float(53), nullable=False),
    sa.Column("slow", sa.Float(53), nullable=False),
)
"""Who may go when, over all processes: seconds since 1970 by the database's clock (see `bot.store.gate`)."""

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What the program remembers about itself: which tz database its due instants were reckoned with."""
