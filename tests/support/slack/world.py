"""A world in words: who is in which workspace and channels; WireServer makes it real.

Names are how tests point at things: people by username, channels and workspaces by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SCOPES = (
    *("commands", "chat:write", "im:write", "im:read", "im:history", "users:read"),
    *("users:read.email", "channels:read", "channels:history", "groups:read", "groups:history"),
    *("reactions:read", "files:write", "files:read", "pins:write"),
)
"""What the bot may do unless a world says otherwise: what Homeroom asks for, and no more."""
EVENTS = (
    *("message.channels", "message.groups", "message.im", "reaction_added", "reaction_removed"),
    *("app_home_opened", "member_joined_channel", "member_left_channel", "user_change"),
    *("channel_archive", "channel_unarchive", "channel_rename", "channel_deleted"),
    *("channel_left", "channel_shared", "group_archive", "group_unarchive", "group_rename"),
    *("group_deleted", "group_left", "team_join", "user_huddle_changed", "tokens_revoked"),
    "app_uninstalled",
)
"""What the app hears of unless a world says otherwise: its bot events."""
GUESTS = ("", "multi", "single", "stranger")
"""Kinds of people: members; guests of several channels and of one; people of another workspace."""


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel; a `private` one is only seen by those in it.

    `members` are usernames: all of the workspace's that are no guests if there are none. `bot` is
    whether the bot is in it, `posting` who alone may post there if that is restricted.
    """

    name: str
    private: bool = False
    members: tuple[str, ...] = ()
    bot: bool = True
    topic: str = ""
    posting: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """Somebody with an account; `guest` is a kind in GUESTS."""

    username: str
    name: str
    zone: str = "UTC"
    email: str = ""
    locale: str = "en-US"
    guest: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class SlackWorkspace:
    """A workspace, its channels and members (usernames; everybody if none is named).

    Workspaces of one `enterprise` share their people's ids. The app is `installed` or not yet.
    """

    name: str
    channels: tuple[SlackChannel, ...] = ()
    members: tuple[str, ...] = ()
    enterprise: str = ""
    installed: bool = True


@dataclass(frozen=True, slots=True)
class SlackShortcut:
    """An entry of the lightning menu, or of each `message`'s own menu."""

    name: str
    callback: str
    message: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """All of it; `start` is where the clock stands, None for real time.

    `messages_tab` is whether people may write to the bot privately. The signing secret signs what
    is delivered over HTTP. With `rotates` tokens live 12 hours and are to be refreshed.
    """

    workspaces: tuple[SlackWorkspace, ...]
    people: tuple[SlackPerson, ...]
    start: datetime | None = None
    commands: tuple[str, ...] = ("class",)
    shortcuts: tuple[SlackShortcut, ...] = ()
    scopes: tuple[str, ...] = SCOPES
    events: tuple[str, ...] = EVENTS
    messages_tab: bool = True
    bot_name: str = "Homeroom"
    app_token: str = "xapp-made-up"
    signing_secret: str = "made-up-signing-secret"
    client_id: str = "12345.67890"
    client_secret: str = "made-up-client-secret"
    rotates: bool = False
