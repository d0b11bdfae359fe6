"""Files in the database: what the bot made or was given."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Table, Text, delete, select

from adapters.storage.columns import Key
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.ports.platform import StoredFile

files = Table(
    "files",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


class SqlFiles:
    """Stored files; see bot.ports.files."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def put(self, course: str, file: StoredFile) -> None:
        """Keep a file under its id; a known id is overwritten."""
        await self._rows.put(files, [{**fields(file), "course": course}])

    async def erase(self, file: str) -> None:
        """Forget a file; one that isn't kept is no error."""
        await self._rows.run(delete(files).where(files.c.id == file))

    async def get(self, file: str) -> StoredFile | None:
        """Return a file with its bytes."""
        columns = [files.c[name] for name in StoredFile.__dataclass_fields__]
        row = await self._rows.first(select(*columns).where(files.c.id == file))
        return StoredFile(**row) if row else None
