"""Who may do what where, from roles and overwrites: Discord's own rules, as pure functions.

https://docs.discord.com/developers/topics/permissions#permission-hierarchy
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag

from adapters.discord.wire import Json


class Permission(IntFlag):
    """The permissions that matter to a bot like this; several together are an int of bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CONNECT = 1 << 20
    MANAGE_ROLES = 1 << 28
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


EVERYTHING = (1 << 63) - 1
"""What owners and administrators may: all there is, also what has no name here."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies a role or a member, by id, beyond the server's rules."""

    target: str
    allow: int
    deny: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a server: account id, role ids, and whether it is a bot's account."""

    id: str
    roles: frozenset[str]
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """A server's owner, and what its roles permit; the role with the server's id is everyone's."""

    id: str
    owner: str
    roles: Mapping[str, int]


def overwrite_of(told: Json) -> Overwrite:
    """Return the overwrite that a channel's JSON holds."""
    return Overwrite(str(told["id"]), int(told["allow"]), int(told["deny"]))


def member_of(told: Json) -> Member:
    """Return the member that a member's JSON tells of."""
    user = told["user"]
    return Member(str(user["id"]), frozenset(map(str, told["roles"])), bool(user.get("bot")))


def keeps(server: Server, member: Member) -> bool:
    """Whether a member runs the server: its owner, or an administrator."""
    return member.id == server.owner or holds(_base(server, member), Permission.ADMINISTRATOR)


def permissions(server: Server, member: Member, overwrites: Iterable[Overwrite] = ()) -> int:
    """Return what a member may do on a server, or in a channel by its overwrites."""
    if keeps(server, member):
        return EVERYTHING
    own = {overwrite.target: overwrite for overwrite in overwrites}
    held = _changed(_base(server, member), [own[server.id]] if server.id in own else [])
    held = _changed(held, [own[role] for role in member.roles - {server.id} if role in own])
    return _changed(held, [own[member.id]] if member.id in own else [])


def holds(held: int, needed: int) -> bool:
    """Whether everything needed is held."""
    return not int(needed) & ~held


def missing(held: int, needed: int) -> list[str]:
    """Return what is needed and not held, by the names that Discord's settings show."""
    return [NAMES[one] for one in Permission if int(needed) & ~held & one.value]


def _base(server: Server, member: Member) -> int:
    held = server.roles.get(server.id, 0)
    for role in member.roles:
        held |= server.roles.get(role, 0)
    return held


def _changed(held: int, overwrites: Iterable[Overwrite]) -> int:
    """Return what is held after overwrites of one rank: what one of them allows is allowed."""
    allow = deny = 0
    for overwrite in overwrites:
        allow |= overwrite.allow
        deny |= overwrite.deny
    return (held & ~deny) | allow


NAMES: Mapping[Permission, str] = {
    Permission.ADMINISTRATOR: "Administrator",
    Permission.MANAGE_CHANNELS: "Manage Channels",
    Permission.MANAGE_GUILD: "Manage Server",
    Permission.ADD_REACTIONS: "Add Reactions",
    Permission.VIEW_CHANNEL: "View Channel",
    Permission.SEND_MESSAGES: "Send Messages",
    Permission.MANAGE_MESSAGES: "Manage Messages",
    Permission.EMBED_LINKS: "Embed Links",
    Permission.ATTACH_FILES: "Attach Files",
    Permission.READ_MESSAGE_HISTORY: "Read Message History",
    Permission.MENTION_EVERYONE: "Mention Everyone",
    Permission.CONNECT: "Connect",
    Permission.MANAGE_ROLES: "Manage Roles",
    Permission.MANAGE_EVENTS: "Manage Events",
    Permission.MANAGE_THREADS: "Manage Threads",
    Permission.CREATE_PUBLIC_THREADS: "Create Public Threads",
    Permission.CREATE_PRIVATE_THREADS: "Create Private Threads",
    Permission.SEND_MESSAGES_IN_THREADS: "Send Messages in Threads",
    Permission.CREATE_EVENTS: "Create Events",
    Permission.PIN_MESSAGES: "Pin Messages",
}
"""Permissions as Discord's settings call them."""
