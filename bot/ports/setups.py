"""Courses that are being set up in chat, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.model.courses.setup.setups import Setup


class Setups(Protocol):
    """The setups that nobody has finished yet."""

    async def get(self, setup: str) -> Setup | None:
        """Return the setup with this id."""
        ...

    async def save(self, setup: Setup) -> None:
        """Write a setup, new or known."""
        ...

    async def erase(self, setup: str) -> None:
        """Forget a setup, with everybody on its roster; one that isn't kept is no error."""
        ...

    async def forget(self, until: datetime) -> None:
        """Forget those that were last saved at an instant or before it."""
        ...
