"""What a driver needs of a Discord: people's hands and eyes on one message or channel at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from tests.support.discord.filling import Files
from tests.support.discord.reading import Reader
from tests.support.discord.things import Json


class Standing(Protocol):
    """A message as it stands; an id that is greater is a later one's."""

    @property
    def id(self) -> int:
        """Its snowflake."""
        ...

    @property
    def components(self) -> list[Json]:
        """What it shows."""
        ...


M = TypeVar("M", bound=Standing)
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[M]):
    """What a person is shown after an act: a form, a message (new, or changed), or nothing.

    `act` is what the hands know it by, to fill in its form.
    """

    act: Any
    form: Json | None = None
    message: M | None = None


class Hands(Protocol[M, C]):
    """People on a Discord with messages M in channels C. What can't be done is an error."""

    @property
    def now(self) -> datetime:
        """The instant, on Discord's clock."""
        ...

    async def move(self, to: datetime) -> None:
        """Let the clock stand at a later instant."""
        ...

    def reader(self, who: str) -> Reader:
        """Return somebody's eyes."""
        ...

    def text(self, who: str, message: M) -> str:
        """Return a message as somebody reads it."""
        ...

    def posted(self, message: M) -> datetime:
        """Return the instant a message was posted at."""
        ...

    def is_private(self, message: M) -> bool:
        """Whether a message is an answer that one person sees."""
        ...

    def file(self, message: M, name: str) -> bytes | None:
        """Return the file called `name`, if a message has it."""
        ...

    def place(self, who: str, name: str) -> C:
        """Return a place by its name; PRIVATE is the person's own with the bot."""
        ...

    def sees(self, who: str, channel: C) -> list[M]:
        """Return what stands in a channel for somebody, oldest first; nothing of a closed one."""
        ...

    def posts(self, place: C) -> list[C] | None:
        """Return a forum's posts, oldest first; None where a place is no forum."""
        ...

    def thread(self, message: M) -> C | None:
        """Return the thread that hangs under a message, or that it begins."""
        ...

    async def use(
        self, who: str, channel: C, name: str, options: Mapping[str, str], files: Files
    ) -> Outcome[M]:
        """Use a command."""
        ...

    async def complete(
        self, who: str, channel: C, name: str, field: str, words: str
    ) -> Sequence[Json]:
        """Return what completes an option: `name` and `value` of each."""
        ...

    async def press(self, who: str, message: M, label: str, choice: str) -> Outcome[M]:
        """Press a button, or pick a choice of a select."""
        ...

    async def submit(self, who: str, form: Outcome[M], values: Mapping[str, str]) -> Outcome[M]:
        """Fill in a form and send it, even a second time."""
        ...

    async def choose(self, who: str, message: M, label: str) -> Outcome[M]:
        """Choose an entry of a message's menu, even one that isn't offered."""
        ...

    async def write(self, who: str, channel: C, text: str) -> None:
        """Write a message."""
        ...

    async def edit(self, who: str, message: M, text: str) -> None:
        """Change the words of one's own message."""
        ...

    async def delete(self, who: str, message: M) -> None:
        """Delete one's own message."""
        ...

    async def react(self, who: str, message: M, emoji: str, *, present: bool) -> None:
        """React to a message, or take that back."""
        ...

    async def admit(self, place: str, who: str, *, present: bool) -> None:
        """Let somebody into a channel, or out of it."""
        ...
