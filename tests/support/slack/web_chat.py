"""chat.*: what the bot says, changes, takes back; also what it says to a response URL."""

from __future__ import annotations

from typing import Any

from tests.support.slack import messages
from tests.support.slack.acts import Act
from tests.support.slack.blocks import checked
from tests.support.slack.errors import SlackError
from tests.support.slack.routing import Call, Method
from tests.support.slack.shapes import message_json, permalink
from tests.support.slack.state import State
from tests.support.slack.things import Channel, File, Json, Message, Team

CUT = 40_000
LONGEST_UPDATE = 4_000
"""Bytes of text that an update takes; a new message is cut at CUT characters instead."""


def _target(call: Call) -> Channel:
    """Return where to post: a channel the bot is in, or somebody's private conversation."""
    wanted = call.text("channel", missing="channel_not_found")
    if wanted[:1] in ("U", "W"):
        user = call.state.user(call.team, wanted)
        if user.bot:
            raise SlackError("cannot_dm_bot")
        channel = call.state.direct(call.team, user)
    else:
        channel = call.state.joined(call.team, wanted)
    _open(call.state, call.team, channel)
    return channel


def _open(state: State, team: Team, channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")
    if channel.posting and state.bot(team).username not in channel.posting:
        raise SlackError("restricted_action")
    if channel.kind == "im" and not state.messages_tab:
        raise SlackError("messages_tab_disabled")


def _said(call: Call, channel: Channel) -> Message:
    """Return the message that a call describes, not yet said."""
    thread = call.text("thread_ts")
    if thread:
        root = channel.messages.get(thread)
        if root is None or root.only:
            raise SlackError("thread_not_found")
        thread = root.thread or root.ts
    text, blocks = _words(call.state, call.args.get("text"), call.json("blocks"))
    made = Message(
        call.state.stamps.ts(),
        channel.id,
        call.bot,
        text,
        call.state.clock.now,
        thread=thread,
        blocks=blocks,
        broadcast=bool(thread) and call.yes("reply_broadcast"),
        metadata=_metadata(call),
        unfurls=call.args.get("unfurl_links") is not False,
        attachments=call.json("attachments") or [],
    )
    if made.broadcast:
        made.subtype = "thread_broadcast"
    if not (text or blocks or made.attachments):
        raise SlackError("no_text")
    return made


def _words(state: State, text: Any, blocks: Any) -> tuple[str, list[Json]]:
    words = "" if text is None else str(text)
    if len(words) > CUT:
        words = words[:CUT]
    return words, checked(state, blocks or [])


def _metadata(call: Call) -> Json | None:
    found = call.json("metadata")
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(found.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    return found


def post(call: Call) -> Json:
    """chat.postMessage."""
    channel = _target(call)
    made = messages.add(call.state, channel, _said(call, channel))
    told = message_json(call.state, channel, made, metadata=True)
    return {"channel": channel.id, "ts": made.ts, "message": told}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: somebody who is away never sees it."""
    channel = _target(call)
    user = call.state.user(call.team, call.text("user", missing="user_not_found"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    made = _said(call, channel)
    made.only = user.id
    if not user.away:
        messages.add(call.state, channel, made)
    return {"message_ts": made.ts}


def update(call: Call) -> Json:
    """chat.update: of the bot's own messages; what isn't given stays, except blocks."""
    channel = call.joined()
    message = call.state.message(channel, call.text("ts", missing="message_not_found"))
    if message.user is not call.bot:
        raise SlackError("cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    given = call.args.get("text")
    if len(str(given or "").encode()) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    blocks = call.json("blocks")
    files = call.json("file_ids")
    if given is None and blocks is None and files is None and call.json("attachments") is None:
        raise SlackError("no_text")
    text, shown = _words(call.state, given, blocks)
    if given is None:
        text = message.text
    if blocks is None and given is None:
        shown = message.blocks
    if call.json("metadata") is not None:
        message.metadata = _metadata(call)
    if files is not None:
        message.files = [call.state.file(one) for one in files]
    if call.yes("reply_broadcast"):
        messages.broadcast(call.state, channel, message)
    messages.edit(call.state, channel, message, call.bot, text=text, blocks=shown)
    told = message_json(call.state, channel, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": told}


def delete(call: Call) -> Json:
    """chat.delete: of the bot's own messages."""
    channel = call.joined()
    message = call.state.message(channel, call.text("ts", missing="message_not_found"))
    if message.user is not call.bot:
        raise SlackError("cant_delete_message")
    messages.remove(call.state, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.state.message(channel, call.text("message_ts", missing="message_not_found"))
    return {"channel": channel.id, "permalink": permalink(call.team, channel, message)}


def respond(state: State, act: Act, body: Json) -> None:
    """Do what is sent to a response URL, or is said in an acknowledgement.

    Without `response_type` only the person sees it; `replace_original` changes what was pressed.
    """
    channel, pressed = act.channel, act.pressed
    if channel is None:
        raise SlackError("no_channel")
    if body.get("delete_original"):
        if pressed is not None and pressed.ts in channel.messages:
            messages.remove(state, channel, pressed)
        act.removed = True
        act.changed.set()
        return
    text, blocks = _words(state, body.get("text"), body.get("blocks"))
    if not (text or blocks or body.get("attachments")):
        raise SlackError("no_text")
    if body.get("replace_original") and pressed is not None:
        if pressed.ts not in channel.messages:
            raise SlackError("message_not_found")
        messages.edit(state, channel, pressed, state.bot(act.team), text=text, blocks=blocks)
        return
    made = Message(
        state.stamps.ts(),
        channel.id,
        state.bot(act.team),
        text,
        state.clock.now,
        thread=str(body.get("thread_ts") or ""),
        blocks=blocks,
    )
    if body.get("response_type") != "in_channel":
        made.only = act.user.id
        if act.user.away:
            return
    messages.add(state, channel, made)


def shared(state: State, team: Team, channel: Channel, files: list[File], how: Json) -> Message:
    """Let files arrive in a channel, with the words that came with them."""
    bot = state.bot(team)
    message = Message(
        state.stamps.ts(),
        channel.id,
        bot,
        str(how.get("initial_comment") or ""),
        state.clock.now,
        thread=str(how.get("thread_ts") or ""),
        subtype="file_share",
        blocks=checked(state, how.get("blocks") or []),
        files=files,
    )
    for file in files:
        file.shares.setdefault(channel.id, []).append(message.ts)
    return messages.add(state, channel, message)


METHODS = (
    Method("chat.postMessage", post, ("post",), ("chat:write",), 0),
    Method("chat.postEphemeral", post_ephemeral, ("ephemeral",), ("chat:write",), 4),
    Method("chat.update", update, ("edit",), ("chat:write",)),
    Method("chat.delete", delete, ("remove",), ("chat:write",)),
    Method("chat.getPermalink", get_permalink, ("permalink",), (), 4),
)
