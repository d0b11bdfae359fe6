"""Accounts, channels, workspaces, files and messages as Slack's JSON has them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.support.slack.clock import unix
from tests.support.slack.state import State
from tests.support.slack.things import Channel, File, Json, Message, Team, User

TYPES = {"channel": "channel", "private": "group", "im": "im", "mpim": "mpim"}
"""Kinds of channels as events call them."""


def user_json(state: State, user: User, *, email: bool = True, locale: bool = False) -> Json:
    """Return an account as `users.info` has it; strangers show no address."""
    at = state.clock.now.astimezone(ZoneInfo(user.zone))
    offset = at.utcoffset()
    profile: Json = {
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.username,
        "display_name_normalized": user.username,
        "team": user.team,
    }
    if email and not user.bot and user.guest != "stranger":
        profile["email"] = user.email
    if user.bot:
        profile |= {"api_app_id": state.app, "bot_id": user.bot_id}
    shown: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.username,
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": user.zone,
        "tz_label": at.tzname() or user.zone,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile,
        "is_admin": user.admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.guest in ("multi", "single"),
        "is_ultra_restricted": user.guest == "single",
        "is_bot": user.bot,
        "is_app_user": False,
        "is_email_confirmed": True,
        "updated": unix(state.clock.now),
    }
    if user.guest == "stranger":
        shown["is_stranger"] = True
    if locale:
        shown["locale"] = user.locale
    enterprise = state.teams[user.team].enterprise if user.team in state.teams else ""
    if enterprise:
        teams = [one.id for one in state.teams.values() if one.enterprise == enterprise]
        shown["enterprise_user"] = {"id": user.id, "enterprise_id": enterprise, "teams": teams}
    return shown


def channel_json(state: State, channel: Channel, *, count: bool = False) -> Json:
    """Return a channel as `conversations.info` has it."""
    team = state.team_of(channel)
    shown: Json = {
        "id": channel.id,
        "created": unix(channel.created),
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": False,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "context_team_id": team.id,
        "updated": unix(channel.created) * 1000,
    }
    if channel.kind == "im":
        other = next((one for one in channel.members if one != team.bot), team.bot)
        return {**shown, "user": other, "is_user_deleted": False, "priority": 0}
    shown |= {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_private": channel.private,
        "is_general": False,
        "is_member": team.bot in channel.members,
        "creator": next(iter(channel.members), ""),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
    if count:
        shown["num_members"] = len(channel.members)
    return shown


def team_json(team: Team) -> Json:
    """Return a workspace as `team.info` has it."""
    shown: Json = {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "email_domain": "",
        "url": f"https://{team.domain}.slack.com/",
    }
    if team.enterprise:
        shown |= {"enterprise_id": team.enterprise, "enterprise_name": team.enterprise[2:].lower()}
    return shown


def file_json(state: State, file: File) -> Json:
    """Return a file as `files.info` has it; before Slack has looked at it, its kind is unknown."""
    shares: Json = {}
    for id_, stamps in file.shares.items():
        kind = "private" if state.channels[id_].private else "public"
        shares.setdefault(kind, {})[id_] = [{"ts": ts, "channel_name": ""} for ts in stamps]
    ready = file.ready
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    return {
        "id": file.id,
        "created": unix(file.created),
        "timestamp": unix(file.created),
        "name": file.name,
        "title": file.title,
        "mimetype": file.media if ready else "",
        "filetype": kind if ready else "",
        "pretty_type": kind.upper() if ready else "",
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": "public" in shares,
        "file_access": "visible",
        "url_private": f"{state.address}/files-pri/{file.id}/{file.name}",
        "url_private_download": f"{state.address}/files-pri/{file.id}/download/{file.name}",
        "permalink": f"{state.address}/files/{file.user}/{file.id}/{file.name}",
        "shares": shares,
        "channels": [one for one in file.shares if not state.channels[one].private],
        "groups": [one for one in file.shares if state.channels[one].kind == "private"],
        "ims": [one for one in file.shares if state.channels[one].kind == "im"],
    }


def message_json(
    state: State, channel: Channel, message: Message, *, metadata: bool = False
) -> Json:
    """Return a message as history has it; its metadata only if that is asked for."""
    team = state.team_of(channel)
    if message.subtype == "tombstone":
        return _threaded(channel, message, _tombstone(message))
    shown: Json = {"type": "message", "user": message.user.id, "ts": message.ts}
    shown |= {"text": message.text, "team": team.id}
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.user.bot:
        shown |= _bot_json(state, team, message.user)
    else:
        shown["client_msg_id"] = f"made-up-{message.ts}"
    if message.username:
        shown["username"] = message.username
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.attachments:
        shown["attachments"] = message.attachments
    if message.files:
        shown |= {"files": [file_json(state, one) for one in message.files], "upload": False}
    if message.edited:
        shown["edited"] = {"user": message.edited_by, "ts": message.edited}
    if message.reactions:
        shown["reactions"] = reactions_json(message)
    if message.pinned:
        shown["pinned_to"] = [channel.id]
    if metadata and message.metadata is not None:
        shown["metadata"] = message.metadata
    return _threaded(channel, message, shown)


def _threaded(channel: Channel, message: Message, shown: Json) -> Json:
    """Say what thread a message is in or begins."""
    replies = channel.threads.get(message.ts, [])
    if message.is_reply:
        root = channel.messages.get(message.thread)
        shown["thread_ts"] = message.thread
        if root is not None:
            shown["parent_user_id"] = root.user.id
        if message.broadcast and root is not None:
            shown["root"] = {"ts": root.ts, "user": root.user.id, "text": root.text}
    elif replies:
        writers = dict.fromkeys(channel.messages[ts].user.id for ts in replies)
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(writers),
            "latest_reply": replies[-1],
            "reply_users": list(writers)[:5],
            "is_locked": False,
            "subscribed": False,
        }
    return shown


def _tombstone(message: Message) -> Json:
    return {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
        "ts": message.ts,
    }


def _bot_json(state: State, team: Team, bot: User) -> Json:
    profile = {
        "id": bot.bot_id,
        "app_id": state.app,
        "name": bot.name,
        "deleted": False,
        "updated": 0,
        "team_id": team.id,
    }
    return {"bot_id": bot.bot_id, "app_id": state.app, "bot_profile": profile}


def reactions_json(message: Message) -> list[Json]:
    """Return a message's reactions."""
    return [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in message.reactions.items()
    ]


def permalink(team: Team, channel: Channel, message: Message) -> str:
    """Return a message's address."""
    link = f"https://{team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread}&cid={channel.id}"
    return link
