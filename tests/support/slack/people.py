"""People's hands: what somebody does in the chat, as their own app would let them.

What they can't do is an AssertionError with the reason.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping

from tests.support.slack import messages
from tests.support.slack.emoji import name_of
from tests.support.slack.state import State
from tests.support.slack.things import Channel, File, Json, Message, Team, User

Where = Channel | str
"""A channel, by itself or by its name."""
NAMED = re.compile(r"(?<![\w@#])([@#])([\w-]+)")
ADDRESS = re.compile(r"\bhttps?://[^\s<>|]+")
LONGEST = 12_000


class Chatter:
    """Somebody who chats; `user` is their account, `team` the workspace they are in."""

    def __init__(self, state: State, user: User, team: Team) -> None:
        """Act as an account."""
        self.state = state
        self.user = user
        self.team = team

    @property
    def private(self) -> Channel:
        """The private conversation with the bot."""
        return self.state.direct(self.team, self.user)

    def channel(self, where: Where) -> Channel:
        """Return a channel that this person sees."""
        if isinstance(where, str):
            named = [
                one
                for one in self.state.channels.values()
                if one.name == where and one.team == self.team.id
            ]
            assert named, f"no channel {where} for {self.user.username}"
            where = named[0]
        assert self.can_see(where), f"{self.user.username} doesn't see {where.name}"
        return where

    def can_see(self, channel: Channel) -> bool:
        """Whether this person sees a channel."""
        return self.state.sees(channel, self.user)

    def sees(self, where: Where, *, thread: Message | None = None) -> list[Message]:
        """Return what stands in a channel for this person, oldest first, or in a thread.

        What only this person sees stands there, too.
        """
        channel = self.channel(where)
        if thread is not None:
            root = thread.thread or thread.ts
            shown = {root, *channel.threads.get(root, [])}
            own = [one.ts for one in channel.messages.values() if one.only == self.user.id]
            shown |= {ts for ts in own if channel.messages[ts].thread == root}
            return [channel.messages[ts] for ts in sorted(shown) if ts in channel.messages]
        own = [
            one.ts
            for one in channel.messages.values()
            if one.only == self.user.id and not one.is_reply
        ]
        return [channel.messages[ts] for ts in sorted([*channel.order, *own])]

    def message(self, message: Message) -> Channel:
        """Return the channel of a message that this person sees."""
        channel = self.channel(self.state.channels[message.channel])
        assert channel.messages.get(message.ts) is message, "the message is gone"
        assert message.only in ("", self.user.id), "for somebody else alone"
        assert message.subtype != "tombstone", "the message is deleted"
        return channel

    def may_write(self, channel: Channel) -> None:
        """Fail unless this person may write in a channel."""
        assert self.user.id in channel.members, f"{self.user.username} isn't in {channel.name}"
        assert not channel.archived, f"{channel.name} is archived"
        allowed = not channel.posting or self.user.username in channel.posting
        assert allowed, f"{self.user.username} may not post in {channel.name}"
        assert channel.kind != "im" or self.state.messages_tab, "the messages tab is off"

    async def write(
        self,
        where: Where,
        text: str,
        *,
        thread: Message | None = None,
        broadcast: bool = False,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Write a message, in a thread if one of its messages is given, with files by name.

        `@username` and `#channel` become mentions, addresses links, as the app makes them.
        """
        channel = self.channel(where)
        self.may_write(channel)
        assert len(text) <= LONGEST, "too long for Slack"
        root = ""
        if thread is not None:
            assert thread.ts in channel.messages, "no such thread"
            root = thread.thread or thread.ts
        made = Message(
            self.state.stamps.ts(),
            channel.id,
            self.user,
            self.typed(text),
            self.state.clock.now,
            thread=root,
            broadcast=broadcast and bool(root),
            files=[self.file(name, content) for name, content in (files or {}).items()],
        )
        if files:
            made.subtype = "file_share"
        elif made.broadcast:
            made.subtype = "thread_broadcast"
        made.blocks = rich(made.text, made.ts)
        for file in made.files:
            file.shares[channel.id] = [made.ts]
        return messages.add(self.state, channel, made)

    def file(self, name: str, content: bytes) -> File:
        """Upload a file."""
        made = File(
            self.state.stamps.id("F"),
            name,
            name,
            self.user.id,
            len(content),
            self.state.clock.now,
            content,
            mimetypes.guess_type(name)[0] or "application/octet-stream",
            done=True,
            ready=True,
        )
        self.state.files[made.id] = made
        return made

    def typed(self, text: str) -> str:
        """Return what somebody typed as Slack sends it: escaped, with mentions and links."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        linked = ADDRESS.sub(lambda found: f"<{found.group()}>", escaped)
        return NAMED.sub(self._named, linked)

    def _named(self, found: re.Match[str]) -> str:
        if found[1] == "@":
            for user in self.state.users.values():
                if user.username == found[2] and self.state.knows(self.team, user):
                    return f"<@{user.id}>"
        for channel in self.state.channels.values() if found[1] == "#" else ():
            if channel.name == found[2] and channel.team == self.team.id:
                return f"<#{channel.id}|{channel.name}>"
        return found.group()

    async def edit(self, message: Message, text: str) -> None:
        """Change the words of one's own message."""
        channel = self.message(message)
        assert message.user is self.user, "not one's own"
        words = self.typed(text)
        blocks = rich(words, message.ts)
        messages.edit(self.state, channel, message, self.user, text=words, blocks=blocks)

    async def delete(self, message: Message) -> None:
        """Delete one's own message, another's as an administrator, or what only one sees."""
        channel = self.message(message)
        own = message.user is self.user or self.user.admin or message.only
        assert own, f"{self.user.username} may not delete this"
        messages.remove(self.state, channel, message)

    async def react(self, message: Message, name: str) -> None:
        """Put a reaction on a message: 👍, or Slack's name for it without colons."""
        channel = self.message(message)
        messages.react(self.state, channel, message, self.user, name_of(name))

    async def unreact(self, message: Message, name: str) -> None:
        """Take one's reaction away."""
        channel = self.message(message)
        messages.unreact(self.state, channel, message, self.user, name_of(name))

    def away(self, *, away: bool = True) -> None:
        """Close all apps, or open one again: ephemeral words are lost on who is away."""
        self.user.away = away


def rich(text: str, ts: str) -> list[Json]:
    """Return the blocks that Slack's own apps send with what somebody typed."""
    if not text:
        return []
    words = {"type": "text", "text": text}
    section = {"type": "rich_text_section", "elements": [words]}
    return [{"type": "rich_text", "block_id": f"r{ts[-6:]}", "elements": [section]}]
