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


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_item=render,
)
context.run_migrations()
