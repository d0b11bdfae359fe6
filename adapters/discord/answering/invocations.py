"""Raw interactions as the core's calls: who asked for what, where, and on which message.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from adapters.discord.gateway.events import account_of, message_at
from adapters.discord.rendering.attachments import Attachment
from adapters.discord.rendering.forms import submitted
from adapters.discord.rendering.tree import verbs
from adapters.discord.rendering.tree_answers import called
from adapters.discord.servers.channels import channel_of
from adapters.discord.servers.permissions import Permission
from adapters.discord.wire import PLATFORM, Json, made_at
from bot.chat.calls import Invocation
from bot.chat.commands import Commands
from bot.model.places import Place


class Asked(IntEnum):
    """The types of interactions that this adapter knows."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


MESSAGE_MENU = 3
"""The type of an application command that stands in a message's own menu."""
EPHEMERAL = 1 << 6
"""The flag of a message that only one person sees."""
MANAGE_SERVER = 1 << 5
RUNS_SERVER = Permission.ADMINISTRATOR | MANAGE_SERVER
"""What shows that somebody runs a server: with the latter they brought the bot there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A call and the files that wait to be fetched for it, by option or field."""

    call: Invocation
    files: Mapping[str, Attachment] = field(default_factory=dict)


def heard_call(data: Json, commands: Commands) -> Heard:
    """Return the call that an interaction is; ValueError for one of an unknown type."""
    call = _call(data)
    match data["type"]:
        case Asked.COMMAND if data["data"].get("type") == MESSAGE_MENU:
            return Heard(_chosen(data, call, commands))
        case Asked.COMMAND | Asked.AUTOCOMPLETE:
            name, options, files = called(data["data"])
            return Heard(replace(call, command=name, options=options), files)
        case Asked.COMPONENT:
            pressed = data["data"]
            values = pressed.get("values") or ()
            return Heard(replace(call, state=values[0] if values else pressed["custom_id"]))
        case Asked.FORM:
            filled, files = submitted(data["data"])
            return Heard(replace(call, state=data["data"]["custom_id"], values=filled), files)
        case unknown:
            raise ValueError(f"No interaction is of type {unknown}.")


def place_of(data: Json) -> Place:
    """Return the place where an interaction happened."""
    channel = data.get("channel")
    return channel_of(channel).place if channel else Place(PLATFORM, str(data["channel_id"]))


def _chosen(data: Json, call: Invocation, commands: Commands) -> Invocation:
    """Return the call of an entry in a message's own menu; entries are known by their labels."""
    label = data["data"]["name"]
    message = message_at(call.place, str(data["data"]["target_id"]))
    return replace(call, message_action=verbs(commands).get(label, label), message=message)


def _call(data: Json) -> Invocation:
    """Return who calls from where; the message is the one whose button was pressed."""
    member = data.get("member")
    user = member["user"] if member else data["user"]
    place = place_of(data)
    message = data.get("message")
    return Invocation(
        id=str(data["id"]),
        account=account_of(str(user["id"])),
        place=place,
        at=made_at(str(data["id"])),
        message=message_at(place, str(message["id"])) if message else None,
        private=bool(message and int(message.get("flags", 0)) & EPHEMERAL),
        keeper=bool(int((member or {}).get("permissions", 0)) & RUNS_SERVER),
    )
