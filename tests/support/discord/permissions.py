"""Who may do what where: roles, then overwrites, as Discord computes them."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.discord.things import Channel, Guild, Overwrite


class Permission(IntFlag):
    """Discord's permission bits, as far as anything here asks for them."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
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
    SPEAK = 1 << 21
    MOVE_MEMBERS = 1 << 24
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


_P = Permission
NOTHING = Permission(0)
ALL = Permission((1 << 53) - 1)
"""Every bit, the unnamed ones too."""
VIEW, ADMINISTRATOR = int(_P.VIEW_CHANNEL), int(_P.ADMINISTRATOR)
EVERYONE_DEFAULT = (
    _P.VIEW_CHANNEL
    | _P.SEND_MESSAGES
    | _P.SEND_MESSAGES_IN_THREADS
    | _P.CREATE_PUBLIC_THREADS
    | _P.EMBED_LINKS
    | _P.ATTACH_FILES
    | _P.READ_MESSAGE_HISTORY
    | _P.ADD_REACTIONS
    | _P.CONNECT
    | _P.SPEAK
    | _P.USE_APPLICATION_COMMANDS
)
BOT_DEFAULT = (
    EVERYONE_DEFAULT
    | _P.MANAGE_MESSAGES
    | _P.MANAGE_THREADS
    | _P.MANAGE_EVENTS
    | _P.CREATE_EVENTS
    | _P.PIN_MESSAGES
    | _P.MENTION_EVERYONE
)
"""What a bot that was invited with all it needs may do."""
IN_DIRECT = (
    _P.VIEW_CHANNEL
    | _P.SEND_MESSAGES
    | _P.EMBED_LINKS
    | _P.ATTACH_FILES
    | _P.READ_MESSAGE_HISTORY
    | _P.ADD_REACTIONS
    | _P.PIN_MESSAGES
    | _P.USE_APPLICATION_COMMANDS
)


def guild_permissions(guild: Guild, user: int) -> Permission:
    """Return what somebody may do on a server as a whole; nothing if they are not on it."""
    return Permission(_on_guild(guild, user))


def permissions(guild: Guild | None, channel: Channel, user: int) -> Permission:
    """Return what somebody may do in a channel, in a thread by its parent's rules."""
    if guild is None:
        return IN_DIRECT if user in channel.recipients else NOTHING
    may = _on_guild(guild, user)
    if may == ALL or not may:
        return Permission(may)
    parent = guild.channels[channel.parent] if channel.is_thread and channel.parent else channel
    if parent.overwrites:
        may = _overwritten(guild, parent, user, may)
    if not may & VIEW:
        return NOTHING
    private = channel.kind == "private thread" and user not in channel.thread_members
    if private and not may & int(Permission.MANAGE_THREADS):
        return NOTHING
    return Permission(may)


# Bits are plain numbers from here on: these are asked for at each message that is told.


def _on_guild(guild: Guild, user: int) -> int:
    member = guild.members.get(user)
    if member is None:
        return 0
    if user == guild.owner:
        return int(ALL)
    may = int(guild.roles[guild.id].permissions)
    for role in member.roles:
        may |= int(guild.roles[role].permissions)
    return int(ALL) if may & ADMINISTRATOR else may


def _overwritten(guild: Guild, channel: Channel, user: int, may: int) -> int:
    found = channel.overwrites
    may = _applied(may, [found[guild.id]] if guild.id in found else [])
    roles = [found[role] for role in guild.members[user].roles if role in found]
    may = _applied(may, roles)
    return _applied(may, [found[user]] if user in found else [])


def _applied(may: int, overwrites: list[Overwrite]) -> int:
    deny = allow = 0
    for overwrite in overwrites:
        deny |= int(overwrite.deny)
        allow |= int(overwrite.allow)
    return (may & ~deny) | allow
