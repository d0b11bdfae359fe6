"""Installations in the database: a bot's tokens, each written in its own transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, and_, delete, or_, select

from adapters.storage.columns import Instant, Key, Words
from adapters.storage.engine import Engine
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.ports.installations import Installation

installations = Table(
    "installations",
    metadata,
    Column("organization", Key, primary_key=True),
    Column("workspace", Key, primary_key=True),
    Column("bot", Key, nullable=False),
    Column("name", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("token", Words, nullable=False),
    Column("refresh", Words, nullable=False),
    Column("expires", Instant),
)


class SqlInstallations:
    """Where the bot was let in; see bot.ports.installations."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine that opens the installations' own transactions."""
        self._engine = engine

    async def all(self) -> Sequence[Installation]:
        """Return every installation, in the order of their ids."""
        columns = installations.c
        query = select(installations).order_by(columns.organization, columns.workspace)
        async with self._engine.reading() as connection:
            rows = await Rows(connection).all(query)
        return [Installation(**row) for row in rows]

    async def save(self, installation: Installation) -> None:
        """Keep an installation in the place of any other of the same workspace or organization."""
        columns = installations.c
        same = and_(
            columns.organization == installation.organization,
            columns.workspace == installation.workspace,
        )
        if installation.workspace:
            # It may have joined an organization since it was installed.
            same = or_(same, columns.workspace == installation.workspace)
        async with self._engine.writing() as connection:
            rows = Rows(connection)
            await rows.run(delete(installations).where(same))
            await rows.put(installations, [fields(installation)])

    async def drop(self, installation: Installation) -> None:
        """Forget an installation, token and all; one that was made anew meanwhile stays."""
        columns = installations.c
        async with self._engine.writing() as connection:
            await Rows(connection).run(
                delete(installations).where(
                    columns.organization == installation.organization,
                    columns.workspace == installation.workspace,
                    columns.token == installation.token,
                )
            )
