"""What exists on the server while it runs, as plain mutable values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
DIRECT = "im"


@dataclass(slots=True)
class Organization:
    """An Enterprise organization in which the app is installed, with one account for its bot."""

    id: str
    name: str
    bot: str
    bot_id: str
    token: str = ""
    scopes: tuple[str, ...] = ()
    old: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Team:
    """A workspace with the app's bot in it; `token` is the bot's, "" while it isn't installed.

    `old` are tokens that were good once, with the error that they get now. `organization` is that
    through which the app is here, if it is so.
    """

    id: str
    name: str
    domain: str
    enterprise: str = ""
    token: str = ""
    bot: str = ""
    bot_id: str = ""
    scopes: tuple[str, ...] = ()
    installed: bool = True
    refresh: str = ""
    expires: datetime | None = None
    old: dict[str, str] = field(default_factory=dict)
    organization: Organization | None = None


@dataclass(slots=True)
class User:
    """An account. Somebody `away` has no client open: ephemeral words are lost on them."""

    id: str
    username: str
    name: str
    team: str
    zone: str = "UTC"
    email: str = ""
    locale: str = "en-US"
    guest: str = ""
    bot: bool = False
    bot_id: str = ""
    admin: bool = False
    deleted: bool = False
    away: bool = False
    home: Json | None = field(default=None, repr=False)
    """What the app's home tab shows this person."""


@dataclass(slots=True)
class File:
    """A file; `shares` are the messages it is shared in, by channel.

    It is `done` once it is complete, and `ready` once Slack has looked at it: before that nothing
    can show it. An `unshareable` one never arrives where it is shared.
    """

    id: str
    name: str
    title: str
    user: str
    size: int
    created: datetime
    content: bytes | None = field(default=None, repr=False)
    media: str = ""
    done: bool = False
    ready: bool = False
    unshareable: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """A message. `only` is who alone sees it; `thread` the `ts` of its thread's root, if any."""

    ts: str
    channel: str
    user: User = field(repr=False)
    text: str
    posted: datetime
    thread: str = ""
    subtype: str = ""
    blocks: list[Json] = field(default_factory=list)
    broadcast: bool = False
    metadata: Json | None = None
    edited: str = ""
    edited_by: str = ""
    reactions: dict[str, dict[str, None]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    only: str = ""
    unfurls: bool = True
    pinned: bool = False
    attachments: list[Json] = field(default_factory=list)
    username: str = ""

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return bool(self.thread) and self.thread != self.ts


@dataclass(slots=True)
class Channel:
    """A channel or private conversation.

    `messages` holds all by `ts`, `order` what stands in the channel itself, ascending, and
    `threads` the replies by their root's `ts`. Ephemeral ones are in `messages` alone.
    """

    id: str
    kind: str
    name: str
    team: str
    created: datetime
    members: dict[str, None] = field(default_factory=dict)
    topic: str = ""
    posting: tuple[str, ...] = ()
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict, repr=False)
    order: list[str] = field(default_factory=list, repr=False)
    threads: dict[str, list[str]] = field(default_factory=dict, repr=False)
    pins: list[str] = field(default_factory=list, repr=False)
    shared: bool = False
    """Whether people of another organization are in it, too."""
    limited: bool = False
    """Whether older messages are hidden."""

    @property
    def private(self) -> bool:
        """Whether only its members see it."""
        return self.kind != "channel"
