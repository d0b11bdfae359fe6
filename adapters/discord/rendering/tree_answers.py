"""What a person called out of the command tree, read back into the core's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.discord.rendering.attachments import Attachment, attachments_of
from adapters.discord.rendering.tree import ATTACHMENT, GROUP, SUBCOMMAND
from adapters.discord.wire import Json


def called(data: Json) -> tuple[str, dict[str, str], dict[str, Attachment]]:
    """Return a command's name ("session start"), its options as text, and its files.

    `data` is an interaction's, also one that asks for suggestions.
    """
    known = attachments_of(data)
    options: dict[str, str] = {}
    files: dict[str, Attachment] = {}
    words, given = _path(data)
    for option in given:
        name, value = option["name"], option.get("value")
        if option["type"] == ATTACHMENT:
            if str(value) in known:
                files[name] = known[str(value)]
        elif value is not None:
            options[name] = _text(value)
    return " ".join(words), options, files


def focused(data: Json) -> tuple[str, str]:
    """Return the option that somebody is typing and what is typed so far; both may be empty."""
    _, given = _path(data)
    found: Iterator[tuple[str, str]] = (
        (option["name"], _text(option.get("value", "")))
        for option in given
        if option.get("focused")
    )
    return next(found, ("", ""))


def _path(data: Json) -> tuple[list[str], Sequence[Json]]:
    """Return the words after /class and the options that were given with them."""
    words: list[str] = []
    options: Sequence[Json] = data.get("options") or []
    while options and options[0]["type"] in (GROUP, SUBCOMMAND):
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return words, options


def _text(value: object) -> str:
    """Return a value as somebody would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
