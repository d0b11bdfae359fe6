"""Slack's own types as the tests ask them: what they refuse, and what is a false alarm."""

from __future__ import annotations

import json

import pytest

from tests.support.slack.schemas import (
    argument_problems,
    block_problems,
    known_method,
    manifest_problems,
    needs_schemas,
    view_problems,
)

pytestmark = needs_schemas
WORDS = {"type": "plain_text", "text": "Hello"}
SECTION = {"type": "section", "text": WORDS}
POST = {"channel": "C1", "text": "Hello", "blocks": [SECTION], "unfurl_links": False}


def test_a_good_block_passes_and_a_bad_one_is_told_where() -> None:
    assert block_problems([SECTION]) == []
    assert block_problems([SECTION, {"type": "section", "text": {**WORDS, "bold": True}}]) == [
        "$[1].text: Additional properties are not allowed ('bold' was unexpected)"
    ]
    assert block_problems([{"type": "header"}]) == ["$[0]: 'text' is a required property"]
    assert block_problems([{"type": "embed"}]) == ["$[0]: nothing of type 'embed' stands here"]


def test_the_alternative_is_the_one_that_comes_nearest() -> None:
    image = {"type": "image", "alt_text": "", "slack_file": {"id": "F1"}}
    assert block_problems([image]) == []
    assert block_problems([{**image, "slack_file": {"id": 1}}]) != []
    assert block_problems([{"type": "image", "alt_text": ""}]) != []
    row = {"type": "actions", "elements": [{"type": "button", "text": {**WORDS, "type": "mrkdwn"}}]}
    assert len(block_problems([row])) == 1


def test_views_are_modals_or_homes() -> None:
    assert view_problems({"type": "home", "blocks": [SECTION]}) == []
    assert view_problems({"type": "modal", "title": WORDS, "blocks": [SECTION]}) == []
    assert view_problems({"type": "modal", "blocks": []}) == ["$: 'title' is a required property"]


def test_calls_are_judged_by_their_method() -> None:
    assert known_method("files.getUploadURLExternal")
    assert not known_method("chat.shout")
    assert argument_problems("chat.postMessage", POST) == []
    assert argument_problems("chat.postMessage", {**POST, "loud": True}) != []
    assert argument_problems("chat.postMessage", {"text": "Hello"}) != []
    assert argument_problems("chat.shout", {}) == ["no method chat.shout"]
    assert argument_problems("apps.connections.open", {}) == []
    assert argument_problems("auth.test", {}) == []


@pytest.mark.parametrize("told", [0, "0", "false", False])
def test_a_form_says_things_its_own_way(told: object) -> None:
    form = {**POST, "blocks": json.dumps([SECTION]), "unfurl_links": told, "thread_ts": None}
    assert argument_problems("chat.postMessage", form) == []
    history = {"channel": "C1", "limit": "15", "include_all_metadata": told}
    assert argument_problems("conversations.history", history) == []
    assert argument_problems("conversations.history", {**history, "limit": "many"}) != []


def test_what_stands_in_a_string_is_judged_as_well() -> None:
    form = {**POST, "blocks": json.dumps([{"type": "header"}])}
    assert "'text' is a required property" in argument_problems("chat.postMessage", form)[0]
    assert argument_problems("conversations.open", {"users": "U1"}) == []


def test_a_manifest_needs_its_name() -> None:
    assert manifest_problems({"display_information": {"name": "Homeroom"}}) == []
    assert manifest_problems({}) == ["$: 'display_information' is a required property"]
