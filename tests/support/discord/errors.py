"""What Discord answers when it refuses: a status, a code and a sentence."""

from __future__ import annotations

from typing import Any

SENTENCES = {
    0: (404, "404: Not Found"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10065: (404, "Unknown Voice State"),
    10070: (404, "Unknown Guild Scheduled Event"),
    10087: (400, "Unknown Tag"),
    20028: (429, "The channel you are writing has hit the write rate limit."),
    30003: (400, "Maximum number of pins reached for the channel (250)"),
    30010: (400, "Maximum number of reactions reached (20)"),
    30032: (400, "Maximum number of application commands reached"),
    30038: (400, "Maximum number of guild scheduled events reached (100)"),
    30046: (
        429,
        "Maximum number of edits to messages older than 1 hour reached. Try again later.",
    ),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50034: (
        400,
        "You can only bulk delete messages that are under 14 days old.",
    ),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160004: (400, "A thread has already been created for this message"),
    180000: (400, "Cannot update a finished event"),
}


class DiscordError(Exception):
    """A refusal by code; `more` goes into the answer's body."""

    def __init__(self, code: int, **more: Any) -> None:
        """Look up what goes with the code."""
        self.status, self.message = SENTENCES[code]
        super().__init__(f"{self.message} {more}" if more else self.message)
        self.code = code
        self.more = more

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"message": self.message, "code": self.code, **self.more}


def invalid(field: str, code: str, message: str) -> DiscordError:
    """Return 50035 for a field such as `components.0.label`."""
    tree: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for part in reversed(field.split(".")):
        tree = {part: tree}
    return DiscordError(50035, errors=tree)


def required(field: str) -> DiscordError:
    """Return 50035 for a field that is missing."""
    return invalid(field, "BASE_TYPE_REQUIRED", "This field is required")


def too_long(field: str, least: int, most: int) -> DiscordError:
    """Return 50035 for a text of the wrong length."""
    return invalid(field, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
