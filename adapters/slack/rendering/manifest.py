"""The app's manifest: what Homeroom is on Slack, from the core's commands, and what it asks for.

Whoever runs a workspace makes the app out of it, in one go
(https://docs.slack.dev/reference/app-manifest). Each scope and each event says what it is for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from adapters.slack.wire import Json
from bot.chat.commands import Commands, CommandSpec, Spec
from bot.chat.tree import ROOT
from bot.model.people import Role

SCOPES: Mapping[str, str] = {
    "commands": f"have /{ROOT}, and entries in the menus of messages",
    "chat:write": "post in the course's channels and threads, and answer",
    "im:write": "write to one person: grades and personal data are for them alone",
    "im:read": "know its private conversations again",
    "im:history": "find its own private messages again, so that none is sent twice",
    "users:read": "know people's names and time zones, and who is a guest",
    "users:read.email": "know by their e-mail address who on the roster somebody is",
    "channels:read": "see the course's public channels, and who is in them",
    "channels:history": "read there what counts as participation, also after a downtime",
    "groups:read": "the same for private channels it was invited to, such as the staff's",
    "groups:history": "the same for what is written there",
    "reactions:read": "count reactions where the course's policy does",
    "files:write": "upload charts and exports",
    "files:read": "read the files that staff upload in a form, and show charts in messages",
    "pins:write": "pin the panel in the course's main channel",
}
"""Each scope, and what Homeroom does with it."""
EVENTS: Mapping[str, str] = {
    "message.channels": "what is written in public channels it is in",
    "message.groups": "what is written in private channels it is in",
    "message.im": "what is written to it",
    "reaction_added": "reactions",
    "reaction_removed": "reactions taken back",
    "member_joined_channel": "who may read a channel, itself included",
    "member_left_channel": "who may no longer",
    "channel_left": "that it was taken out of a channel",
    "channel_rename": "a channel's new name",
    "channel_archive": "that nothing can be posted in a channel any more",
    "channel_unarchive": "that it can again",
    "channel_deleted": "that a channel is gone",
    "channel_shared": "that people of another organization can read a channel",
    "group_left": "that it was taken out of a private channel",
    "group_rename": "a private channel's new name",
    "group_archive": "that nothing can be posted in a private channel any more",
    "group_unarchive": "that it can again",
    "group_deleted": "that a private channel is gone",
    "user_change": "new time zones and names",
    "app_home_opened": "that somebody looks at the home tab, which is then drawn",
    "tokens_revoked": "that it may no longer act somewhere",
    "app_uninstalled": "that it is gone from a workspace",
}
"""Each event that Homeroom hears of, and what it learns from it."""
OF_ORGANIZATIONS: Mapping[str, str] = {
    "team_access_granted": "that it may be in more workspaces of the organization",
    "team_access_revoked": "that it may be in fewer",
}
"""Each event that it hears of besides, where it is installed in a whole organization."""
EVERYWHERE: Mapping[str, str] = {
    "progress": "My standing",
    "next": "Next sessions",
    "catchup": "What did I miss?",
    "reminders": "Reminders",
    "help": "Help",
}
"""Commands that have an entry in the menu of shortcuts, which is at hand in threads, too."""
CALLED = "class:"
"""What such an entry's callback id begins with; the command follows."""
MOST_SHORTCUTS = 5
"""Entries of each kind."""
LONGEST_SHORTCUT = 24
LONGEST_NAME = 35
LONGEST_COMMAND = 32
INSTALL = "/slack/install"
"""The path at which whoever runs a workspace begins to install the app there."""
REDIRECT = "/slack/oauth_redirect"
"""The path to which Slack leads them back."""
ABOUT = "Sessions, questions, recaps, discussions and your participation"
DESCRIPTION = "Keeps one class together across its live sessions and everything between them."
LONG_DESCRIPTION = (
    "Homeroom announces sessions in each student's own time, runs the live session's questions "
    "and polls, posts a recap afterwards and so builds the archive, runs asynchronous discussions, "
    "and counts both kinds of participation on equal terms for choice-based grading. It reads "
    "only the channels it is invited to. Everyone can see, download and withdraw what is stored "
    "about them."
)
_COMMAND = re.compile(r"/[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Urls:
    """Where Slack reaches Homeroom over HTTP; `redirect` is where an installation ends."""

    requests: str = ""
    redirect: str = ""


NO_URLS = Urls()


def manifest(
    commands: Commands,
    name: str,
    command: str = f"/{ROOT}",
    *,
    socket: bool,
    urls: Urls = NO_URLS,
    organization: bool = False,
) -> Json:
    """Return the manifest of an app called `name` whose slash command is `command`.

    With `socket` Slack is reached over Socket Mode, else it calls `urls.requests`. With
    `organization` the app may be installed in all workspaces of one at once. ValueError, with a
    sentence for people, for what Slack would refuse.
    """
    _check(name, command, socket, urls)
    request = {} if socket else {"request_url": urls.requests}
    scopes: Json = {"scopes": {"bot": list(SCOPES)}}
    if urls.redirect:
        scopes["redirect_urls"] = [urls.redirect]
    events = [*EVENTS, *(OF_ORGANIZATIONS if organization else ())]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "shortcuts": _shortcuts(commands),
            "slash_commands": [_slash(commands, command, "" if socket else urls.requests)],
        },
        "oauth_config": scopes,
        "settings": {
            "event_subscriptions": {**request, "bot_events": events},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": organization,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(found: Json, *, yaml: bool = False) -> str:
    """Return a manifest as it is pasted: JSON, or YAML."""
    if not yaml:
        return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    from ruamel.yaml import YAML

    text, writer = StringIO(), YAML()
    writer.default_flow_style = False
    writer.width = 10_000
    writer.dump(found, text)
    return text.getvalue()


def called(callback: str) -> str | None:
    """Return the command that an entry of the menu of shortcuts stands for; None for others."""
    name = callback.removeprefix(CALLED)
    return name if callback.startswith(CALLED) and name in EVERYWHERE else None


def _check(name: str, command: str, socket: bool, urls: Urls) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"An app's name has 1 to {LONGEST_NAME} characters, not {len(name)}.")
    if not _COMMAND.fullmatch(command) or len(command) > LONGEST_COMMAND:
        raise ValueError(
            f"“{command}” can't be a command: write / and small letters, like /{ROOT}."
        )
    given = [url for url in (urls.requests, urls.redirect) if url]
    if any(not url.startswith("https://") for url in given):
        raise ValueError("Slack calls https addresses only. Give one that begins with https://.")
    if not socket and not urls.requests:
        raise ValueError("Without Socket Mode, Slack needs the address at which it can call.")


