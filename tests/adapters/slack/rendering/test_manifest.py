"""The app's manifest: within Slack's limits, nothing asked for without a reason or a need."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from ruamel.yaml import YAML

from adapters.slack.rendering.manifest import (
    EVENTS,
    EVERYWHERE,
    SCOPES,
    Urls,
    called,
    manifest,
    manifest_text,
)
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.views import View, say
from bot.model.people import STAFF
from bot.model.places import Message
from bot.runtime.tables import COMMANDS
from tests.support.slack.schemas import manifest_problems, needs_schemas

HTTP = Urls("https://homeroom.example.edu/slack/events")
NEEDED = {
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "channel_left": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_archive": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_shared": {"channels:read"},
    "group_left": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "user_change": {"users:read"},
    "app_home_opened": set(),
    "tokens_revoked": set(),
    "app_uninstalled": set(),
}
"""The scopes that Slack wants for each event (https://docs.slack.dev/reference/events)."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """See what comes next."""


def made(count: int, label: str = "Keep") -> Commands:
    """Return one command, and so many entries of messages' menus."""
    commands = Commands()

    @commands.on("next")
    async def _next(ask: Nothing, call: Call, work: object) -> View:
        return say("done")

    for number in range(count):

        @commands.message_action(f"keep{number}", label, allowed=STAFF if number else None)
        async def _keep(message: Message, call: Call, work: object) -> View:
            return say("done")

    return commands


def test_over_socket_mode_nothing_is_called() -> None:
    found = manifest(COMMANDS, "Homeroom", socket=True)
    assert "https://" not in json.dumps(found["settings"]) + json.dumps(found["features"])
    assert found["settings"] == {
        "event_subscriptions": {"bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": True,
        "token_rotation_enabled": False,
    }
    assert found["oauth_config"] == {"scopes": {"bot": list(SCOPES)}}


def test_over_http_slack_knows_where_to_call() -> None:
    urls = Urls(HTTP.requests, "https://homeroom.example.edu/slack/installed")
    found = manifest(COMMANDS, "Homeroom", socket=False, urls=urls, organization=True)
    settings = found["settings"]
    assert settings["event_subscriptions"]["request_url"] == HTTP.requests
    assert settings["interactivity"]["request_url"] == HTTP.requests
    assert found["features"]["slash_commands"][0]["url"] == HTTP.requests
    assert found["oauth_config"]["redirect_urls"] == [urls.redirect]
    assert (settings["socket_mode_enabled"], settings["org_deploy_enabled"]) == (False, True)


def test_there_is_one_command_with_its_words_as_a_hint() -> None:
    [slash] = manifest(COMMANDS, "Homeroom", "/wetter", socket=True)["features"]["slash_commands"]
    assert slash["command"] == "/wetter"
    words = slash["usage_hint"].split(" | ")
    assert words[0] == "help"
    assert {"ask", "next", "progress"} <= set(words) <= set(COMMANDS.commands)
    assert not {"poll", "setup", "excuse"} & set(words)


def test_messages_menus_have_the_cores_entries() -> None:
    found = manifest(COMMANDS, "Homeroom", socket=True)["features"]["shortcuts"]
    entries = {one["callback_id"]: one["name"] for one in found if one["type"] == "message"}
    assert entries == {verb: spec.about for verb, spec in COMMANDS.message_actions.items()}
    keep, other, anywhere = manifest(made(2), "Homeroom", socket=True)["features"]["shortcuts"]
    assert keep["description"] == "On this message"
    assert other["description"] == "On this message; for staff"
    assert (anywhere["name"], anywhere["callback_id"]) == ("Next sessions", "class:next")


def test_what_is_used_most_is_at_hand_everywhere() -> None:
    found = manifest(COMMANDS, "Homeroom", socket=True)["features"]["shortcuts"]
    names = [one["callback_id"] for one in found if one["type"] == "global"]
    assert [called(name) for name in names] == list(EVERYWHERE)
    assert set(EVERYWHERE) <= set(COMMANDS.commands)
    assert called("class:poll") is called("next") is called("questions.ask") is None
    for name in EVERYWHERE:
        assert not any(one.required for one in COMMANDS.commands[name].parameters)


def test_every_scope_and_event_has_its_reason_and_nothing_is_missing() -> None:
    assert all(SCOPES.values())
    assert all(EVENTS.values())
    assert EVENTS.keys() == NEEDED.keys()
    assert all(needed <= SCOPES.keys() for needed in NEEDED.values())


@needs_schemas
def test_slacks_own_schema_takes_the_manifest() -> None:
    urls = Urls(HTTP.requests, "https://homeroom.example.edu/slack/installed")
    for socket in (True, False):
        found = manifest(COMMANDS, "Homeroom", socket=socket, urls=urls)
        assert manifest_problems(found) == []


def test_it_is_written_as_json_and_as_yaml() -> None:
    found = manifest(COMMANDS, "Homeroom: “yes”", socket=False, urls=HTTP)
    assert json.loads(manifest_text(found)) == found
    assert YAML(typ="safe").load(manifest_text(found, yaml=True)) == found


@pytest.mark.parametrize(
    ("name", "command", "urls", "problem"),
    [
        ("", "/class", HTTP, "1 to 35 characters, not 0"),
        ("x" * 36, "/class", HTTP, "not 36"),
        ("Homeroom", "class", HTTP, "“class” can't be a command"),
        ("Homeroom", "/Class", HTTP, "write / and small letters"),
        ("Homeroom", "/" + "x" * 32, HTTP, "can't be a command"),
        ("Homeroom", "/class", Urls(), "needs the address"),
        ("Homeroom", "/class", Urls("http://a.example"), "https addresses only"),
    ],
)
def test_what_slack_would_refuse_is_told(name: str, command: str, urls: Urls, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        manifest(COMMANDS, name, command, socket=False, urls=urls)


def test_menus_that_are_too_long_are_told() -> None:
    with pytest.raises(ValueError, match="takes 5 shortcuts a kind, not 6"):
        manifest(made(6), "Homeroom", socket=True)
    with pytest.raises(ValueError, match="longer than 24"):
        manifest(made(1, "Keep this message for me."), "Homeroom", socket=True)
