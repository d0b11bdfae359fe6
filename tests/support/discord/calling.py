"""People's hands on the bot: commands, buttons, selects, forms and menus, and what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.discord import interactions
from tests.support.discord.commands import CHAT, MESSAGE, Leaf, leaves, registered
from tests.support.discord.filling import Files, command_data, filled
from tests.support.discord.interactions import COMMAND, COMPLETION, COMPONENT, FORM, Interaction
from tests.support.discord.message_json import message_json
from tests.support.discord.people import Chatter, Where
from tests.support.discord.permissions import Permission, guild_permissions
from tests.support.discord.pressing import pressable
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Json, Message, User


class UnansweredError(Exception):
    """The bot did not answer `made`: "The application did not respond"."""

    def __init__(self, made: Interaction) -> None:
        """Keep what was not answered."""
        super().__init__(f"{made.data} by {made.user.username}")
        self.made = made


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is shown after an act.

    `kind` is `message` (a new one), `update` (the message that was pressed), `form`, `choices`,
    or `nothing` (the answer was taken away again).
    """

    kind: str
    interaction: Interaction
    message: Message | None = None
    form: Json | None = None
    choices: tuple[Json, ...] = ()


class Person(Chatter):
    """Somebody who chats and uses the bot."""

    def __init__(self, state: State, user: User, patience: float) -> None:
        """Act as an account; wait `patience` real seconds for an answer."""
        super().__init__(state, user)
        self._patience = patience

    async def command(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        where: Where,
        files: Files | None = None,
        anyway: bool = False,
    ) -> Shown:
        """Use a command, such as `session start`; `files` are (name, bytes) by option.

        Options may be texts: they become what the option takes. With `anyway` a command is used
        that this person isn't offered, as if the server's settings allowed it.
        """
        channel = self.channel(where)
        leaf = self._leaf(name, channel, anyway=anyway)
        data = command_data(self.state, channel, leaf, options or {}, files or {})
        return await self._act(channel, COMMAND, data)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: str,
        options: Mapping[str, Any] | None = None,
        *,
        where: Where,
    ) -> tuple[Json, ...]:
        """Type into an option and return what is offered: `name` and `value` of each."""
        channel = self.channel(where)
        leaf = self._leaf(name, channel, anyway=False)
        data = command_data(
            self.state, channel, leaf, {**(options or {}), option: typed}, {}, focused=option
        )
        return (await self._act(channel, COMPLETION, data)).choices

    async def context_menu(self, message: Message, name: str, *, anyway: bool = False) -> Shown:
        """Choose an entry of a message's menu."""
        channel = self.message(message)
        found = [
            one
            for one in registered(self.state, channel.guild)
            if one["type"] == MESSAGE and one["name"] == name
        ]
        assert found, f"no message has a menu entry “{name}”"
        self._offered(found[0], channel, anyway=anyway)
        data: Json = {
            "id": found[0]["id"],
            "name": name,
            "type": MESSAGE,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): message_json(self.state, channel, message)}},
        }
        return await self._act(channel, COMMAND, data, message)

    async def press(
        self, message: Message, label: str = "", *, custom_id: str = "", choice: str = ""
    ) -> Shown:
        """Press a button of a message, or pick a choice of a select, as `pressable` finds it."""
        channel = self.message(message)
        data = pressable(message.components, label, custom_id=custom_id, choice=choice)
        assert data is not None, f"nothing to press called “{label or custom_id}” {choice}"
        return await self._act(channel, COMPONENT, data, message)

    async def submit(
        self, form: Shown, values: Mapping[str, str], *, files: Files | None = None
    ) -> Shown:
        """Fill in a form and send it; fields by custom_id, or by how their label begins.

        What isn't named keeps what the form was shown with. Several values are lines.
        """
        assert form.form is not None, "no form was shown"
        opened = form.interaction
        data = filled(self.state, opened.channel, form.form, values, files or {})
        pressed = opened.pressed if opened.kind == COMPONENT else None
        return await self._act(opened.channel, FORM, data, pressed)

    async def by_hand(
        self, where: Where, kind: int, data: Json, pressed: Message | None = None
    ) -> Shown:
        """Send what no app would: an act whose data is made up."""
        return await self._act(self.channel(where), kind, data, pressed)

    async def _act(
        self, channel: Channel, kind: int, data: Json, pressed: Message | None = None
    ) -> Shown:
        made = interactions.begin(self.state, self.user, channel, kind, data, pressed=pressed)
        return await self._answered(made)

    async def again(self, made: Interaction) -> Shown:
        """Wait for an act's answer once more; the gateway tells the same act a second time."""
        interactions.tell(self.state, made)
        return await self._answered(made)

    async def _answered(self, made: Interaction) -> Shown:
        try:
            async with asyncio.timeout(self._patience):
                while not made.settled():
                    await made.changed.wait()
                    made.changed.clear()
        except TimeoutError:
            raise UnansweredError(made) from None
        return _shown(made)

    def _leaf(self, name: str, channel: Channel, *, anyway: bool) -> Leaf:
        words = tuple(name.removeprefix("/").split())
        for command in registered(self.state, channel.guild):
            for leaf in leaves(command) if command["type"] == CHAT else ():
                if words in (leaf.path, leaf.path[1:]):
                    self._offered(command, channel, anyway=anyway)
                    return leaf
        raise AssertionError(f"there is no command /{name}")

    def _offered(self, command: Json, channel: Channel, *, anyway: bool) -> None:
        contexts = command.get("contexts")
        here = 0 if channel.guild else 1
        assert contexts is None or here in contexts, f"{command['name']} is not offered here"
        need = command.get("default_member_permissions")
        if channel.guild is None or need is None or anyway:
            return
        may = guild_permissions(self.state.guilds[channel.guild], self.user.id)
        wanted = Permission(int(need)) or Permission.ADMINISTRATOR
        assert may & wanted == wanted, f"{command['name']} isn't offered to {self.user.username}"


def _shown(made: Interaction) -> Shown:
    if made.form is not None:
        return Shown("form", made, form=made.form)
    if made.choices is not None:
        return Shown("choices", made, choices=tuple(made.choices))
    if made.followups:
        return Shown("message", made, made.followups[-1])
    if made.removed:
        return Shown("nothing", made)
    kind = "update" if made.pressed is not None and made.original is made.pressed else "message"
    return Shown(kind, made, made.original)
