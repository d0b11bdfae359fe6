"""REST: answers to interactions, and the messages that a token stands for."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.support.discord import messages
from tests.support.discord.commands import check_choices
from tests.support.discord.components import check_form
from tests.support.discord.drafts import Draft, apply_edit, ping, read_draft
from tests.support.discord.errors import DiscordError, invalid
from tests.support.discord.interactions import (
    ALLOWED,
    ANSWER_SECONDS,
    COMMAND,
    COMPLETE,
    DEFER,
    DEFER_UPDATE,
    OPEN_FORM,
    SAY,
    TOKEN_LIVES,
    UPDATE,
    Interaction,
    metadata,
)
from tests.support.discord.layouts import numbered
from tests.support.discord.message_json import message_json
from tests.support.discord.routing import Call, Route
from tests.support.discord.state import State
from tests.support.discord.things import EPHEMERAL, LOADING, Json, Message

CHAT_INPUT, CONTEXT_MENU = 20, 23
MOST_FOLLOWUPS = 5


def callback(call: Call) -> Any:
    """POST /interactions/I/T/callback: the first answer."""
    state, body = call.state, call.json()
    made = state.interactions.get(call.id("interaction"))
    if made is None or made.token != call.params["token"] or _late(state, made):
        raise DiscordError(10062)
    if made.callback:
        raise DiscordError(40060)
    kind = body.get("type")
    if kind not in ALLOWED[made.kind] or (kind in (6, 7) and made.pressed is None):
        raise invalid("type", "BASE_TYPE_CHOICES", f"Value must be one of {ALLOWED[made.kind]}")
    _answer(call, made, kind, body.get("data") or {})
    made.callback = kind
    made.acknowledged = asyncio.get_running_loop().time()
    made.changed.set()
    if call.query.get("with_response", "").lower() not in ("true", "1"):
        return None
    return _response(state, made)


def _late(state: State, made: Interaction) -> bool:
    passed = asyncio.get_running_loop().time() - made.began
    return state.deadlines and passed > ANSWER_SECONDS


def _answer(call: Call, made: Interaction, kind: int, data: Json) -> None:
    state = call.state
    if kind == SAY:
        draft = read_draft(state, made.channel, data, call.uploads)
        made.original = _say(state, made, draft)
    elif kind == DEFER:
        made.original = _say(state, made, Draft(flags=int(data.get("flags") or 0) | LOADING))
    elif kind in (DEFER_UPDATE, UPDATE):
        made.original = made.pressed
        if kind == UPDATE and made.pressed is not None:
            _edit(call, made, made.pressed, data)
    elif kind == COMPLETE:
        check_choices(data.get("choices"), "data.choices")
        made.choices = data["choices"]
    elif kind == OPEN_FORM:
        check_form(data)
        made.form = {**data, "components": numbered(data["components"])}


def _say(state: State, made: Interaction, draft: Draft) -> Message:
    """Post an answer; one that only its reader sees if it is flagged so."""
    command = made.kind == COMMAND
    message = Message(
        state.ids.next(),
        made.channel.id,
        state.bot,
        draft.content,
        state.clock.now,
        kind=(CHAT_INPUT if made.data["type"] == 1 else CONTEXT_MENU) if command else 0,
        flags=draft.flags,
        components=draft.components,
        attachments=draft.attachments,
        embeds=draft.embeds,
        only=made.user.id if draft.flags & EPHEMERAL else None,
        token=made.token,
        metadata=metadata(made),
    )
    for file in message.attachments:
        file.ephemeral = message.ephemeral
    ping(state, made.channel, message, draft.allowed)
    messages.add(state, made.channel, message)
    return message


def _edit(call: Call, made: Interaction, message: Message, body: Json) -> None:
    if message.id not in made.channel.messages:
        raise DiscordError(10008)
    if message.flags & LOADING:
        body = {"flags": 0, **body}
    apply_edit(call.state, made.channel, message, body, call.uploads)
    message.flags &= ~LOADING
    messages.changed(call.state, made.channel, message)
    made.updated = made.updated or message is made.pressed
    made.changed.set()


def _response(state: State, made: Interaction) -> Json:
    original = made.original
    shown: Json = {
        "interaction": {
            "id": str(made.id),
            "type": made.kind,
            "channel_id": str(made.channel.id),
            "response_message_loading": bool(original and original.flags & LOADING),
            "response_message_ephemeral": bool(original and original.ephemeral),
        }
    }
    if made.channel.guild is not None:
        shown["interaction"]["guild_id"] = str(made.channel.guild)
    if original is not None:
        shown["interaction"]["response_message_id"] = str(original.id)
    if made.callback in (SAY, UPDATE) and original is not None:
        message = message_json(state, made.channel, original)
        shown["resource"] = {"type": made.callback, "message": message}
    return shown


def _interaction(call: Call) -> Interaction:
    """Return the interaction of a token, or refuse a token that is over or was never given."""
    if call.id("webhook") != call.state.application:
        raise DiscordError(10015)
    made = call.state.tokens.get(call.params["token"])
    if made is None:
        raise DiscordError(50027)
    if call.state.deadlines and call.state.clock.now - made.at > TOKEN_LIVES:
        raise DiscordError(50027)
    if not made.callback:
        raise DiscordError(10015)
    return made


def _message(call: Call) -> tuple[Interaction, Message]:
    made = _interaction(call)
    if call.params.get("message", "@original") == "@original":
        found = made.original
    else:
        mine = [*made.followups, *([made.original] if made.original else [])]
        found = next((one for one in mine if one.id == call.id("message")), None)
    if found is None or found.id not in made.channel.messages:
        raise DiscordError(10008)
    return made, found


def get_message(call: Call) -> Any:
    """GET /webhooks/A/T/messages/@original or /M."""
    made, message = _message(call)
    return message_json(call.state, made.channel, message)


def edit_message(call: Call) -> Any:
    """PATCH /webhooks/A/T/messages/@original or /M."""
    made, message = _message(call)
    _edit(call, made, message, call.json())
    return message_json(call.state, made.channel, message)


def delete_message(call: Call) -> None:
    """DELETE /webhooks/A/T/messages/@original or /M."""
    made, message = _message(call)
    messages.remove(call.state, made.channel, message)
    made.removed = True
    message.flags &= ~LOADING
    made.changed.set()


def follow_up(call: Call) -> Any:
    """POST /webhooks/A/T: one more message; the first after a deferral takes its place."""
    state = call.state
    made = _interaction(call)
    draft = read_draft(state, made.channel, call.json(), call.uploads)
    if made.callback == DEFER and made.original and made.original.flags & LOADING:
        body = {**call.json(), "flags": draft.flags & ~EPHEMERAL}
        _edit(call, made, made.original, body)
        return message_json(state, made.channel, made.original)
    message = _say(state, made, draft)
    made.followups.append(message)
    made.changed.set()
    return message_json(state, made.channel, message)


_W = "/webhooks/{webhook}/{token}"
ROUTES = (
    Route("POST", "/interactions/{interaction}/{token}/callback", callback, ("answer",), open=True),
    Route("POST", _W, follow_up, ("answer", "follow-up"), open=True),
    *(
        route
        for path in (f"{_W}/messages/@original", f"{_W}/messages/{{message}}")
        for route in (
            Route("GET", path, get_message, ("answer", "answered"), open=True),
            Route("PATCH", path, edit_message, ("answer", "answer-edit"), open=True),
            Route("DELETE", path, delete_message, ("answer",), open=True),
        )
    ),
)
