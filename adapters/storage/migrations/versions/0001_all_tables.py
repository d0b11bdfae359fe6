"""Schema 0001: all tables."""

# ruff: noqa: PLR0915 - one statement a table

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

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
        "choices",
        sa.Column("course", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("options", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("course", "person", "week", name=op.f("pk_choices")),
    )
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
        "consents",
        sa.Column("person", KEY, nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", "page", name=op.f("pk_consents")),
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
        "policies",
        sa.Column("course", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.Column("policy", KEY, nullable=False),
        sa.PrimaryKeyConstraint("course", "version", name=op.f("pk_policies")),
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
        "preferences",
        sa.Column("person", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("wishes", KEY, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_preferences")),
    )
    op.create_index(op.f("ix_preferences_course"), "preferences", ["course"], unique=False)
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
        "set_aside",
        sa.Column("identity", KEY, nullable=False),
        sa.Column("course", KEY, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_course_at"), "set_aside", ["course", "at"], unique=False)
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
    op.create_table(
        "zones",
        sa.Column("person", KEY, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", "since", name=op.f("pk_zones")),
    )
