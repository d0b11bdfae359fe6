"""Interactions: what a person did with a command or a component, and how the bot answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.support.discord.message_json import message_json
from tests.support.discord.shapes import channel_json, member_json, user_json
from tests.support.discord.state import State
from tests.support.discord.things import LOADING, Channel, Json, Message, User

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5
SAY, DEFER, DEFER_UPDATE, UPDATE, COMPLETE, OPEN_FORM = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: (SAY, DEFER, OPEN_FORM),
    COMPONENT: (SAY, DEFER, DEFER_UPDATE, UPDATE, OPEN_FORM),
    COMPLETION: (COMPLETE,),
    FORM: (SAY, DEFER, DEFER_UPDATE, UPDATE),
}
"""The answers that each kind of interaction takes."""
TOKEN_LIVES = timedelta(minutes=15)
ANSWER_SECONDS = 3.0
MOST_BYTES = 10 * 1024 * 1024


@dataclass(slots=True)
class Interaction:
    """One act of one person; `changed` is set whenever the bot has answered somehow.

    `callback` is the type of the first answer, 0 before it; it came at `acknowledged`, by the
    loop's time, as the act did at `began`. `original` is the message that
    `@original` means, `pressed` the one whose component or menu was used.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel = field(repr=False)
    data: Json
    at: datetime
    pressed: Message | None = None
    callback: int = 0
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    form: Json | None = None
    choices: list[Json] | None = None
    updated: bool = False
    removed: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    began: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    acknowledged: float = 0.0

    def settled(self) -> bool:
        """Whether the person sees an answer: not only that the bot thinks."""
        if self.callback == DEFER:
            loading = self.original is not None and self.original.flags & LOADING
            # A deferred answer is taken away to say something else, to this person alone.
            return bool(self.followups) or not (loading or self.removed)
        if self.callback == DEFER_UPDATE:
            return self.updated or bool(self.followups) or self.removed
        return bool(self.callback)


def begin(
    state: State,
    user: User,
    channel: Channel,
    kind: int,
    data: Json,
    *,
    pressed: Message | None = None,
) -> Interaction:
    """Make an interaction and tell the bot of it."""
    id_ = state.ids.next()
    made = Interaction(
        id_, f"token-{id_:x}", kind, user, channel, data, state.clock.now, pressed=pressed
    )
    state.interactions[made.id] = state.tokens[made.token] = made
    tell(state, made)
    return made


def tell(state: State, made: Interaction) -> None:
    """Let the bot hear of an interaction; a resumed session may do so a second time."""
    shown = interaction_json(state, made)
    state.tell("INTERACTION_CREATE", shown, state.guild_of(made.channel), made.channel)


def interaction_json(state: State, made: Interaction) -> Json:
    """Return an interaction as the gateway has it."""
    channel, guild = made.channel, state.guild_of(made.channel)
    shown: Json = {
        "id": str(made.id),
        "application_id": str(state.application),
        "type": made.kind,
        "data": made.data,
        "channel_id": str(channel.id),
        "channel": channel_json(state, channel),
        "token": made.token,
        "version": 1,
        "locale": made.user.locale,
        "app_permissions": str(int(state.may(channel, state.bot.id))),
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
        "context": 0 if guild else 1,
        "attachment_size_limit": MOST_BYTES,
    }
    if guild is None:
        shown["user"] = user_json(made.user)
    else:
        may = str(int(state.may(channel, made.user.id)))
        shown["member"] = {**member_json(guild.members[made.user.id]), "permissions": may}
        shown["channel"]["permissions"] = may
        shown |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
        }
    if made.pressed is not None and made.kind != COMMAND:
        shown["message"] = message_json(state, channel, made.pressed)
    return shown


def metadata(made: Interaction) -> Json:
    """Return what a message says of the interaction that it answers."""
    shown: Json = {
        "id": str(made.id),
        "type": made.kind,
        "user": user_json(made.user),
        "authorizing_integration_owners": {"0": str(made.channel.guild or 0)},
    }
    if made.kind == COMMAND:
        shown |= {"name": made.data["name"], "command_type": made.data["type"]}
    if made.kind == COMPONENT and made.pressed is not None:
        shown["interacted_message_id"] = str(made.pressed.id)
    return shown
