"""The log, acknowledgements, acts on releases, schedules, access before publication, and who sent deliveries in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the first tables, and the end of a log that is empty."""
    op.create_table(
        "log_entry",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("subject", sa.String(200), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False, index=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    head = op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": "0" * 64}])
    op.create_table(
        "log_anchor",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "acknowledgement",
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("release_id", sa.String(10), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "release_act",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("release_id", sa.String(10), nullable=False, index=True),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "schedule",
        sa.Column("release_id", sa.String(10), primary_key=True),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
    )
    op.create_table(
        "prerelease",
        sa.Column("release_id", sa.String(10), primary_key=True),
        sa.Column("subject", sa.String(200), primary_key=True),
        sa.Column("opens", sa.String(32), nullable=False),
        sa.Column("closes", sa.String(32), nullable=False),
        sa.Column("given_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "handed_in",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("source", sa.String(40), nullable=False, index=True),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
