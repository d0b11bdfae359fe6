"""Files that people send along with a command or a form, as Discord tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.discord.wire import Json


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that waits at an address of Discord's: its name as given and its size in bytes."""

    name: str
    url: str
    size: int


def attachments_of(data: Json) -> dict[str, Attachment]:
    """Return the files that an interaction's `data` brings, by their ids."""
    found = data.get("resolved", {}).get("attachments", {})
    return {
        id: Attachment(file["filename"], file["url"], int(file.get("size", 0)))
        for id, file in found.items()
    }
