"""Schema 0014: differences of units."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "sealed_periods",
        sa.Column("course", KEY, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("held", KEY, nullable=False),
        sa.PrimaryKeyConstraint("course", "scope", "week", name=op.f("pk_sealed_periods")),
    )
    op.add_column("differences", sa.Column("per", sa.Text(), server_default="week", nullable=False))
    op.add_column("differences", sa.Column("first", sa.Integer(), nullable=True))
