"""`homeroom slack manifest`: what is printed can be pasted, and what can't be is refused."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from adapters.slack.rendering.manifest import OF_ORGANIZATIONS, SCOPES
from bot.chat.refusal import Refusal
from config.slack_manifest import manifest_for, requested
from tests.support.slack.schemas import manifest_problems, needs_schemas


@pytest.mark.parametrize("http", [None, "https://homeroom.example.edu"])
@needs_schemas
def test_slack_takes_it(http: str | None) -> None:
    found = json.loads(manifest_for(http, "/class", "Homeroom", as_yaml=False))
    assert manifest_problems(found) == []


def test_over_socket_mode_it_has_no_address() -> None:
    text = manifest_for(None, "/weather", "Weather", as_yaml=False)
    found = json.loads(text)
    assert found["settings"]["socket_mode_enabled"] is True
    assert found["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert found["features"]["slash_commands"][0]["command"] == "/weather"
    assert found["display_information"]["name"] == "Weather"
    assert "http" not in text


def test_over_http_everything_goes_to_one_address() -> None:
    found = YAML(typ="safe").load(
        manifest_for("https://homeroom.example.edu", "/class", "Homeroom", as_yaml=True)
    )
    address = "https://homeroom.example.edu/slack/events"
    assert found["settings"]["socket_mode_enabled"] is False
    assert found["settings"]["interactivity"]["request_url"] == address
    assert found["features"]["slash_commands"][0]["url"] == address


def test_an_installation_ends_where_people_reach_homeroom() -> None:
    """At the public address, else at that of Slack's requests; nowhere if there is none."""
    ends = "/slack/oauth_redirect"
    for http, public, found in (
        (None, "https://homeroom.example.edu", [f"https://homeroom.example.edu{ends}"]),
        (None, "https://example.edu/class", [f"https://example.edu/class{ends}"]),
        ("https://homeroom.example.edu", "", [f"https://homeroom.example.edu{ends}"]),
        ("https://h.example.edu/in", "https://p.example.edu", [f"https://p.example.edu{ends}"]),
        (None, "", None),
    ):
        text = manifest_for(http, "/class", "Homeroom", as_yaml=False, public=public)
        assert json.loads(text)["oauth_config"].get("redirect_urls") == found


@needs_schemas
def test_an_organization_may_have_it() -> None:
    text = manifest_for(
        None, "/class", "H", as_yaml=False, public="https://h.example.edu", organization=True
    )
    found = json.loads(text)
    assert manifest_problems(found) == []
    assert found["settings"]["org_deploy_enabled"] is True
    heard = found["settings"]["event_subscriptions"]["bot_events"]
    assert set(OF_ORGANIZATIONS) < set(heard)


@pytest.mark.parametrize(
    ("given", "path"),
    [("", "/slack/events"), ("/", "/slack/events"), ("/homeroom/slack", "/homeroom/slack")],
)
def test_the_path_is_ours_unless_given(given: str, path: str) -> None:
    assert (
        requested(f"https://homeroom.example.edu{given}") == f"https://homeroom.example.edu{path}"
    )


@pytest.mark.parametrize(
    ("http", "command", "name", "said"),
    [
        ("http://homeroom.example.edu", "/class", "Homeroom", "begins with https://"),
        ("https://[homeroom", "/class", "Homeroom", "can call no such address"),
        ("homeroom.example.edu", "/class", "Homeroom", "can call no such address"),
        (None, "Class", "Homeroom", "can't be a command"),
        (None, "/class", "Home" * 9, "has 1 to 35 characters"),
    ],
)
def test_what_slack_would_not_take(http: str | None, command: str, name: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        manifest_for(http, command, name, as_yaml=False)
