"""views.*: modals and the home tab."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.support.slack.acts import Act
from tests.support.slack.block_limits import MOST_VIEW, view_limit_problems
from tests.support.slack.blocks import INVALID, checked
from tests.support.slack.errors import SlackError, explained
from tests.support.slack.routing import Call, Method
from tests.support.slack.state import State
from tests.support.slack.things import Json, Team, User

MOST_VIEWS = 3


def taken_in(state: State, team: Team, user: User, view: Any, over: Json | None = None) -> Json:
    """Return a view as Slack keeps it, or refuse it; `over` is the one it takes the place of."""
    if isinstance(view, str):
        view = json.loads(view)
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise SlackError("invalid_arguments")
    view = {"blocks": [], **view}
    if len(json.dumps(view)) > MOST_VIEW:
        raise SlackError("view_too_large")
    problems = [] if view["type"] == "home" or view.get("title") else ["missing field: title"]
    problems += view_limit_problems(view)
    if problems:
        raise explained(INVALID, problems)
    made: Json = {
        "id": state.stamps.id("V"),
        "team_id": team.id,
        "type": view["type"],
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "blocks": checked(state, view["blocks"], view["type"]),
        "state": {"values": {}},
        "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": None,
        "root_view_id": "",
        "app_id": state.app,
        "external_id": view.get("external_id", ""),
        "app_installed_team_id": team.id,
        "bot_id": team.bot_id,
        "user": user.id,
    }
    made["root_view_id"] = made["id"]
    if over is not None:
        made |= {name: over[name] for name in ("id", "previous_view_id", "root_view_id")}
    words = json.dumps([made["blocks"], state.stamps.count])
    made["hash"] = f"{state.stamps.ts()}.{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return made


def show(state: State, act: Act, view: Any, *, push: bool = False) -> Json:
    """Open a modal for whoever acted, or put it on top of the one before."""
    before = act.on if push else None
    if push and before is None:
        raise SlackError("invalid_trigger_id")
    made = taken_in(state, act.team, act.user, view)
    if made["type"] != "modal":
        raise SlackError("invalid_arguments")
    if before is not None:
        deep, under = 2, before
        while under.get("previous_view_id"):
            under = state.views[under["previous_view_id"]]
            deep += 1
        if deep > MOST_VIEWS:
            raise SlackError("push_limit_reached")
        made |= {"previous_view_id": before["id"], "root_view_id": before["root_view_id"]}
    state.views[made["id"]] = made
    act.view = made
    act.changed.set()
    return made


def change(state: State, old: Json, view: Any) -> Json:
    """Change a modal that is open."""
    team = state.teams[old["team_id"]]
    user = state.users[old["user"]]
    made = taken_in(state, team, user, view, old)
    state.views[made["id"]] = made
    state.acts.showed(user, made)
    return made


def open_(call: Call) -> Json:
    """views.open."""
    act = call.state.acts.exchange(call.text("trigger_id", missing="invalid_arguments"))
    return {"view": show(call.state, act, call.json("view"))}


def push(call: Call) -> Json:
    """views.push."""
    act = call.state.acts.exchange(call.text("trigger_id", missing="invalid_arguments"))
    return {"view": show(call.state, act, call.json("view"), push=True)}


def update(call: Call) -> Json:
    """views.update: by its id or the external one."""
    wanted, external = call.text("view_id"), call.text("external_id")
    for view in call.state.views.values():
        if view["id"] == wanted or (external and view["external_id"] == external):
            _same(call, view)
            return {"view": change(call.state, view, call.json("view"))}
    raise SlackError("not_found")


def publish(call: Call) -> Json:
    """views.publish: somebody's home tab."""
    user = call.state.user(call.team, call.text("user_id", missing="user_not_found"))
    if user.bot:
        raise SlackError("not_supported")
    if user.home is not None:
        _same(call, user.home)
    made = taken_in(call.state, call.team, user, call.json("view"), user.home)
    if made["type"] != "home":
        raise SlackError("invalid_arguments")
    user.home = call.state.views[made["id"]] = made
    call.state.acts.showed(user, made)
    return {"view": made}


def _same(call: Call, view: Json) -> None:
    if call.text("hash") and call.text("hash") != view["hash"]:
        raise SlackError("hash_conflict")


METHODS = (
    Method("views.open", open_, ("form",), (), 4),
    Method("views.push", push, ("form",), (), 4),
    Method("views.update", update, ("form",), (), 4),
    Method("views.publish", publish, ("home",), (), 4),
)


def after(state: State, act: Act, body: Json) -> None:
    """Do what the acknowledgement of a form says: show errors, another view, or close."""
    match body["response_action"]:
        case "errors":
            act.errors = dict(body["errors"])
        case "update":
            assert act.on is not None
            made = taken_in(state, act.team, act.user, body["view"], act.on)
            state.views[made["id"]] = act.view = made
        case "push":
            show(state, act, body["view"], push=True)
        case "clear":
            act.cleared = True
        case other:
            raise SlackError(f"no response action {other}")
    act.changed.set()
