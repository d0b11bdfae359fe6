"""Channels, threads and servers as Discord tells them, in the few words this adapter needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from adapters.discord.servers.permissions import Overwrite, Server, overwrite_of
from adapters.discord.wire import PLATFORM, Json
from bot.model.places import Message, Place


class Kind(IntEnum):
    """The types of channels that a class may meet in; others are kept as their number."""

    TEXT = 0
    DIRECT = 1
    VOICE = 2
    CATEGORY = 4
    NEWS = 5
    NEWS_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15
    MEDIA = 16


THREADS = frozenset({Kind.NEWS_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD})
FORUMS = frozenset({Kind.FORUM, Kind.MEDIA})
"""Where every message stands in a thread of its own, a post."""
VOICES = frozenset({Kind.VOICE, Kind.STAGE})
UNTHREADED = frozenset({Kind.DIRECT, Kind.VOICE, Kind.STAGE, *THREADS})
"""Where no thread can be opened under a message."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or thread: where it belongs and who it is for.

    `guild` is empty for a private conversation, whose `people` are its others, by account id.
    `parent` is a thread's channel, or a channel's category. `tags` are those a forum offers, by
    name; `applied` those of a post, by id. `last` is the newest message's id, whether it still
    stands or not; "0" for none.
    """

    id: str
    kind: int
    guild: str = ""
    name: str = ""
    parent: str = ""
    overwrites: tuple[Overwrite, ...] = ()
    people: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    applied: tuple[str, ...] = ()
    archived: bool = False
    last: str = "0"

    @property
    def is_thread(self) -> bool:
        """Whether it hangs in another channel."""
        return self.kind in THREADS

    @property
    def is_forum(self) -> bool:
        """Whether every message in it is a post, a thread of its own."""
        return self.kind in FORUMS

    @property
    def place(self) -> Place:
        """The core's word for it."""
        return Place(PLATFORM, self.parent, self.id) if self.is_thread else Place(PLATFORM, self.id)

    def message(self, id: str) -> Message:
        """Return the reference of a message that stands in it.

        A forum post's first message has its thread's id, and is a root of the forum.
        """
        if self.is_thread and id == self.id:
            return Message(Place(PLATFORM, self.parent), id)
        return Message(self.place, id)


def channel_of(told: Json, guild: str = "") -> Channel:
    """Return the channel that JSON tells of; `guild` is its server where that goes unsaid."""
    is_thread = int(told["type"]) in THREADS
    archived = (told.get("thread_metadata") or {}).get("archived", False)
    return Channel(
        id=str(told["id"]),
        kind=int(told["type"]),
        guild=str(told.get("guild_id") or guild),
        name=told.get("name") or "",
        parent=str(told.get("parent_id") or ""),
        overwrites=tuple(map(overwrite_of, told.get("permission_overwrites") or ())),
        people=tuple(str(person["id"]) for person in told.get("recipients") or ()),
        tags={tag["name"]: str(tag["id"]) for tag in told.get("available_tags") or ()},
        applied=tuple(map(str, told.get("applied_tags") or ())),
        archived=bool(archived),
        last=str(told.get("last_message_id") or (told["id"] if is_thread else "0")),
    )


def server_of(told: Json) -> Server:
    """Return the owner and the roles that a server's JSON tells of."""
    roles = {str(role["id"]): int(role["permissions"]) for role in told["roles"]}
    return Server(str(told["id"]), str(told["owner_id"]), roles)


def channel_to_write(place: Place) -> str:
    """Return the channel that a place's messages are sent to: the thread's own, if it is one."""
    return place.thread or place.id
