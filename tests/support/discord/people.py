"""People's hands: what somebody does in the chat, as their own app would let them.

What they can't do is an AssertionError with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.support.discord import messages, threads
from tests.support.discord.building import channel_named
from tests.support.discord.drafts import Draft, ping, store
from tests.support.discord.permissions import Permission
from tests.support.discord.shapes import voice_json
from tests.support.discord.state import State
from tests.support.discord.things import TEXTUAL, Channel, Guild, Json, Message, User, Voice

Where = Channel | str
"""A channel or thread, by itself or by its name; the newest of that name."""


class Chatter:
    """Somebody who chats; `user` is their account."""

    def __init__(self, state: State, user: User) -> None:
        """Act as an account."""
        self.state = state
        self.user = user

    @property
    def guilds(self) -> list[Guild]:
        """The servers this person is on."""
        return [one for one in self.state.guilds.values() if self.user.id in one.members]

    @property
    def private(self) -> Channel:
        """The private conversation with the bot."""
        return self.state.direct(self.user)

    def channel(self, where: Where) -> Channel:
        """Return a channel that this person sees."""
        if isinstance(where, str):
            named = [
                channel_named(guild, where)
                for guild in self.guilds
                if any(one.name == where for one in guild.channels.values())
            ]
            assert named, f"no channel {where} for {self.user.username}"
            where = named[0]
        assert self.can_see(where), f"{self.user.username} doesn't see {where.name}"
        return where

    def can_see(self, channel: Channel) -> bool:
        """Whether this person sees a channel that exists."""
        return channel.id in self.state.channels and self.state.sees(channel, self.user.id)

    def may(self, channel: Channel, need: Permission) -> None:
        """Fail unless this person may do something in a channel."""
        may = self.state.may(channel, self.user.id)
        assert may & need, f"{self.user.username} may not {need.name} in {channel.name}"

    def sees(self, where: Where) -> list[Message]:
        """Return what stands in a channel for this person, oldest first; their own answers too."""
        channel = self.channel(where)
        return [
            one for one in channel.messages.values() if one.only is None or one.only == self.user.id
        ]

    def message(self, message: Message) -> Channel:
        """Return the channel of a message that this person sees."""
        channel = self.channel(self.state.channels[message.channel])
        assert message.id in channel.messages, "the message is gone"
        assert message.only in (None, self.user.id), "somebody else's private answer"
        return channel

    async def write(
        self,
        where: Where,
        text: str,
        *,
        reply_to: Message | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message:
        """Write a message, with files by name; it pings whom it names, as people's do."""
        channel = self.channel(where)
        assert channel.kind in TEXTUAL, f"nobody writes in {channel.name}: it is a {channel.kind}"
        assert len(text) <= 2000, "too long for Discord"
        self.may(
            channel,
            Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES,
        )
        assert not (channel.is_thread and channel.locked), f"{channel.name} is locked"
        return messages.post(
            self.state, channel, self.user, self._draft(channel, text, files, reply_to)
        )

    def _draft(
        self,
        channel: Channel,
        text: str,
        files: Mapping[str, bytes] | None,
        reply_to: Message | None,
    ) -> Draft:
        kept = [
            store(self.state, channel, name, content, "application/octet-stream")
            for name, content in (files or {}).items()
        ]
        reference: Json | None = {"message_id": str(reply_to.id)} if reply_to else None
        return Draft(content=text, attachments=kept, reference=reference)

    async def edit(self, message: Message, text: str) -> None:
        """Change the words of one's own message."""
        channel = self.message(message)
        assert message.author is self.user, "not one's own"
        message.content = text
        ping(self.state, channel, message, None)
        messages.changed(self.state, channel, message)

    async def delete(self, message: Message) -> None:
        """Delete one's own message; another's with the permission to."""
        channel = self.message(message)
        if message.author is not self.user and not message.ephemeral:
            self.may(channel, Permission.MANAGE_MESSAGES)
        messages.remove(self.state, channel, message)

    async def delete_all(self, found: Sequence[Message]) -> None:
        """Delete several messages at once, as moderators' tools do."""
        channel = self.message(found[0])
        self.may(channel, Permission.MANAGE_MESSAGES)
        messages.remove_all(self.state, channel, [one.id for one in found])

    async def react(self, message: Message, emoji: str) -> None:
        """Put a reaction on a message."""
        channel = self.message(message)
        if emoji not in message.reactions:
            self.may(channel, Permission.ADD_REACTIONS)
        messages.react(self.state, channel, message, self.user, emoji)

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take one's reaction away."""
        messages.unreact(self.state, self.message(message), message, self.user, emoji)

    async def open_thread(
        self, where: Where, name: str, *, root: Message | None = None, private: bool = False
    ) -> Channel:
        """Open a thread, of a message if one is given."""
        channel = self.channel(where)
        need = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
        self.may(channel, need)
        return threads.open_thread(self.state, channel, self.user, name, root=root, private=private)

    async def open_post(
        self, forum: Where, title: str, text: str, *, tags: Sequence[str] = ()
    ) -> Channel:
        """Open a forum's post."""
        channel = self.channel(forum)
        assert channel.kind == "forum", f"{channel.name} is no forum"
        self.may(channel, Permission.SEND_MESSAGES)
        wanted = [tag.id for tag in channel.tags if tag.name in tags]
        draft = self._draft(channel, text, None, None)
        return threads.open_post(self.state, channel, self.user, title, draft, tags=wanted)[0]

    async def join_voice(self, where: Where) -> None:
        """Enter a voice or stage channel, or move there from another."""
        channel = self.channel(where)
        assert channel.kind in ("voice", "stage"), f"nobody talks in {channel.name}"
        self.may(channel, Permission.CONNECT)
        guild = self.state.guilds[channel.guild or 0]
        before = guild.voices.get(self.user.id)
        session = before.session if before else f"{self.state.ids.next():032x}"
        voice = guild.voices[self.user.id] = Voice(self.user.id, channel.id, session)
        self.state.tell("VOICE_STATE_UPDATE", voice_json(guild, voice), guild, channel)

    async def leave_voice(self) -> None:
        """Leave the voice channel one is in."""
        for guild in self.guilds:
            voice = guild.voices.pop(self.user.id, None)
            if voice is not None:
                told = voice_json(guild, voice, channel=False)
                self.state.tell("VOICE_STATE_UPDATE", told, guild, None)

    def close_mailbox(self, *, closed: bool = True) -> None:
        """Take no more private messages from the bot, or take them again."""
        self.user.mailbox = not closed
