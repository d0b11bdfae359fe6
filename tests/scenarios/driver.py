"""What a scenario needs of a chat platform: people's hands and eyes there, and its clock.

One Driver a platform; the same weeks are replayed through each. Places have the scenario's own
names (announcements, live, recaps, discussions, staff, and `private` for a person's conversation
with the bot), people the usernames of its roster. Everything that is read is rendered as that
person sees it: words in their own zone, buttons as [Label].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

PRIVATE = "private"
"""The place that is a person's own conversation with the bot."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place, and there a message: the newest that holds the words `on`.

    With `thread` it is looked for in the thread under the newest message that holds those words.
    """

    place: str
    on: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message, an answer or a form as one person sees it; `at` is by that person's clock."""

    text: str
    at: datetime


class Driver(Protocol):
    """People's hands and eyes on one platform. What can't be done there is an AssertionError."""

    async def walk_to(self, at: datetime) -> None:
        """Let time pass until `at` (aware), with everything that is due on the way done."""
        ...

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Type a command, with a file of the scenario's if it takes one; return the answer."""
        ...

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of a message, or pick `choice` in a select; return what then shows."""
        ...

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in and send the form that was opened last for this person; return the answer.

        What isn't named keeps the value it was shown with.
        """
        ...

    async def fill_again(self, who: str) -> Seen:
        """Send the same form with the same values a second time; return the answer."""
        ...

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's own menu; return the answer."""
        ...

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message, in the thread of `where` if it names one."""
        ...

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Change the words of one's own message."""
        ...

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        ...

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """Put a reaction on a message, or take it away."""
        ...

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Return what stands in a place or thread, oldest first; nothing where one can't enter."""
        ...

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return the file called `name` that a message offers."""
        ...

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Let somebody into a place, or out of it."""
        ...
