"""Where a request comes from: the workspace that lets the app in, however Slack says it."""

from __future__ import annotations

import pytest

from adapters.slack.hearing.origins import enterprise_of, team_of
from adapters.slack.wire import Json

WHOLE = [{"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": True}]


@pytest.mark.parametrize(
    ("body", "team", "enterprise"),
    [
        ({"team_id": "T1", "event": {}}, "T1", ""),
        # A channel shared with T2, whose member writes; it is T1 that has the app.
        ({"team_id": "T2", "authorizations": [{"team_id": "T1", "enterprise_id": None}]}, "T1", ""),
        ({"team_id": "T2", "context_team_id": "T1", "context_enterprise_id": "E1"}, "T1", "E1"),
        ({"team_id": "T1", "authorizations": WHOLE}, "T1", "E1"),
        ({"team_id": "E1", "enterprise_id": "E1", "authorizations": []}, "", "E1"),
        ({"team_id": "T1", "enterprise_id": "E1", "command": "/class"}, "T1", "E1"),
        ({"team": {"id": "T1"}, "enterprise": None, "user": {"team_id": "T9"}}, "T1", ""),
        # What an organization's app is told of a form names no workspace.
        (
            {
                "team": None,
                "enterprise": {"id": "E1"},
                "view": {"app_installed_team_id": "T1"},
                "user": {"team_id": "T9"},
            },
            "T1",
            "E1",
        ),
        (
            {"team": None, "view": {"app_installed_team_id": "E1"}, "user": {"team_id": "E1"}},
            "",
            "",
        ),
        ({}, "", ""),
    ],
)
def test_the_workspace_and_its_organization(body: Json, team: str, enterprise: str) -> None:
    assert (team_of(body), enterprise_of(body)) == (team, enterprise)
