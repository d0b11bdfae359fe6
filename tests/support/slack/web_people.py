"""users.*, reactions.*, pins.*, team.*, auth.*, apps.*: who is who, and what they did."""

from __future__ import annotations

from datetime import timedelta

from tests.support.slack import messages
from tests.support.slack.errors import SlackError
from tests.support.slack.organizations import whose
from tests.support.slack.routing import Call, Method, page
from tests.support.slack.shapes import message_json, reactions_json, team_json, user_json
from tests.support.slack.things import Channel, Json, Message

TOKEN_LIVES = timedelta(hours=12)


def user_info(call: Call) -> Json:
    """users.info; the address only with its own scope."""
    user = call.state.user(call.team, call.text("user", missing="user_not_found"))
    email = "users:read.email" in call.team.scopes
    locale = call.yes("include_locale")
    return {"user": user_json(call.state, user, email=email, locale=locale)}


def user_list(call: Call) -> Json:
    """users.list: all of the workspace's people, and bots."""
    found = [one for one in call.state.users.values() if call.state.knows(call.team, one)]
    asked = page(call, found, "members")
    email = "users:read.email" in call.team.scopes
    locale = call.yes("include_locale")
    asked["members"] = [
        user_json(call.state, one, email=email, locale=locale) for one in asked["members"]
    ]
    return {**asked, "cache_ts": call.now()}


def by_email(call: Call) -> Json:
    """users.lookupByEmail: strangers aren't found."""
    wanted = call.text("email", missing="users_not_found").lower()
    for user in call.state.users.values():
        known = call.state.knows(call.team, user) and user.guest != "stranger"
        if known and user.email and user.email.lower() == wanted:
            return {"user": user_json(call.state, user)}
    raise SlackError("users_not_found")


def _item(call: Call) -> tuple[Channel, Message]:
    channel = call.joined()
    stamp = call.text("timestamp", missing="bad_timestamp")
    return channel, call.state.message(channel, stamp)


def react(call: Call) -> Json:
    """reactions.add."""
    channel, message = _item(call)
    messages.react(call.state, channel, message, call.bot, call.text("name", missing="no_name"))
    return {}


def unreact(call: Call) -> Json:
    """reactions.remove."""
    channel, message = _item(call)
    messages.unreact(call.state, channel, message, call.bot, call.text("name", missing="no_name"))
    return {}


def reactions(call: Call) -> Json:
    """reactions.get: who reacted, a message at a time."""
    channel, message = _item(call)
    shown = message_json(call.state, channel, message)
    shown["reactions"] = reactions_json(message)
    return {"type": "message", "channel": channel.id, "message": shown}


def pin(call: Call) -> Json:
    """pins.add."""
    channel, message = _item(call)
    if message.pinned:
        raise SlackError("already_pinned")
    message.pinned = True
    channel.pins.append(message.ts)
    return {}


def unpin(call: Call) -> Json:
    """pins.remove."""
    channel, message = _item(call)
    if not message.pinned:
        raise SlackError("no_pin")
    message.pinned = False
    channel.pins.remove(message.ts)
    return {}


def pins(call: Call) -> Json:
    """pins.list."""
    channel = call.joined()
    return {
        "items": [
            {
                "type": "message",
                "channel": channel.id,
                "message": message_json(call.state, channel, channel.messages[ts]),
                "created": call.now(),
                "created_by": call.team.bot,
            }
            for ts in channel.pins
            if ts in channel.messages
        ]
    }


def team_info(call: Call) -> Json:
    """team.info."""
    return {"team": team_json(call.team)}


def auth_test(call: Call) -> Json:
    """auth.test: whose token this is."""
    team = call.team
    shown: Json = {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": call.bot.username,
        "team_id": team.id,
        "user_id": team.bot,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }
    if team.enterprise:
        shown["enterprise_id"] = team.enterprise
    return shown if team.organization is None else whose(team.organization, shown)


def auth_revoke(call: Call) -> Json:
    """auth.revoke: the token is good for nothing after that."""
    call.team.old[call.team.token] = "token_revoked"
    call.team.token = ""
    return {"revoked": True}


def bot_info(call: Call) -> Json:
    """bots.info."""
    for team in call.state.teams.values():
        if team.bot_id == call.text("bot"):
            bot = call.state.bot(team)
            shown = {"id": team.bot_id, "app_id": call.state.app, "user_id": team.bot}
            return {"bot": {**shown, "name": bot.name, "deleted": False, "updated": 0}}
    raise SlackError("bot_not_found")


METHODS = (
    Method("users.info", user_info, ("people",), ("users:read",), 4),
    Method("users.list", user_list, ("people",), ("users:read",), 2),
    Method("users.lookupByEmail", by_email, ("people",), ("users:read.email",)),
    Method("reactions.add", react, ("react",), ("reactions:write",)),
    Method("reactions.remove", unreact, ("react",), ("reactions:write",), 2),
    Method("reactions.get", reactions, ("reactions",), ("reactions:read",)),
    Method("pins.add", pin, ("pin",), ("pins:write",), 2),
    Method("pins.remove", unpin, ("pin",), ("pins:write",), 2),
    Method("pins.list", pins, ("pins",), ("pins:read",), 2),
    Method("team.info", team_info, ("team",), ("team:read",)),
    Method("auth.test", auth_test, ("auth",), (), 0),
    Method("auth.revoke", auth_revoke, ("auth",)),
    Method("bots.info", bot_info, ("people",), ("users:read",)),
)
