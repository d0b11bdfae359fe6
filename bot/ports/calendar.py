"""A platform's own calendar, in which sessions stand as well."""

from __future__ import annotations

from typing import Protocol

from bot.chat.occasions import Occasion
from bot.model.places import Message, Place


class Calendar(Protocol):
    """The calendar that goes with a course's places; raises what bot.ports.platform.Platform does.

    An entry's reference is a Message: the place it was entered for, and the platform's id of it.
    """

    async def enter(self, place: Place, occasion: Occasion, marker: str) -> Message:
        """Enter an occasion that carries `marker`; return its reference."""
        ...

    async def change(self, entry: Message, occasion: Occasion, marker: str) -> None:
        """Make an entry say what `occasion` says. Repeating it changes nothing.

        One that is gone, or over for the platform, is entered anew if the session is planned, and
        found by its marker from then on; otherwise it stays as it is.
        """
        ...

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own entry that carries `marker`, if it is there."""
        ...

    async def remove(self, entry: Message, marker: str) -> None:
        """Take an entry out, or what was entered in its place; one that is gone is no error."""
        ...
