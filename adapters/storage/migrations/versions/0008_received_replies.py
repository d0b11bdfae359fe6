"""Schema 0008: posts and the replies they received are found by their discussion and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables up."""
    op.create_index(
        "ix_entries_posts",
        "entries",
        ["about", "at"],
        unique=False,
        sqlite_where=sa.text("act = 'post'"),
        postgresql_where=sa.text("act = 'post'"),
    )
    op.create_index(
        "ix_entries_received",
        "entries",
        ["about", "evidence"],
        unique=False,
        sqlite_where=sa.text("act = 'received'"),
        postgresql_where=sa.text("act = 'received'"),
    )
