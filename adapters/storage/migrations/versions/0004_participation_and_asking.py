"""Schema 0004: participation and asking."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "choices",
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("options", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("course", "person", "week", name=op.f("pk_choices")),
    )
    op.create_table(
        "consents",
        sa.Column("person", KEY, nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "page", name=op.f("pk_consents")),
    )
    op.create_table(
        "entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("about", KEY, nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("withdraws", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", KEY, nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_about_person"), "entries", ["about", "person"], unique=False)
    op.create_index(op.f("ix_entries_course_week"), "entries", ["course", "week"], unique=False)
    op.create_index(op.f("ix_entries_person_at"), "entries", ["person", "at"], unique=False)
    op.create_table(
        "excuses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("about", KEY, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuses")),
    )
    op.create_index(op.f("ix_excuses_course_person"), "excuses", ["course", "person"], unique=False)
    op.create_table(
        "policies",
        sa.Column("course", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.Column("policy", KEY, nullable=False),
        sa.PrimaryKeyConstraint("course", "version", name=op.f("pk_policies")),
    )
    op.create_table(
        "survey_answers",
        sa.Column("person", KEY, nullable=False),
        sa.Column("question", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("values", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "question", name=op.f("pk_survey_answers")),
    )
    op.create_index(op.f("ix_survey_answers_course"), "survey_answers", ["course"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("course", KEY, nullable=False),
        sa.Column("survey", KEY, nullable=False),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_surveys")),
    )
    op.create_table(
        "tallies",
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("about", KEY, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("fits", KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "course", "person", "week", "about", "act", "fits", name=op.f("pk_tallies")
        ),
        sqlite_with_rowid=False,
    )
