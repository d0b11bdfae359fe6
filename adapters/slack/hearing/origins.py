"""Where a request comes from: the workspace through which the app is told, and its organization.

A channel may be shared, and somebody may write in it from another workspace: what counts is the
one that lets the app in. https://docs.slack.dev/apis/events-api/#authorizations
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.slack.wire import Json

ORGANIZATION = "E"
"""What the ids of organizations begin with; they may stand where a workspace's would."""


def team_of(body: Json) -> str:
    """Return the id of the workspace that a request comes through, "" if it says none."""
    teams = (team for team in _teams(body) if team and not team.startswith(ORGANIZATION))
    return next(teams, "")


def enterprise_of(body: Json) -> str:
    """Return the id of that workspace's organization, "" if it is in none."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("enterprise_id"):
            return str(authorization["enterprise_id"])
    told = body.get("context_enterprise_id") or body.get("enterprise_id")
    return str(told or (body.get("enterprise") or {}).get("id") or "")


def _teams(body: Json) -> Iterator[str]:
    for authorization in body.get("authorizations") or ():
        yield authorization.get("team_id") or ""
    yield body.get("context_team_id") or ""
    yield body.get("team_id") or ""
    yield (body.get("team") or {}).get("id") or ""
    yield (body.get("view") or {}).get("app_installed_team_id") or ""
    yield (body.get("user") or {}).get("team_id") or ""
