"""Installations: where a platform's own people let the bot in, and by which token it acts there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot, let into a workspace; or, where `workspace` is "", into a whole organization.

    The three are the platform's ids; `organization` is "" for a workspace that belongs to none,
    `bot` the bot's own account. `name` and `url` are what people know it by. A token that
    `expires` is renewed by `refresh` before that; None for one that lasts. The tokens are secrets:
    they stand in no message, no log and no repr.
    """

    organization: str
    workspace: str
    bot: str
    name: str
    url: str
    at: datetime
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires: datetime | None = None


class Installations(Protocol):
    """All that are in force; whoever writes has committed when a method returns."""

    async def all(self) -> Sequence[Installation]:
        """Return every installation, in the order of their ids."""
        ...

    async def save(self, installation: Installation) -> None:
        """Keep an installation in the place of any other of the same workspace or organization."""
        ...

    async def drop(self, installation: Installation) -> None:
        """Forget an installation, token and all; one that was made anew meanwhile stays."""
        ...
