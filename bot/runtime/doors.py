"""The core's doors, as adapters need them; bot.runtime.app.App has them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.calls import Answer, Choices, Invocation
from bot.chat.commands import Commands
from bot.chat.events import Event
from bot.model.places import Place, Purpose
from bot.ports.platform import StoredFile

Stored = Callable[[str], Awaitable[StoredFile | None]]
"""Returns a file of the core's store by its id, for the pictures and downloads of answers."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A place that courses use: what for, and the newest version known of what was said there.

    `since` is None where nothing was said yet; it is where catching up starts.
    """

    place: Place
    purposes: frozenset[Purpose]
    since: datetime | None


class Doors(Protocol):
    """The ways into the core."""

    @property
    def commands(self) -> Commands:
        """Every command spec."""
        ...

    async def invoke(self, call: Invocation) -> Answer:
        """Answer a command, a button, a sent form or a message action."""
        ...

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        """Return completions."""
        ...

    async def receive(self, events: Sequence[Event]) -> None:
        """Keep events; they are committed when this returns."""
        ...

    async def tick(self) -> None:
        """Do all that is due."""
        ...

    async def next_due(self) -> datetime | None:
        """Return when there is something to do next."""
        ...

    async def watched(self, platform: str) -> Sequence[Watched]:
        """Return the places on a platform that courses which still run use, each once."""
        ...

    def catching_up(self, platform: str, *, busy: bool) -> None:
        """Say whether what was missed is still being read."""
        ...
