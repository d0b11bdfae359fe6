"""Schema 0005: the runtime."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables up."""
    op.create_table(
        "agenda",
        sa.Column("key", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("args", KEY, nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ready", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agenda")),
    )
    op.create_index(
        "ix_agenda_course",
        "agenda",
        ["course", "ready"],
        unique=False,
        sqlite_where=sa.text("done = 0"),
        postgresql_where=sa.text("NOT done"),
    )
    op.create_index(
        "ix_agenda_ready",
        "agenda",
        ["ready", "key"],
        unique=False,
        sqlite_where=sa.text("done = 0"),
        postgresql_where=sa.text("NOT done"),
    )
    op.create_table(
        "answered_calls",
        sa.Column("call", KEY, nullable=False),
        sa.Column("answer", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_answered_calls")),
    )
    op.create_index(op.f("ix_answered_calls_at"), "answered_calls", ["at"], unique=False)
    op.create_table(
        "deeds",
        sa.Column("seq", COUNTED, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("undo", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deeds")),
        sa.UniqueConstraint("id", name=op.f("uq_deeds_id")),
    )
    op.create_index(op.f("ix_deeds_course_at"), "deeds", ["course", "at"], unique=False)
    op.create_table(
        "files",
        sa.Column("id", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_course"), "files", ["course"], unique=False)
    op.create_table(
        "held_calls",
        sa.Column("call", KEY, nullable=False),
        sa.Column("invocation", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_held_calls")),
    )
    op.create_index(op.f("ix_held_calls_at"), "held_calls", ["at"], unique=False)
    op.create_table(
        "news",
        sa.Column("about", KEY, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.PrimaryKeyConstraint("about", "topic", name=op.f("pk_news")),
    )
    op.create_index(op.f("ix_news_course_since"), "news", ["course", "since"], unique=False)
    op.create_table(
        "notes",
        sa.Column("name", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_notes")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", COUNTED, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("to", KEY, nullable=False),
        sa.Column("under", KEY, nullable=True),
        sa.Column("view", KEY, nullable=True),
        sa.Column("draws", KEY, nullable=True),
        sa.Column("object", KEY, nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_revision", sa.Integer(), nullable=False),
        sa.Column("message", KEY, nullable=True),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("shut", sa.Boolean(), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("ready", sa.BigInteger(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("tried", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_course"), "outbox", ["course"], unique=False)
    op.create_index("ix_outbox_draws", "outbox", ["draws", "object"], unique=False)
    op.create_index(op.f("ix_outbox_message"), "outbox", ["message"], unique=False)
    op.create_index(
        "ix_outbox_owed",
        "outbox",
        ["seq"],
        unique=False,
        sqlite_where=sa.text("owed = 1"),
        postgresql_where=sa.text("owed"),
    )
    op.create_index(
        "ix_outbox_shut",
        "outbox",
        ["to"],
        unique=False,
        sqlite_where=sa.text("shut = 1"),
        postgresql_where=sa.text("shut"),
    )
    op.create_table(
        "set_aside",
        sa.Column("identity", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_course_at"), "set_aside", ["course", "at"], unique=False)
    op.create_table(
        "told",
        sa.Column("post", KEY, nullable=False),
        sa.Column("about", KEY, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.PrimaryKeyConstraint("post", "about", "topic", name=op.f("pk_told")),
    )
    op.create_index(op.f("ix_told_about"), "told", ["about"], unique=False)
    op.create_index(op.f("ix_told_person"), "told", ["person"], unique=False)
