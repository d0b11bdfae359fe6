"""apps.*, oauth.*: opening sockets, and getting tokens for more workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.support.slack.building import install
from tests.support.slack.errors import SlackError
from tests.support.slack.organizations import installed
from tests.support.slack.state import State
from tests.support.slack.things import Json, Team

TOKEN_LIVES = timedelta(hours=12)


def access(state: State, args: Mapping[str, Any]) -> Json:
    """oauth.v2.access: exchange a code, or refresh a token."""
    world = state.world
    if args.get("client_id") != world.client_id:
        raise SlackError("invalid_client_id")
    if args.get("client_secret") != world.client_secret:
        raise SlackError("bad_client_secret")
    if args.get("grant_type") == "refresh_token":
        wanted = args.get("refresh_token")
        for team in state.teams.values():
            if team.refresh and team.refresh == wanted:
                return granted(state, team)
        raise SlackError("invalid_refresh_token")
    found = state.codes.pop(str(args.get("code")), None)
    if found is None:
        raise SlackError("invalid_code")
    return granted_whole(state, found) if isinstance(found, str) else granted(state, found)


def granted_whole(state: State, enterprise: str) -> Json:
    """Give the bot a token for an organization, and return what is answered."""
    made = installed(state, enterprise)
    return {
        "app_id": state.app,
        "authed_user": {"id": next(iter(state.users))},
        "scope": ",".join(made.scopes),
        "token_type": "bot",
        "access_token": made.token,
        "bot_user_id": made.bot,
        "team": None,
        "enterprise": {"id": made.id, "name": made.name},
        "is_enterprise_install": True,
    }


def granted(state: State, team: Team) -> Json:
    """Give a workspace's bot a new token, and return what is answered."""
    before = team.token
    token = install(state, team)
    shown: Json = {
        "app_id": state.app,
        "authed_user": {"id": next(one.id for one in state.users.values() if one.team == team.id)},
        "scope": ",".join(team.scopes),
        "token_type": "bot",
        "access_token": token,
        "bot_user_id": team.bot,
        "team": {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise, "name": ""} if team.enterprise else None,
        "is_enterprise_install": False,
    }
    if state.world.rotates:
        if before:
            team.old[before] = "token_expired"
        rotate(state, team)
        shown |= {"expires_in": int(TOKEN_LIVES.total_seconds()), "refresh_token": team.refresh}
    return shown


def rotate(state: State, team: Team) -> None:
    """Let a workspace's token live 12 hours, and make one to refresh it by."""
    team.expires = state.clock.now + TOKEN_LIVES
    team.refresh = f"xoxe-1-{state.stamps.id('R')}"
