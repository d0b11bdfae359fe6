"""People's hands and eyes on simcord: its own actors, who can do no more than a real app lets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import simcord
from simcord.backend import serializers
from simcord.backend.access import can_access_channel
from simcord.enums import AppCommandType, ChannelType
from simcord.results import InteractionResult, ResponseMessage

from tests.peers.simcord.stage import SimcordStage
from tests.scenarios.discord.hands import Outcome
from tests.scenarios.driver import PRIVATE
from tests.support.discord.commands import Leaf, leaves
from tests.support.discord.entering import entered
from tests.support.discord.filling import Files, plain_value
from tests.support.discord.pressing import pressable
from tests.support.discord.reading import Reader
from tests.support.discord.things import Json

ROOT = "class"
EPHEMERAL = 1 << 6


@dataclass(frozen=True, slots=True)
class SimcordNames:
    """Names as simcord knows them."""

    stage: SimcordStage

    def user(self, id: int) -> str | None:
        """Return a person's name."""
        found = self.stage.env.backend.users.get(id)
        return (found.global_name or found.name) if found else None

    def role(self, id: int) -> str | None:
        """Return a role's name."""
        roles = self.stage.guild.roles.values()
        return next((one.name for one in roles if one.id == id), None)

    def channel(self, id: int) -> str | None:
        """Return a channel's name."""
        found = self.stage.env.backend.channels.get(id)
        return found.name if found else None


