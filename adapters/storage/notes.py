"""Notes in the database: what adapters keep for themselves, each written in its own transaction."""

from __future__ import annotations

from sqlalchemy import Column, Table, select

from adapters.storage.columns import Key, Words
from adapters.storage.engine import Engine
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata

notes = Table(
    "notes",
    metadata,
    Column("name", Key, primary_key=True),
    Column("text", Words, nullable=False),
)


class SqlNotes:
    """Short texts by name; see bot.ports.notes."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine that opens the notes' own transactions."""
        self._engine = engine

    async def read(self, name: str) -> str | None:
        """Return a note; None if there is none."""
        async with self._engine.reading() as connection:
            text: str | None = await Rows(connection).value(
                select(notes.c.text).where(notes.c.name == name)
            )
        return text

    async def write(self, name: str, text: str) -> None:
        """Keep a note, in the place of the one before; it is committed when this returns."""
        async with self._engine.writing() as connection:
            await Rows(connection).put(notes, [{"name": name, "text": text}])
