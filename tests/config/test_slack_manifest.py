"""`homeroom slack manifest`: what is printed can be pasted, and what can't be is refused."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from adapters.slack.rendering.manifest import SCOPES
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
