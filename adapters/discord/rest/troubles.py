"""What Discord answers where it does not do as asked, as the ports' errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

import discord

from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
)

BROKEN = "The connection to Discord broke before it answered."
AWAY = "Discord can't be reached at the moment."
UNKNOWN_BOT = (
    "Discord no longer accepts this bot's token. Make a new one in the Developer Portal under Bot, "
    "put it into DISCORD_TOKEN, and start Homeroom again."
)
FORBIDDEN = (
    "Discord does not let Homeroom do this. Look at its permissions in the server's settings; "
    "`homeroom doctor discord` names those that are missing."
)
GONE = "It is not on Discord any more, or Homeroom can't see it."
CLOSED_MAILBOX = (
    "This person takes no private messages from the bot. In the server's privacy settings they "
    "can allow direct messages; until then it is told where they next press or type something."
)
CLOUDFLARE_WAIT = timedelta(seconds=60)
"""How long to stay away where Discord's front door refuses us without saying for how long."""
OLD_EDIT_WAIT = timedelta(minutes=5)
"""How long to leave a message alone that is over an hour old and was edited too often."""

CLOSED_MAILBOX_CODES = frozenset({50007, 50278})
TOO_MANY_OLD_EDITS = 30046
TOO_LARGE = 40005
ALREADY_A_THREAD = 160004
ARCHIVED_THREAD = 50083
LOCKED_THREAD = 160005
TOO_MANY_EVENTS = 30038

SENTENCES: Mapping[int, str] = {
    30003: "There are as many pins as Discord allows there. Unpin one.",
    TOO_MANY_EVENTS: (
        "The server has 100 scheduled events open, as many as Discord allows. Cancel one that "
        "nobody needs; it is entered then by itself."
    ),
    50008: "Nothing can be written in that channel. Name a text channel or a forum for the course.",
    160006: "The server has as many open threads as Discord allows. Close some that are over.",
    200000: (
        "The server's AutoMod blocks what Homeroom posts there. Let Homeroom's role pass in its "
        "settings; it is posted then by itself."
    ),
    TOO_LARGE: "A file is larger than Discord takes there.",
    40067: "This forum wants a tag on every post. Let Homeroom manage the channel, or drop that.",
    ARCHIVED_THREAD: "The thread is archived. Reopen it, or let Homeroom manage threads.",
    LOCKED_THREAD: "The thread is locked. Unlock it; it is posted then by itself.",
}
"""What a person has to change, by Discord's own codes."""
FIELD = re.compile(r"^In ([\w.]+): ", re.MULTILINE)


class GoneError(CannotSendError):
    """What was asked for is not there, or not for the bot to see (404)."""


class ForbiddenError(CannotSendError):
    """The bot lacks a permission (403); `code` is Discord's: 50001 no access, 50013 not allowed."""

    def __init__(self, sentence: str = FORBIDDEN, code: int = 0) -> None:
        """Keep the sentence that names the remedy."""
        super().__init__(sentence)
        self.code = code


class RefusedError(CannotSendError):
    """Discord finds the request wrong (400 and its kin); `code` is Discord's."""

    def __init__(self, sentence: str, code: int) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.code = code


def trouble_of(error: discord.HTTPException) -> Exception:
    """Return the port's error that an answer means. Nothing of what was sent is quoted."""
    status, code = error.status, error.code
    if code == TOO_MANY_OLD_EDITS:
        sentence = "Discord lets a message over an hour old be changed only so often."
        return NotSentError(sentence, max(_wait(error, OLD_EDIT_WAIT), OLD_EDIT_WAIT))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSentError("Discord asks Homeroom to wait.", _wait(error, CLOUDFLARE_WAIT))
    if status >= 500:
        return MaybeSentError(f"Discord had a trouble of its own ({status}).")
    if status == HTTPStatus.UNAUTHORIZED:
        return CannotSendError(UNKNOWN_BOT)
    if code in CLOSED_MAILBOX_CODES:
        return MailboxClosedError(CLOSED_MAILBOX)
    if status == HTTPStatus.FORBIDDEN:
        return ForbiddenError(FORBIDDEN, code)
    if status == HTTPStatus.NOT_FOUND:
        return GoneError(GONE)
    return RefusedError(SENTENCES.get(code) or _refusal(error), code)


def _wait(error: discord.HTTPException, unsaid: timedelta) -> timedelta:
    try:
        return timedelta(seconds=float(error.response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return unsaid


def _refusal(error: discord.HTTPException) -> str:
    fields = ", ".join(FIELD.findall(error.text)[:3])
    where = f" at {fields}" if fields else ""
    return (
        f"Discord refuses what Homeroom sends ({error.status}, code {error.code}{where}). "
        "Please report this."
    )
