"""Reminders in the database: what each person was told, and the news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Index, Table, delete, select

from adapters.storage.columns import Instant, Key, Value, Word
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.model.reminders.reminders import Subject, Topic
from bot.ports.reminders import Told

told = Table(
    "told",
    metadata,
    Column("post", Key, primary_key=True),
    Column("about", Key, primary_key=True),
    Column("topic", Word(Topic), primary_key=True),
    Column("person", Key, nullable=False, index=True),
    Column("subject", Value(Subject), nullable=False),
    Index(None, "about"),
)

news = Table(
    "news",
    metadata,
    Column("about", Key, primary_key=True),
    Column("topic", Word(Topic), primary_key=True),
    Column("course", Key, nullable=False),
    Column("since", Instant, nullable=False),
    Column("subject", Value(Subject), nullable=False),
    Index(None, "course", "since"),
)


class SqlReminders:
    """What was said privately; see bot.ports.reminders."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def tell(self, said: Sequence[Told]) -> None:
        """Write what a post speaks of; writing it again changes nothing."""
        rows = [
            {
                "post": each.post,
                "about": each.subject.about,
                "topic": each.subject.topic,
                "person": each.person,
                "subject": each.subject,
            }
            for each in said
        ]
        await self._rows.add(told, rows)

    async def told(self, about: str) -> Sequence[Told]:
        """Return who was told about a session or discussion, by post."""
        return await self._told(told.c.about == about)

    async def in_post(self, post: str) -> Sequence[Told]:
        """Return everything that one post speaks of."""
        return await self._told(told.c.post == post)

    async def announce(self, course: str, subject: Subject) -> None:
        """Keep a piece of news; the same news again changes nothing."""
        row = {
            "about": subject.about,
            "topic": subject.topic,
            "course": course,
            "since": subject.since,
            "subject": subject,
        }
        await self._rows.add(news, [row])

    async def news(self, course: str, since: datetime) -> Sequence[Subject]:
        """Return a course's news that became known at or after `since`, oldest first."""
        query = select(news.c.subject).where(news.c.course == course, news.c.since >= since)
        rows = await self._rows.all(query.order_by(news.c.since, news.c.about))
        return [row["subject"] for row in rows]

    async def forget(self, person: str) -> None:
        """Forget what a person was told."""
        await self._rows.run(delete(told).where(told.c.person == person))

    async def _told(self, where: ColumnElement[bool]) -> Sequence[Told]:
        query = select(told).where(where).order_by(told.c.post, told.c.about, told.c.topic)
        rows = await self._rows.all(query)
        return [Told(row["post"], row["person"], row["subject"]) for row in rows]
