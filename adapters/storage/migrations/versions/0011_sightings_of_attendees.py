"""Schema 0011: sightings of attendees."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "sightings",
        sa.Column("course", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("room", KEY, nullable=False),
        sa.Column("meeting", KEY, nullable=False),
        sa.Column("who", KEY, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "course", "at", "source", "room", "meeting", "who", "present", name=op.f("pk_sightings")
        ),
        sqlite_with_rowid=False,
    )
