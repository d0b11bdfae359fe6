"""Migrations, run by Alembic; imported only when a database is older than this program.

The first migrations hold all tables, by room (`FIRST`). While no release has been made they are
written anew whenever a noun is added: `python -m adapters.storage.upgrade first`. After the first
release a change gets a migration of its own: `python -m adapters.storage.upgrade 0006 "what
changes"`.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

from adapters.storage.schema import TABLES

FOLDER = Path(__file__).parent / "migrations"
FIRST = {
    "courses and people": "accounts course_files course_places courses join_codes join_requests "
    "people preferences setups zones",
    "live sessions": "absences answered_marks answers checkins codes misses polls presences "
    "questions sessions votes wants",
    "what stays": "archive discussion_roots discussions highlights makeups messages reactions "
    "recap_quotes recaps shared_answers",
    "participation and asking": "choices consents entries excuses policies survey_answers surveys "
    "tallies",
    "the runtime": "agenda answered_calls deeds files held_calls news notes outbox set_aside told",
}
"""The tables of each of the first migrations, in their order."""
FORMAT = {
    "hooks": "ruff",
    "ruff.type": "module",
    "ruff.module": "ruff",
    "ruff.options": "format REVISION_SCRIPT_FILENAME",
}
"""A migration that was just written is formatted as all our code is."""


def upgrade(connection: Connection) -> None:
    """Run the migrations that the connected database lacks, in its open transaction."""
    command.upgrade(_config(connection), "head")


def write_first() -> None:
    """Write the first migrations anew; ValueError if they don't hold every table exactly once."""
    listed = [name for names in FIRST.values() for name in names.split()]
    if sorted(listed) != sorted(TABLES.tables):
        odd = ", ".join(sorted(set(listed) ^ set(TABLES.tables))) or "one is listed twice"
        raise ValueError(f"FIRST has to hold every table once: {odd}")
    for file in (FOLDER / "versions").glob("[0-9]*_*.py"):
        file.unlink()
    known: list[str] = []
    for number, (about, names) in enumerate(FIRST.items(), start=1):
        known += names.split()
        write(f"{number:04}", about, known)


def write(version: str, about: str, tables: Collection[str] | None = None) -> None:
    """Write the migration that leads from the last version to `tables` (None: all) as they are."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config(connection)
        config.attributes["tables"] = tables
        if list((FOLDER / "versions").glob("[0-9]*_*.py")):
            command.upgrade(config, "head")
        command.revision(config, about, autogenerate=True, rev_id=version)
    engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    options: dict[str, Any] = {
        "script_location": str(FOLDER),
        "path_separator": "os",
        "file_template": "%%(rev)s_%%(slug)s",
    }
    for name, value in options.items():
        config.set_main_option(name, value)
    for name, value in FORMAT.items():
        config.set_section_option("post_write_hooks", name, value)
    return config


if __name__ == "__main__":
    if sys.argv[1:] == ["first"]:
        write_first()
    else:
        write(sys.argv[1], sys.argv[2])
