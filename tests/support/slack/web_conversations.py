"""conversations.*: channels, who is in them, and what was said there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from tests.support.slack.errors import SlackError
from tests.support.slack.routing import Call, Method, page
from tests.support.slack.shapes import channel_json, message_json
from tests.support.slack.things import Channel, Json

TYPES = {"channel": "public_channel", "private": "private_channel", "im": "im", "mpim": "mpim"}
READ = ("channels:history", "groups:history", "im:history", "mpim:history")
KNOW = ("channels:read", "groups:read", "im:read", "mpim:read")
LATEST = "9999999999.999999"


def _needs(call: Call, channel: Channel, what: str) -> None:
    """Refuse what a kind of channel needs another scope for."""
    kind = {"channel": "channels", "private": "groups"}.get(channel.kind, channel.kind)
    if f"{kind}:{what}" not in call.team.scopes:
        provided = ",".join(call.team.scopes)
        raise SlackError("missing_scope", needed=f"{kind}:{what}", provided=provided)


def _between(call: Call, stamps: list[str]) -> list[str]:
    """Return those stamps that `oldest` and `latest` leave, ascending."""
    oldest, latest = _stamp(call.text("oldest")), _stamp(call.text("latest") or LATEST)
    if call.yes("inclusive"):
        return stamps[bisect_left(stamps, oldest) : bisect_right(stamps, latest)]
    return stamps[bisect_right(stamps, oldest) : bisect_left(stamps, latest)]


def _stamp(text: str) -> str:
    """Return a time as a `ts`, which compares as text."""
    if not text:
        return ""
    seconds, _, micros = text.partition(".")
    if not seconds.isdecimal() or not (micros or "0").isdecimal():
        raise SlackError("invalid_ts_oldest")
    return f"{int(seconds):010d}.{micros[:6].ljust(6, '0')}"


def history(call: Call) -> Json:
    """conversations.history: newest first; without replies unless they are broadcast."""
    channel = call.joined()
    _needs(call, channel, "history")
    stamps = _between(call, channel.order)
    asked = page(call, stamps[::-1], "messages")
    metadata = call.yes("include_all_metadata")
    asked["messages"] = [
        message_json(call.state, channel, channel.messages[ts], metadata=metadata)
        for ts in asked["messages"]
    ]
    cursor = asked["response_metadata"]["next_cursor"]
    if not cursor:
        del asked["response_metadata"]
    if channel.limited:
        asked["is_limited"] = True
    return {**asked, "has_more": bool(cursor), "pin_count": len(channel.pins)}


def replies(call: Call) -> Json:
    """conversations.replies: the root first, then its replies, oldest first."""
    channel = call.joined()
    _needs(call, channel, "history")
    root = channel.messages.get(call.text("ts", missing="thread_not_found"))
    if root is None or root.only:
        raise SlackError("thread_not_found")
    start = root.thread or root.ts
    metadata = call.yes("include_all_metadata")
    found = page(call, _between(call, channel.threads.get(start, [])), "messages")
    shown = [start, *found["messages"]] if call.offset() == 0 else found["messages"]
    cursor = found["response_metadata"]["next_cursor"]
    more: Json = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
    return {
        "messages": [
            message_json(call.state, channel, channel.messages[ts], metadata=metadata)
            for ts in shown
            if ts in channel.messages
        ],
        "has_more": bool(cursor),
        **more,
    }


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    _needs(call, channel, "read")
    count = call.yes("include_num_members")
    return {"channel": channel_json(call.state, channel, count=count)}


def members(call: Call) -> Json:
    """conversations.members: ids, the bot's too."""
    channel = call.channel()
    _needs(call, channel, "read")
    return page(call, list(channel.members), "members")


def listed(call: Call) -> Json:
    """conversations.list: what the bot sees, public channels unless told."""
    return _listed(call, joined=False)


def of_user(call: Call) -> Json:
    """users.conversations: what the bot, or a user, is in."""
    return _listed(call, joined=True)


def _listed(call: Call, *, joined: bool) -> Json:
    types = (call.text("types") or "public_channel").split(",")
    who = call.text("user") or call.team.bot
    found = []
    for channel in call.state.channels.values():
        inside = call.team.bot in channel.members and who in channel.members
        seen = inside or not (joined or channel.private)
        if channel.team != call.team.id or TYPES[channel.kind] not in types or not seen:
            continue
        if not (channel.archived and call.yes("exclude_archived")):
            found.append(channel_json(call.state, channel, count=not joined))
    return page(call, found, "channels")


def open_(call: Call) -> Json:
    """conversations.open: a private conversation with one person."""
    if call.text("channel"):
        return {"channel": {"id": call.channel().id}}
    users = [one for one in call.text("users", missing="users_list_not_supplied").split(",") if one]
    if len(users) != 1:
        raise SlackError("not_enough_users" if not users else "too_many_users")
    user = call.state.user(call.team, users[0])
    if user.bot:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    channel = call.state.direct(call.team, user)
    shown = channel_json(call.state, channel) if call.yes("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def join(call: Call) -> Json:
    """conversations.join: public channels only."""
    channel = call.channel()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    channel.members[call.team.bot] = None
    return {"channel": channel_json(call.state, channel)}


METHODS = (
    Method("conversations.history", history, ("find", "history"), READ),
    Method("conversations.replies", replies, ("find", "replies"), READ),
    Method("conversations.info", info, ("channel",), KNOW),
    Method("conversations.members", members, ("members",), KNOW, 4),
    Method("conversations.list", listed, ("channels",), KNOW, 2),
    Method("users.conversations", of_user, ("channels",), KNOW),
    Method("conversations.open", open_, ("direct",), ("im:write",)),
    Method("conversations.join", join, ("join",), ("channels:join",)),
)
