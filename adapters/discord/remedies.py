"""What a person can do where Discord lets the bot do nothing: which permission, in which place."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from adapters.discord.guilds import Guilds
from adapters.discord.permissions import missing
from adapters.discord.troubles import ForbiddenError, GoneError
from bot.model.places import Place
from bot.ports.platform import CannotSendError, NotSentError


@contextlib.asynccontextmanager
async def remedied(guilds: Guilds, place: Place, needed: int, deed: str) -> AsyncIterator[None]:
    """Turn a refusal inside into a sentence that names the place and the permissions to give.

    `needed` are the permissions that the deed takes, `deed` says what it is: `post`. What is gone
    is told by the place's name.
    """
    try:
        yield
    except ForbiddenError as error:
        sentence = lack(guilds, place, await _lacking(guilds, place, needed), deed)
        raise ForbiddenError(sentence, error.code) from error
    except GoneError as error:
        raise GoneError(
            f"What Homeroom wants to {deed} in {guilds.name(place)} is not on Discord any more, "
            "or Homeroom can't see it. Name another place for the course if the place is gone."
        ) from error


def lack(guilds: Guilds, place: Place, names: list[str], deed: str) -> str:
    """Return the sentence that asks for permissions, by their names in Discord's settings."""
    what = "the permission" if len(names) == 1 else "the permissions"
    listed = " and ".join(f"“{name}”" for name in names)
    return (
        f"Homeroom is not allowed to {deed} in {guilds.name(place)} on Discord. Give its role "
        f"{what} {listed} there; the rest happens by itself."
    )


async def _lacking(guilds: Guilds, place: Place, needed: int) -> list[str]:
    """Return what the bot lacks there, by name; all that the deed takes where that is unknown."""
    try:
        lacking = await guilds.lacking(place, needed)
    except (NotSentError, CannotSendError):
        lacking = []
    return lacking or missing(0, needed)
