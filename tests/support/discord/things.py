"""What exists on the server while it runs, as plain mutable values; ids are numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.support.discord.permissions import NOTHING, Permission

Json = dict[str, Any]
THREADS = ("thread", "private thread")
TEXTUAL = ("text", "announcement", "voice", "stage", "dm", *THREADS)
"""Kinds of channels that messages can stand in."""
EPHEMERAL = 1 << 6
LOADING = 1 << 7
HAS_THREAD = 1 << 5
COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class User:
    """An account; `mailbox` is whether it takes the bot's private messages."""

    id: int
    username: str
    name: str
    bot: bool = False
    zone: str = "UTC"
    locale: str = "en-US"
    mailbox: bool = True


@dataclass(slots=True)
class Role:
    """A role of a server."""

    id: int
    name: str
    permissions: Permission
    position: int = 1
    mentionable: bool = False
    managed_by: int | None = None


@dataclass(slots=True)
class Member:
    """Somebody on a server."""

    user: User
    joined: datetime
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(slots=True)
class Overwrite:
    """What a role (kind 0) or a person (kind 1) may do in a channel beside their roles."""

    id: int
    kind: int
    allow: Permission = NOTHING
    deny: Permission = NOTHING


@dataclass(slots=True)
class Tag:
    """A forum's tag."""

    id: int
    name: str


@dataclass(slots=True)
class Attachment:
    """A file of a message."""

    id: int
    filename: str
    content: bytes = field(repr=False)
    content_type: str
    url: str
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message. `only` is who alone sees it; `token` belongs to the interaction it answers."""

    id: int
    channel: int
    author: User
    content: str
    posted: datetime
    kind: int = 0
    edited: datetime | None = None
    flags: int = 0
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    nonce: str | int | None = None
    pinned: datetime | None = None
    reactions: dict[str, dict[int, None]] = field(default_factory=dict)
    reference: Json | None = None
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    only: int | None = None
    token: str | None = None
    metadata: Json | None = field(default=None, repr=False)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.only is not None


@dataclass(slots=True)
class Channel:
    """A channel, a thread or a private conversation; `order` are its messages' ids, ascending.

    `newest` is the last that was posted, whether it still stands or not; a forum's is a thread.
    """

    id: int
    kind: str
    name: str = ""
    guild: int | None = None
    parent: int | None = None
    topic: str | None = None
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict, repr=False)
    tags: list[Tag] = field(default_factory=list)
    flags: int = 0
    archive_after: int = 1440
    applied: list[int] = field(default_factory=list)
    recipients: dict[int, None] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    order: list[int] = field(default_factory=list, repr=False)
    newest: int = 0
    owner: int = 0
    archived: bool = False
    archived_at: datetime | None = None
    locked: bool = False
    thread_members: dict[int, datetime] = field(default_factory=dict)
    total_sent: int = 0
    last_pin: datetime | None = None

    @property
    def is_thread(self) -> bool:
        """Whether it hangs under another channel."""
        return self.kind in THREADS


@dataclass(slots=True)
class Voice:
    """Somebody's being in a voice or stage channel."""

    user: int
    channel: int
    session: str


@dataclass(slots=True)
class ScheduledEvent:
    """An entry of a server's calendar; `fields` are as the bot wrote them."""

    id: int
    guild: int
    creator: int
    fields: Json


@dataclass(slots=True)
class Guild:
    """A server; `channels` holds its threads, too."""

    id: int
    name: str
    owner: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    voices: dict[int, Voice] = field(default_factory=dict)
    events: dict[int, ScheduledEvent] = field(default_factory=dict)
    unavailable: bool = False
