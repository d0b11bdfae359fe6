"""What the sandbox's server tells, as the core's events and calls."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.sandbox.wire import PLATFORM, Json, instant
from bot.chat.calls import Invocation, Upload
from bot.chat.events import Event, MessageDeleted, MessageSeen, ReactionSeen
from bot.model.people import Account
from bot.model.places import Message, Place


def account_of(account: str) -> Account:
    """Return an account of the sandbox."""
    return Account(PLATFORM, account)


def place_of(told: Json) -> Place:
    """Return the place, or the thread, that a frame speaks of."""
    return Place(PLATFORM, told["place"], told["thread"])


def message_of(told: Json | None) -> Message | None:
    """Return a message's reference from {id, place, thread}."""
    return Message(place_of(told), told["id"]) if told else None


def event_of(told: Json) -> Event:
    """Return the event that a frame tells; ValueError for a type unknown here."""
    message = Message(place_of(told), told["message"])
    match told["type"]:
        case "message":
            return MessageSeen(
                message,
                account_of(told["author"]),
                told["text"],
                instant(told["posted"]),
                instant(told["version"]),
            )
        case "deleted":
            return MessageDeleted(message, instant(told["at"]))
        case "reaction":
            return ReactionSeen(
                message,
                account_of(told["account"]),
                told["emoji"],
                bool(told["present"]),
                instant(told["at"]),
            )
        case kind:
            raise ValueError(f"The sandbox told an event of an unknown type: {kind}")


def invocation_of(
    told: Json,
    command: str | None = None,
    options: Mapping[str, str] | None = None,
    files: Mapping[str, Upload] | None = None,
) -> Invocation:
    """Return the call that an interaction frame makes; command and options are parsed already."""
    return Invocation(
        id=told["id"],
        account=account_of(told["account"]),
        place=place_of(told),
        at=instant(told["at"]),
        command=command,
        options=options or {},
        state=told.get("state"),
        values=told.get("values"),
        message_action=told.get("verb"),
        message=message_of(told.get("message")),
        files=files or {},
    )
