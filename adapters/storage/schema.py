"""The schema's version: made in a fresh database, brought up in an old one, refused if newer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select

from adapters.storage.installations import SqlInstallations
from adapters.storage.notes import SqlNotes
from adapters.storage.tables import metadata
from adapters.storage.work import SqlUnitOfWork
from bot.chat.refusal import Refusal

VERSIONS = tuple(
    sorted(
        file.stem.partition("_")[0]
        for file in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*_*.py")
    )
)
"""Every version this program knows, the newest last: the numbers of the migrations."""

ALL_NOUNS = SqlUnitOfWork, SqlNotes, SqlInstallations
TABLES = metadata
"""Every table: the unit of work imports every other noun's file, and each adds its own."""

stamp = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def bring_up(connection: Connection) -> None:
    """Make the tables in an empty database, or run the migrations that an older one lacks.

    Refusal, with nothing changed, for a database of a newer version or of another program.
    """
    version = check(connection)
    if version is None:
        TABLES.create_all(connection)
        stamp.create(connection)
        connection.execute(insert(stamp).values(version_num=VERSIONS[-1]))
    elif version != VERSIONS[-1]:
        from adapters.storage.upgrade import upgrade

        upgrade(connection)


def check(connection: Connection) -> str | None:
    """Return the version of a database that is ours, None for an empty one; Refusal otherwise."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    name = connection.engine.url.database
    version = connection.scalar(select(stamp)) if stamp.name in tables else None
    if version is None:
        raise Refusal(f"{name} is a database of another program. Choose another file for Homeroom.")
    if version not in VERSIONS:
        raise Refusal(
            f"{name} was written by a newer version of Homeroom (schema {version}; this one "
            f"knows up to {VERSIONS[-1]}). Nothing was changed. Install that newer version, or "
            "restore a backup made with this one."
        )
    return str(version)
