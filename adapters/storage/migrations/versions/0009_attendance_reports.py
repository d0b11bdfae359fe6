"""Schema 0009: attendance reports, and what staff decided about the names in them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "name_decisions",
        sa.Column("course", KEY, nullable=False),
        sa.Column("identity", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("course", "identity", name=op.f("pk_name_decisions")),
    )
    op.create_table(
        "session_reports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_reports")),
    )
    op.create_index(op.f("ix_session_reports_course_at"), "session_reports", ["course", "at"])
    op.create_index(op.f("ix_session_reports_session_at"), "session_reports", ["session", "at"])
