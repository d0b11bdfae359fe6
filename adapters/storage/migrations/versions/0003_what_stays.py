"""Schema 0003: what stays."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "archive",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("message", KEY, nullable=True),
        sa.Column("post", KEY, nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.Column("opens_with", KEY, nullable=True),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_archive")),
        sa.UniqueConstraint("id", name=op.f("uq_archive_id")),
    )
    op.create_index(op.f("ix_archive_person_at"), "archive", ["person", "at"], unique=False)
    op.create_index(
        "ix_archive_post",
        "archive",
        ["course", "post"],
        unique=False,
        sqlite_where=sa.text("post <> ''"),
        postgresql_where=sa.text("post <> ''"),
    )
    op.create_table(
        "discussion_roots",
        sa.Column("message", KEY, nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("discussion", KEY, nullable=False),
        sa.PrimaryKeyConstraint("message", "platform", "place", name=op.f("pk_discussion_roots")),
    )
    op.create_index(
        op.f("ix_discussion_roots_discussion"), "discussion_roots", ["discussion"], unique=False
    )
    op.create_table(
        "discussions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("opens", sa.BigInteger(), nullable=False),
        sa.Column("posts_due", KEY, nullable=False),
        sa.Column("closes", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("expects", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("root", KEY, nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("highlights", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussions")),
    )
    op.create_index(
        op.f("ix_discussions_course_key"), "discussions", ["course", "key"], unique=True
    )
    op.create_index(
        op.f("ix_discussions_course_opens"), "discussions", ["course", "opens"], unique=False
    )
    op.create_table(
        "highlights",
        sa.Column("message", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_highlights")),
    )
    op.create_index(op.f("ix_highlights_session_at"), "highlights", ["session", "at"], unique=False)
    op.create_table(
        "makeups",
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("answers", KEY, nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=True),
        sa.Column("submitted", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session", "person", name=op.f("pk_makeups")),
    )
    op.create_index(op.f("ix_makeups_person"), "makeups", ["person"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("thread", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("versions", KEY, nullable=False),
        sa.Column("deleted", sa.BigInteger(), nullable=True),
        sa.Column("reactions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "platform", "place", "thread", name=op.f("pk_messages")),
    )
    op.create_index(
        op.f("ix_messages_person_thread"), "messages", ["person", "thread"], unique=False
    )
    op.create_index(
        op.f("ix_messages_platform_place_posted"),
        "messages",
        ["platform", "place", "posted"],
        unique=False,
    )
    op.create_index(
        "ix_messages_thread",
        "messages",
        ["platform", "place", "thread", "posted", "id"],
        unique=False,
        sqlite_where=sa.text("thread <> ''"),
        postgresql_where=sa.text("thread <> ''"),
    )
    op.create_table(
        "reactions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("platform", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("thread", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("emoji", KEY, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "id", "platform", "place", "thread", "account", "emoji", name=op.f("pk_reactions")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recap_quotes",
        sa.Column("message", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.PrimaryKeyConstraint("message", "session", name=op.f("pk_recap_quotes")),
    )
    op.create_table(
        "recaps",
        sa.Column("session", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("drafted", sa.BigInteger(), nullable=False),
        sa.Column("history", KEY, nullable=False),
        sa.Column("needs_staff", sa.Boolean(), nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("publications", sa.Integer(), nullable=False),
        sa.Column("makeup_until", sa.BigInteger(), nullable=True),
        sa.Column("makeup_closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_recaps")),
    )
    op.create_index(op.f("ix_recaps_course_drafted"), "recaps", ["course", "drafted"], unique=False)
    op.create_table(
        "shared_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("session", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_answers")),
    )
    op.create_index(
        op.f("ix_shared_answers_course_at"), "shared_answers", ["course", "at"], unique=False
    )
    op.create_index(
        op.f("ix_shared_answers_person_at"), "shared_answers", ["person", "at"], unique=False
    )
