"""What a person can do where Discord lets the bot do nothing: which permission, in which place."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from adapters.discord.rest.troubles import ForbiddenError, GoneError
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission, missing
from bot.model.places import Place
from bot.ports.platform import CannotSendError, NotSentError

READING = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY


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
            f"Homeroom wants to {deed}, but {guilds.name(place)} or what it is about is not on "
            "Discord any more. If the place is gone, name another one for the course."
        ) from error


async def check_reading(guilds: Guilds, place: Place) -> None:
    """ForbiddenError where the bot may not read what was said.

    Discord doesn't refuse that: it shows a place where nothing was ever said. So what was told
    before is not relied on.
    """
    await guilds.fresh(place.id)
    lacking = await guilds.lacking(place, READING)
    if lacking:
        raise ForbiddenError(lack(guilds, place, lacking, "read what was said"))


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
