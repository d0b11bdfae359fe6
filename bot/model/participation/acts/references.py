"""References: a message written as one word, as the ledger's evidence and forms keep it."""

from __future__ import annotations

from bot.model.places import Message, Place

KIND = "message"


def write_message(message: Message) -> str:
    """Return a message as `message/<platform>/<place>/<thread>/<id>`; no thread is empty."""
    place = message.place
    return "/".join((KIND, place.platform, place.id, place.thread or "", message.id))


def read_message(text: str) -> Message | None:
    """Return the message that `text` names, or None if it names none."""
    parts = text.split("/")
    if len(parts) != 5 or parts[0] != KIND:
        return None
    _, platform, place, thread, name = parts
    return Message(Place(platform, place, thread or None), name)
