"""Schema 0013: days away."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the tables up."""
    op.add_column("people", sa.Column("away", KEY, server_default="[]", nullable=False))
