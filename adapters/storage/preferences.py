"""What each person wishes of the bot, in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Table, delete, select

from adapters.storage.columns import Key, Value
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.model.reminders.wishes import Wishes

preferences = Table(
    "preferences",
    metadata,
    Column("person", Key, primary_key=True),
    Column("course", Key, nullable=False, index=True),
    Column("wishes", Value(Wishes), nullable=False),
)


class SqlPreferences:
    """Everyone's wishes; see bot.ports.preferences."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def of(self, person: str) -> Wishes:
        """Return a person's wishes; who never said anything has the usual ones."""
        query = select(preferences.c.wishes).where(preferences.c.person == person)
        wishes: Wishes | None = await self._rows.value(query)
        return wishes or Wishes()

    async def of_course(self, course: str) -> Mapping[str, Wishes]:
        """Return the wishes of those in a course who said anything, by person."""
        query = select(preferences).where(preferences.c.course == course)
        rows = await self._rows.all(query.order_by(preferences.c.person))
        return {row["person"]: row["wishes"] for row in rows}

    async def save(self, course: str, person: str, wishes: Wishes) -> None:
        """Write a person's wishes, in place of those before."""
        row = {"person": person, "course": course, "wishes": wishes}
        await self._rows.put(preferences, [row])

    async def erase(self, person: str) -> None:
        """Forget what a person wished."""
        await self._rows.run(delete(preferences).where(preferences.c.person == person))
