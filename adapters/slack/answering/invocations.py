"""Commands, presses, forms and menus as the core's calls: who asked for what, and where.

Slack repeats what isn't acknowledged, and people press twice where nothing seems to happen: a call
is the same if its trigger is, a form's if the same was entered into the same form.
https://docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from adapters.slack.hearing.events import account_of
from adapters.slack.hearing.origins import team_of
from adapters.slack.rendering.controls import LEADS
from adapters.slack.rendering.forms import STATE, metadata_of, submitted
from adapters.slack.rendering.manifest import called
from adapters.slack.rendering.wording import worded
from adapters.slack.wire import PLATFORM, Json, instant_of, message_of
from bot.chat.calls import Invocation
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.model.places import Message, Place

COMMANDED = "class:"
"""What the state of a form begins with that asks for a command's parameters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call, and by which ways it can be answered.

    `url` is where an answer may be sent that only the caller sees, `trigger` opens a form. `home`
    says that it was made on somebody's home tab. `files` are Slack's ids by option or field. `view`
    is the form that was sent or used, `refusal` what is said of what can't be understood.
    """

    call: Invocation
    team: str
    trigger: str = ""
    url: str = ""
    home: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    view: Json | None = field(default=None, repr=False)
    refusal: str = ""

    @property
    def user(self) -> str:
        """The caller's id."""
        return self.call.account.id

    def kept(self) -> dict[str, str]:
        """Return what a form that this opens has to know when it comes back."""
        message = self.call.message
        thread = self.call.place.thread
        found = {
            "place": self.call.place.id,
            "thread": thread or "",
            "message": message.id if message else "",
            "in": (message.place.thread or "") if message else "",
            "private": "1" if self.call.private else "",
            "url": self.url,
            "home": "1" if self.home else "",
        }
        return {name: value for name, value in found.items() if value}


def asked(body: Json, at: datetime, commands: Commands) -> Asked | None:
    """Return the call that a request of Slack's is; None where nothing is asked.

    `at` is when Slack asked, for what doesn't say when. ValueError or KeyError for what is none.
    """
    if "command" in body:
        return _commanded(body, at, commands)
    match body.get("type"):
        case "block_actions":
            return _pressed(body, at)
        case "view_submission":
            return _sent(body, at)
        case "message_action":
            return _chosen(body)
        case "shortcut":
            return _called(body)
        case _:
            return None


def home_asked(event: Json, team: str, state: str) -> Asked:
    """Return the call for what somebody's home shows, as they open it."""
    place = Place(PLATFORM, event["channel"])
    call = Invocation(
        _id("home", event["user"], event["event_ts"]),
        account_of(event["user"]),
        place,
        instant_of(event["event_ts"]),
        state=state,
        voice=False,
    )
    return Asked(call, team, home=True)


def _commanded(body: Json, at: datetime, commands: Commands) -> Asked:
    call = Invocation(
        _id("command", body["trigger_id"]),
        account_of(body["user_id"]),
        Place(PLATFORM, body["channel_id"]),
        at,
        voice=False,
    )
    found = Asked(call, team_of(body), body["trigger_id"], body.get("response_url") or "")
    try:
        name, options = parse(worded(body.get("text") or ""), commands)
    except Refusal as refusal:
        return replace(found, refusal=str(refusal))
    return replace(found, call=replace(call, command=name, options=options))


def _pressed(body: Json, at: datetime) -> Asked | None:
    action = body["actions"][0]
    state = _state(action)
    if state is None:
        return None
    at = instant_of(action["action_ts"]) if "action_ts" in action else at
    container = body.get("container") or {}
    call = _by(body, _id("press", body["trigger_id"]), at)
    if "view" in body:
        view = body["view"]
        found = _with(body, replace(call, state=state), home=view["type"] == "home")
        return found if found.home else replace(found, view=view)
    channel = container.get("channel_id") or body["channel"]["id"]
    message = body.get("message") or {}
    thread = container.get("thread_ts") or message.get("thread_ts")
    pressed = message_of(channel, container["message_ts"], thread)
    call = replace(
        call,
        place=pressed.place,
        state=state,
        message=pressed,
        private=bool(container.get("is_ephemeral")),
    )
    return _with(body, call)


def _sent(body: Json, at: datetime) -> Asked:
    view = body["view"]
    kept = metadata_of(view)
    values, files = submitted(view)
    filled = json.dumps([values, files], sort_keys=True)
    call = _by(body, _id("form", view["id"], view.get("hash") or "", filled), at)
    if "place" in kept:
        call = replace(call, place=Place(PLATFORM, kept["place"], kept.get("thread")))
    if "message" in kept:
        where = Place(PLATFORM, call.place.id, kept.get("in"))
        call = replace(call, message=Message(where, kept["message"]))
    call = replace(call, private="private" in kept)
    state = kept.get(STATE, "")
    if state.startswith(COMMANDED):
        options = {name: value for name, value in values.items() if value}
        call = replace(call, command=state.removeprefix(COMMANDED), options=options)
    else:
        call = replace(call, state=state, values=values)
    found = _with(body, call, home="home" in kept)
    return replace(found, url=kept.get("url", ""), files=files, view=view)


def _chosen(body: Json) -> Asked:
    told = body["message"]
    message = message_of(body["channel"]["id"], told["ts"], told.get("thread_ts"))
    call = _by(body, _id("menu", body["trigger_id"]), instant_of(body["action_ts"]))
    call = replace(call, place=message.place, message=message, message_action=body["callback_id"])
    return _with(body, call)


def _called(body: Json) -> Asked:
    call = _by(body, _id("shortcut", body["trigger_id"]), instant_of(body["action_ts"]))
    return _with(body, replace(call, command=called(body["callback_id"]) or body["callback_id"]))


def _by(body: Json, id: str, at: datetime) -> Invocation:
    """Return a call of whoever did something; where nothing says otherwise, from no channel."""
    user = body["user"]["id"]
    return Invocation(id, account_of(user), Place(PLATFORM, user), at, voice=False)


def _with(body: Json, call: Invocation, *, home: bool = False) -> Asked:
    trigger, url = body.get("trigger_id") or "", body.get("response_url") or ""
    return Asked(call, team_of(body), trigger, url, home)


def _state(action: Json) -> str | None:
    """Return what a control that was used says; None for one that only leads somewhere."""
    if str(action.get("action_id", "")).startswith(LEADS) and not action.get("value"):
        return None
    chosen = action.get("selected_option") or {}
    found = chosen.get("value") or action.get("value")
    return str(found) if found else None


def _id(*parts: str) -> str:
    """Return a call's id: short, and without signs that mean something in a button's state."""
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
