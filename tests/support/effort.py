"""Effort: how much a database reads, counted instead of timed, so that it is the same each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass(slots=True)
class Effort:
    """What was asked since it was last `told`.

    `steps` are instructions of SQLite's virtual machine: some for each row that it looks at,
    whether it hands it over or not.
    """

    statements: int = 0
    rows: int = 0
    steps: int = 0

    def told(self) -> Effort:
        """Return what it was, and begin anew."""
        found = Effort(self.statements, self.rows, self.steps)
        self.statements = self.rows = self.steps = 0
        return found

    def watch(self, connection: sqlite3.Connection, _: object) -> None:
        """Count what a connection does.

        All but its rollbacks: nobody waits for the one that ends a reader's turn, so it may come
        when the next thing is counted already.
        """
        counted = True

        def asked(statement: str) -> None:
            nonlocal counted
            counted = statement != "ROLLBACK"
            self.statements += counted

        def stepped() -> int:
            if counted:
                self.steps += 1
            return 0

        def read(_: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
            self.rows += 1
            return row

        connection.set_trace_callback(asked)
        connection.set_progress_handler(stepped, 1)
        connection.row_factory = read


@contextmanager
def counting() -> Iterator[Effort]:
    """Count what all databases do that are opened meanwhile."""
    effort = Effort()
    event.listen(Engine, "connect", effort.watch)
    try:
        yield effort
    finally:
        event.remove(Engine, "connect", effort.watch)
