"""What readers say is not right, with the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "remark",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("release_id", sa.String(10), nullable=False),
        sa.Column("page", sa.String(40), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False, index=True),
        sa.Column("handled_at", sa.String(32), nullable=False, index=True),
        sa.Column("handled_by", sa.String(200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    )
