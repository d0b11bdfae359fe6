"""Migrations, run by Alembic; imported only when a database is older than this program.

A change of the tables gets a migration of its own, written by comparing them with what the
migrations lead to: `python -m adapters.storage.upgrade 0012 "what changes"`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

FOLDER = Path(__file__).parent / "migrations"
FORMAT = {
    "hooks": "ruff",
    "ruff.type": "module",
    "ruff.module": "ruff",
    "ruff.options": "format REVISION_SCRIPT_FILENAME",
}
"""A migration that was just written is formatted as all our code is."""


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that the connected database lacks, in its open transaction."""
    command.upgrade(_config(connection), to)


def write(version: str, about: str) -> None:
    """Write the migration that leads from the last version to the tables as they are."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config(connection)
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
    write(sys.argv[1], sys.argv[2])
