"""Schema 0002: live sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "absences",
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session", "person", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_person_at"), "absences", ["person", "at"], unique=False)
    op.create_table(
        "answered_marks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("message", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answered_marks")),
    )
    op.create_index(op.f("ix_answered_marks_course"), "answered_marks", ["course"], unique=False)
    op.create_table(
        "answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("question", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("endorsed_by", KEY, nullable=True),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.Column("removed_by", KEY, nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_person_at"), "answers", ["person", "at"], unique=False)
    op.create_index(op.f("ix_answers_question_at"), "answers", ["question", "at"], unique=False)
    op.create_table(
        "checkins",
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("by", KEY, nullable=True),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("session", "person", name=op.f("pk_checkins")),
    )
    op.create_index(op.f("ix_checkins_person_at"), "checkins", ["person", "at"], unique=False)
    op.create_table(
        "codes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_session_made"), "codes", ["session", "made"], unique=False)
    op.create_table(
        "misses",
        sa.Column("call", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_misses")),
    )
    op.create_index(
        op.f("ix_misses_session_person_at"), "misses", ["session", "person", "at"], unique=False
    )
    op.create_table(
        "polls",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("session", KEY, nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_before", sa.Text(), nullable=True),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
    )
    op.create_index(op.f("ix_polls_course_at"), "polls", ["course", "at"], unique=False)
    op.create_index(op.f("ix_polls_session_at"), "polls", ["session", "at"], unique=False)
    op.create_table(
        "presences",
        sa.Column("course", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("thread", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "course",
            "at",
            "platform",
            "place",
            "thread",
            "account",
            "present",
            name=op.f("pk_presences"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "questions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_person_at"), "questions", ["person", "at"], unique=False)
    op.create_index(op.f("ix_questions_session_at"), "questions", ["session", "at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("place", KEY, nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("recording", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_course_key"), "sessions", ["course", "key"], unique=True)
    op.create_index(
        op.f("ix_sessions_course_starts"), "sessions", ["course", "starts"], unique=False
    )
    op.create_table(
        "votes",
        sa.Column("poll", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("poll", "person", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_person"), "votes", ["person"], unique=False)
    op.create_table(
        "wants",
        sa.Column("question", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("question", "person", name=op.f("pk_wants")),
    )
