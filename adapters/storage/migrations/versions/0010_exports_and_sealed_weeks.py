"""Schema 0010: exports and sealed weeks."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "exports",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("form", KEY, nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("checksum", KEY, nullable=False),
        sa.Column("content", KEY, nullable=False),
        sa.Column("grades", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(
        op.f("ix_exports_course_week_form_at"),
        "exports",
        ["course", "week", "form", "at"],
        unique=False,
    )
    op.create_table(
        "gradebook_seats",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gradebook_seats")),
    )
    op.create_index(op.f("ix_gradebook_seats_course"), "gradebook_seats", ["course"], unique=False)
    op.create_table(
        "sealed_weeks",
        sa.Column("course", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("total", sa.Boolean(), nullable=False),
        sa.Column("held", KEY, nullable=False),
        sa.PrimaryKeyConstraint("course", "week", "total", name=op.f("pk_sealed_weeks")),
    )
