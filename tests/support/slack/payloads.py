"""What the app is sent of an act: commands and interactions as Slack's JSON has them."""

from __future__ import annotations

from tests.support.slack.acts import Act
from tests.support.slack.shapes import message_json
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Message

TOKEN = "made-up-verification-token"


def command(state: State, act: Act, channel: Channel, name: str, text: str) -> Json:
    """Return what is sent of a command."""
    team, user = act.team, act.user
    shown: Json = {
        "token": TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": user.id,
        "user_name": user.username,
        "command": f"/{name}",
        "text": text.strip(),
        "api_app_id": state.app,
        "is_enterprise_install": "true" if team.organization else "false",
        "response_url": act.url,
        "trigger_id": act.trigger,
    }
    if team.enterprise:
        shown |= {"enterprise_id": team.enterprise, "enterprise_name": ""}
    return shown


def about(state: State, act: Act, kind: str) -> Json:
    """Return what stands in every interaction."""
    team, user = act.team, act.user
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.username,
            "name": user.username,
            "team_id": user.team,
        },
        "api_app_id": state.app,
        "token": TOKEN,
        "trigger_id": act.trigger,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": {"id": team.enterprise, "name": ""} if team.enterprise else None,
        "is_enterprise_install": team.organization is not None,
    }


def about_view(state: State, act: Act, kind: str) -> Json:
    """Return what stands in an interaction with a view: of an organization's app no workspace."""
    shown = about(state, act, kind)
    return {**shown, "team": None} if act.team.organization else shown


def press(state: State, act: Act, channel: Channel, message: Message, used: Json) -> Json:
    """Return what is sent of a press; of an ephemeral message nothing but where it stands."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only),
    }
    if message.is_reply:
        container["thread_ts"] = message.thread
    shown = {
        **about(state, act, "block_actions"),
        "container": container,
        "channel": named(channel),
        "state": {"values": {}},
        "response_url": act.url,
        "actions": [used],
    }
    if not message.only:
        shown["message"] = message_json(state, channel, message)
    return shown


def press_view(state: State, act: Act, view: Json, used: Json) -> Json:
    """Return what is sent of a press in a form or on the home tab."""
    return {
        **about_view(state, act, "block_actions"),
        "container": {"type": "view", "view_id": view["id"]},
        "view": bare(view),
        "actions": [used],
    }


def submission(state: State, act: Act, view: Json, entered: Json) -> Json:
    """Return what is sent of a form."""
    return {
        **about_view(state, act, "view_submission"),
        "view": {**bare(view), "state": {"values": entered}},
        "response_urls": _response_urls(act, view, entered),
    }


def menu(state: State, act: Act, channel: Channel, message: Message, callback: str) -> Json:
    """Return what is sent of an entry in a message's own menu."""
    return {
        **about(state, act, "message_action"),
        "callback_id": callback,
        "action_ts": state.stamps.ts(),
        "channel": named(channel),
        "response_url": act.url,
        "message_ts": message.ts,
        "message": message_json(state, channel, message),
    }


def named(channel: Channel) -> Json:
    """Return a channel as interactions name it."""
    return {"id": channel.id, "name": channel.name or "directmessage"}


def bare(view: Json) -> Json:
    """Return a view as the app sees it."""
    return {key: value for key, value in view.items() if key != "user"}


def _response_urls(act: Act, view: Json, entered: Json) -> list[Json]:
    """Return where an answer may be posted that a form asked for with its own select."""
    urls = []
    for block in view["blocks"]:
        element = block.get("element") or {}
        if element.get("response_url_enabled") and act.url:
            chosen = entered[block["block_id"]][element["action_id"]]
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": chosen.get("selected_conversation"),
                    "response_url": act.url,
                }
            )
    return urls
