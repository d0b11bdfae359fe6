"""The tables of messages and of reactions to them, and how their rows are read and written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Table, text

from adapters.storage.columns import Instant, Key, Value, Words
from adapters.storage.rows import Row
from adapters.storage.tables import metadata
from bot.model.participation.acts.evidence import Edit
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.messages import Kept, Reaction

IN_A_THREAD = text("thread <> ''")

messages = Table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("platform", Key, primary_key=True),
    Column("place", Key, primary_key=True),
    Column("thread", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("account", Key, nullable=False),
    Column("person", Key),
    Column("text", Words, nullable=False),
    Column("posted", Instant, nullable=False),
    Column("version", Instant, nullable=False),
    Column("versions", Value(tuple[Edit, ...], remember=10_000), nullable=False),
    Column("deleted", Instant),
    Column("reactions", Integer, nullable=False),
    Index(None, "platform", "place", "posted"),
    Index(
        "ix_messages_thread",
        "platform",
        "place",
        "thread",
        "posted",
        "id",
        sqlite_where=IN_A_THREAD,
        postgresql_where=IN_A_THREAD,
    ),
    Index(None, "person", "thread"),
)
"""`thread` is "" for a root message; `platform` is the account's too. The id comes first in the
primary key, for messages are asked for by id: SQLite finds rows by `id IN (…)`, but reads the
whole table for `(platform, place, thread, id) IN (…)`."""

reactions = Table(
    "reactions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("platform", Key, primary_key=True),
    Column("place", Key, primary_key=True),
    Column("thread", Key, primary_key=True),
    Column("account", Key, primary_key=True),
    Column("emoji", Key, primary_key=True),
    Column("present", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)


def reaction_row(reaction: Reaction) -> Row:
    """Return a reaction's state as a row."""
    place = reaction.message.place
    return {
        "platform": place.platform,
        "place": place.id,
        "thread": place.thread or "",
        "id": reaction.message.id,
        "account": reaction.account.id,
        "emoji": reaction.emoji,
        "present": reaction.present,
        "at": reaction.at,
    }


def reaction_of(
    id: str, platform: str, place: str, thread: str, account: str, *rest: Any
) -> Reaction:
    """Return the state of a reaction that a row holds."""
    message = Message(Place(platform, place, thread or None), id)
    return Reaction(message, Account(platform, account), *rest)


def message_row(kept: Kept) -> Row:
    """Return a message as a row."""
    place = kept.message.place
    return {
        "platform": place.platform,
        "place": place.id,
        "thread": place.thread or "",
        "id": kept.message.id,
        "course": kept.course,
        "account": kept.account.id,
        "person": kept.person,
        "text": kept.text,
        "posted": kept.posted,
        "version": kept.version,
        "versions": kept.versions,
        "deleted": kept.deleted,
        "reactions": kept.reactions,
    }


def kept_of(
    id: str, platform: str, place: str, thread: str, course: str, account: str, *rest: Any
) -> Kept:
    """Return the message that a row holds."""
    message = Message(Place(platform, place, thread or None), id)
    return Kept(message, course, Account(platform, account), *rest)
