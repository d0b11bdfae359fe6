"""Discord's OpenAPI document as the tests ask it: what it refuses, and what is a false alarm."""

from __future__ import annotations

import pytest

from tests.support.discord.openapi import known_route, needs_openapi, problems

pytestmark = needs_openapi
TEXT = {"type": 10, "content": "Hello"}
POST = ("POST", "/channels/1/messages")


def test_routes_are_known_with_version_and_query() -> None:
    assert known_route("GET", "/api/v10/channels/1/messages?limit=5")
    assert known_route("GET", "/users/@me")
    assert known_route("patch", "/webhooks/1/token/messages/@original")
    assert not known_route("GET", "/channels/1/nonsense")
    assert not known_route("PUT", "/channels/1/messages")


def test_a_good_message_passes_and_a_bad_one_is_told_where() -> None:
    assert problems(*POST, {"components": [TEXT], "flags": 1 << 15}) == []
    assert problems(*POST, {"components": [{**TEXT, "content": ""}]})[0].startswith(
        "$.components[0].content:"
    )
    assert "id" in problems(*POST, {"components": [{**TEXT, "id": 2**31}]})[0]
    assert "no operation" in problems("POST", "/nowhere", {})[0]
    assert problems("PUT", "/applications/1/commands", None) != []


def test_the_alternative_is_chosen_by_its_type() -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x" * 101}]}
    assert problems(*POST, {"components": [row]}) == [
        "$.components[0].components[0].custom_id: " + repr("x" * 101) + " is too long"
    ]


@pytest.mark.parametrize("id", [1, "1"])
def test_snowflakes_as_numbers_are_no_alarm(id: object) -> None:
    assert problems(*POST, {"message_reference": {"message_id": id}}) == []


def test_permissions_as_strings_are_no_alarm() -> None:
    command = {"name": "Mark", "type": 3, "default_member_permissions": "8192"}
    assert problems("PUT", "/applications/1/commands", [command]) == []


def test_unknown_fields_are_problems_for_the_strict_alone() -> None:
    body = {"components": [{**TEXT, "colour": 1}], "speech": True}
    assert problems(*POST, body) == []
    assert problems(*POST, body, strict=True) == [
        "$.components[0]: there is no field 'colour'",
        "$: there is no field 'speech'",
    ]
