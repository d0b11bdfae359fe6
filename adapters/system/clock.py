"""The machine's clock: the one module that reads it."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The present instant as this machine has it."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds that only ever grow: for measuring how long something took."""
    return time.monotonic()
