"""Alembic's environment: runs migrations on the connection that `upgrade` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from adapters.storage.columns import Counted, Key, Value
from adapters.storage.schema import TABLES


def render(kind: str, shape: Any, _: object) -> str | Literal[False]:
    """Return a column's type as SQLAlchemy's own: a migration must outlive our classes."""
    if kind != "type":
        return False
    if shape is Key or isinstance(shape, Value):
        return "KEY"
    if shape is Counted:
        return "COUNTED"
    return f"sa.{type(shape.impl).__name__}()" if isinstance(shape, TypeDecorator) else False


def belongs(_: object, name: str | None, kind: str, *others: object) -> bool:
    """Whether the migration that is being written holds a table; all do unless some are named."""
    tables = context.config.attributes.get("tables")
    return kind != "table" or tables is None or name in tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_item=render,
    include_object=belongs,
)
context.run_migrations()