class SimcordHands:
    """Implements tests.scenarios.discord.hands.Hands on simcord."""

    def __init__(self, stage: SimcordStage) -> None:
        """Act on a stage."""
        self._stage = stage
        self._env = stage.env

    @property
    def now(self) -> datetime:
        """Simcord's instant."""
        return self._stage.now()

    async def move(self, to: datetime) -> None:
        """Let simcord's clock run on."""
        await self._stage.move(to)

    def reader(self, who: str) -> Reader:
        """Return somebody's eyes."""
        return Reader(SimcordNames(self._stage), self._stage.zones[who])

    def text(self, who: str, message: ResponseMessage) -> str:
        """Return a message as somebody reads it."""
        return self.reader(who).json(self._json(message))

    def posted(self, message: ResponseMessage) -> datetime:
        """Return the instant a message was posted at."""
        return datetime.fromisoformat(self._json(message)["timestamp"])

    def is_private(self, message: ResponseMessage) -> bool:
        """Whether one person sees it."""
        return message.ephemeral

    def file(self, message: ResponseMessage, name: str) -> bytes | None:
        """Return a file of a message's."""
        files = (one for one in self._json(message)["attachments"] if one["filename"] == name)
        return next((self._env.backend.cdn.get(one["url"]) for one in files), None)

    def place(self, who: str, name: str) -> simcord.ChannelHandle:
        """Return a channel by its name."""
        if name == PRIVATE:
            return self._stage.members[who].user.dm_channel
        return self._stage.channel(name)

    def sees(self, who: str, channel: simcord.ChannelHandle) -> list[ResponseMessage]:
        """Return what stands in a channel for somebody."""
        member = self._stage.members[who]
        if not can_access_channel(self._env, channel.id, member, history=True):
            return []
        standing = self._env.backend.messages[channel.id].values()
        seen = [ResponseMessage(self._env, one) for one in standing if one.visible_to(member.id)]
        return sorted(seen, key=lambda one: one.id)

    def posts(self, place: simcord.ChannelHandle) -> list[simcord.ChannelHandle] | None:
        """Return a forum's posts."""
        if self._env.backend.get_channel(place.id).type != ChannelType.FORUM:
            return None
        return sorted(place.threads, key=lambda one: one.id)

    def thread(self, message: ResponseMessage) -> simcord.ChannelHandle | None:
        """Return the thread under a message; a forum post is known by the message it begins with.

        Discord gives that message the post's own id; simcord doesn't.
        """
        here = self._channel(message)
        if here.is_thread:
            return here
        return next((one for one in here.threads if one.id == message.id), None)

    async def use(
        self,
        who: str,
        channel: simcord.ChannelHandle,
        name: str,
        options: Mapping[str, str],
        files: Files,
    ) -> Outcome[ResponseMessage]:
        """Use a command."""
        declared = {one["name"]: one for one in self._leaf(name).options}
        given: dict[str, Any] = {
            key: plain_value(declared[key], value) for key, value in options.items()
        }
        person, typed = self._stage.members[who], f"{ROOT} {name}"
        return _outcome(await person.slash(channel, typed, **given, **files))

    async def complete(
        self, who: str, channel: simcord.ChannelHandle, name: str, field: str, words: str
    ) -> Sequence[Json]:
        """Return what completes an option."""
        person = self._stage.members[who]
        return await person.autocomplete(channel, f"{ROOT} {name}", field, words)

    async def press(
        self, who: str, message: ResponseMessage, label: str, choice: str
    ) -> Outcome[ResponseMessage]:
        """Press a button, or pick a choice of a select."""
        data = pressable(message.components, label, choice=choice)
        assert data is not None, f"nothing to press called “{label}” {choice}"
        person = self._person(who, message)
        if "values" in data:
            picked = await person.select(message, data["values"], custom_id=data["custom_id"])
            return _outcome(picked)
        return _outcome(await person.click(message, custom_id=data["custom_id"]))

    async def submit(
        self, who: str, form: Outcome[ResponseMessage], values: Mapping[str, str]
    ) -> Outcome[ResponseMessage]:
        """Fill in a form and send it.

        simcord takes a form once. In Discord's app it stays open when no answer arrives, and can
        be sent again though the bot heard it: so it is open again here.
        """
        assert form.form is not None
        shown = cast(InteractionResult, form.act)
        shown._interaction.modal_consumed = False
        person = self._stage.members[who]
        return _outcome(await person.submit_modal(shown, entered(form.form, values)))

    async def choose(
        self, who: str, message: ResponseMessage, label: str
    ) -> Outcome[ResponseMessage]:
        """Choose an entry of a message's menu; the server's settings offer it to this person."""
        person, guild = self._stage.members[who], self._stage.guild
        entry = self._env.backend.find_command(label, guild.id, AppCommandType.MESSAGE)
        assert entry is not None, f"no message has a menu entry “{label}”"
        guild.set_command_permissions(int(entry["id"]), {person: True})
        return _outcome(await person.context_menu(self._channel(message), label, message))

    async def write(self, who: str, channel: simcord.ChannelHandle, text: str) -> None:
        """Write a message."""
        await self._stage.members[who].send(channel, text)

    async def edit(self, who: str, message: ResponseMessage, text: str) -> None:
        """Change one's own message."""
        await self._person(who, message).edit(message, text)

    async def delete(self, who: str, message: ResponseMessage) -> None:
        """Delete one's own message."""
        await self._person(who, message).delete(message)

    async def react(self, who: str, message: ResponseMessage, emoji: str, *, present: bool) -> None:
        """React to a message, or take that back."""
        await self._person(who, message).set_reaction(message, emoji, reacted=present)

    async def admit(self, place: str, who: str, *, present: bool) -> None:
        """Let somebody into a channel, or out of it."""
        self._stage.admit(place, who, present=present)

    def _json(self, message: ResponseMessage) -> Json:
        stored = self._env.backend.get_message(message.channel_id, message.id)
        return dict(serializers.message_payload(self._env.backend, stored))

    def _channel(self, message: ResponseMessage) -> simcord.ChannelHandle:
        found = self._env.backend.get_channel(message.channel_id)
        guild = self._stage.guild if found.guild_id is not None else None
        return simcord.ChannelHandle(self._env, guild, found)

    def _person(
        self, who: str, message: ResponseMessage
    ) -> simcord.MemberActor | simcord.UserHandle:
        """Return who acts on a message: simcord has others for private conversations."""
        member = self._stage.members[who]
        return member if self._channel(message).guild is not None else member.user

    def _leaf(self, name: str) -> Leaf:
        command = self._env.backend.find_command(ROOT, self._stage.guild.id)
        assert command is not None, f"there is no command /{ROOT}"
        path = (ROOT, *name.split())
        return next(one for one in leaves(command) if one.path == path)


def _outcome(result: InteractionResult) -> Outcome[ResponseMessage]:
    """Return what is shown then: a form, what was said last, or nothing where it was taken back."""
    assert result.acknowledged, f"nobody answered: {result}"
    message = result.followups[-1] if result.followups else result.response
    return Outcome(result, result.modal, message)