def _shortcuts(commands: Commands) -> list[Json]:
    """Return the entries of messages' menus, and those of the menu that is at hand everywhere."""
    entries = [
        _shortcut(spec.about, "message", verb, _for_whom(spec))
        for verb, spec in sorted(commands.message_actions.items())
    ]
    everywhere = [
        _shortcut(label, "global", f"{CALLED}{name}", commands.commands[name].about)
        for name, label in EVERYWHERE.items()
        if name in commands.commands
    ]
    for found in (entries, everywhere):
        if len(found) > MOST_SHORTCUTS:
            raise ValueError(f"Slack takes {MOST_SHORTCUTS} shortcuts a kind, not {len(found)}.")
    return entries + everywhere


def _shortcut(name: str, kind: str, callback: str, about: str) -> Json:
    if len(name) > LONGEST_SHORTCUT:
        raise ValueError(f"The shortcut “{name}” is longer than {LONGEST_SHORTCUT} characters.")
    return {"name": name, "type": kind, "callback_id": callback, "description": about}


def _for_whom(spec: Spec) -> str:
    students = spec.allowed is None or Role.STUDENT in spec.allowed
    return "On this message" if students else "On this message; for staff"


def _slash(commands: Commands, command: str, url: str) -> Json:
    words = [name for name, spec in sorted(commands.commands.items()) if _for_students(spec)]
    hint = " | ".join(["help", *(word for word in words if word != "help")])
    found: Json = {
        "command": command,
        "description": ABOUT,
        "usage_hint": hint,
        "should_escape": False,
    }
    return {**found, "url": url} if url else found


def _for_students(spec: CommandSpec) -> bool:
    return " " not in spec.name and (spec.allowed is None or Role.STUDENT in spec.allowed)
