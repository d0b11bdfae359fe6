"""Schema 0007: disputes, and what was decided after a week was locked."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "differences",
        sa.Column("seq", COUNTED, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("before", KEY, nullable=True),
        sa.Column("after", KEY, nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_differences")),
        sa.UniqueConstraint("id", name=op.f("uq_differences_id")),
    )
    op.create_index(
        op.f("ix_differences_course_person"), "differences", ["course", "person"], unique=False
    )
    op.create_table(
        "disputes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("entry", KEY, nullable=True),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("about", KEY, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("by", KEY, nullable=True),
        sa.Column("decided", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("entered", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_index(
        op.f("ix_disputes_course_person"), "disputes", ["course", "person"], unique=False
    )
