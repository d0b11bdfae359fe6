"""Schema 0012: grades pushed to gradebooks."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "pushes",
        sa.Column("course", KEY, nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("grade", KEY, nullable=False),
        sa.Column("before", KEY, nullable=True),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("course", "column", "row", name=op.f("pk_pushes")),
    )
    op.create_index(op.f("ix_pushes_course_person"), "pushes", ["course", "person"], unique=False)
