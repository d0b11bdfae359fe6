"""Schema 0001: courses and people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "accounts",
        sa.Column("seq", COUNTED, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_person"), "accounts", ["person"], unique=False)
    op.create_index(
        op.f("ix_accounts_platform_account_course"),
        "accounts",
        ["platform", "account", "course"],
        unique=True,
    )
    op.create_table(
        "course_files",
        sa.Column("course", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_course_files")),
    )
    op.create_table(
        "course_places",
        sa.Column("course", KEY, nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("thread", KEY, nullable=False),
        sa.PrimaryKeyConstraint(
            "course", "platform", "place", "thread", name=op.f("pk_course_places")
        ),
    )
    op.create_index(
        op.f("ix_course_places_platform_place"),
        "course_places",
        ["platform", "place"],
        unique=False,
    )
    op.create_table(
        "courses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    op.create_table(
        "join_codes",
        sa.Column("hash", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_join_codes")),
    )
    op.create_index(op.f("ix_join_codes_person"), "join_codes", ["person"], unique=False)
    op.create_table(
        "join_requests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("enrolled", sa.Date(), nullable=True),
        sa.Column("dropped", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_course"), "people", ["course"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("person", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("wishes", KEY, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_preferences")),
    )
    op.create_index(op.f("ix_preferences_course"), "preferences", ["course"], unique=False)
    op.create_table(
        "setups",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("setup", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setups")),
    )
    op.create_table(
        "zones",
        sa.Column("person", KEY, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", "since", name=op.f("pk_zones")),
    )
