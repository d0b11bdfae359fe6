"""Setups in the database: each as one value, for nothing asks about its parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Table, delete, select

from adapters.storage.columns import Instant, Key, Value
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.model.courses.setup.setups import Setup

setups = Table(
    "setups",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("setup", Value(Setup), nullable=False),
)


class SqlSetups:
    """The setups that nobody has finished yet; see bot.ports.setups."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, setup: str) -> Setup | None:
        """Return the setup with this id."""
        found: Setup | None = await self._rows.value(
            select(setups.c.setup).where(setups.c.id == setup)
        )
        return found

    async def save(self, setup: Setup) -> None:
        """Write a setup, new or known."""
        await self._rows.put(setups, [{"id": setup.id, "at": setup.at, "setup": setup}])

    async def erase(self, setup: str) -> None:
        """Forget a setup, with everybody on its roster."""
        await self._rows.run(delete(setups).where(setups.c.id == setup))

    async def forget(self, until: datetime) -> None:
        """Forget those that were last saved at an instant or before it."""
        await self._rows.run(delete(setups).where(setups.c.at <= until))
