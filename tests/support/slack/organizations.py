"""Organization-wide installs: one token for all workspaces that its administrators chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.slack.errors import SlackError
from tests.support.slack.routing import Call, Method
from tests.support.slack.state import State
from tests.support.slack.things import Json, Organization, Team, User

OF_ONE = ("users.list", "users.conversations", "conversations.list")
"""Methods that have to be told the workspace."""


def installed(state: State, enterprise: str) -> Organization:
    """Install the app in an organization, in none of its workspaces yet; its bot has one account.

    Installed again it has a new token, and the workspaces stay.
    """
    organization = state.organizations.get(enterprise)
    if organization is None:
        home = next(one for one in state.teams.values() if one.enterprise == enterprise)
        bot = User(state.stamps.id("W"), "homeroom", state.world.bot_name, home.id, bot=True)
        bot.bot_id = state.stamps.id("B")
        state.users[bot.id] = bot
        organization = Organization(enterprise, enterprise[2:].title(), bot.id, bot.bot_id)
        state.organizations[enterprise] = organization
    if organization.token:
        organization.old[organization.token] = "token_revoked"
    organization.token = f"xoxb-{enterprise}-{state.stamps.id('N')}"
    organization.scopes = state.scopes
    return organization


def grant(state: State, organization: Organization, team: Team, *, granted: bool = True) -> None:
    """Let the app into one of the workspaces, in the place of the bot it had; or out of it."""
    if not granted:
        team.organization, team.installed = None, False
        return
    for channel in state.channels.values():
        if channel.team == team.id and team.bot in channel.members:
            del channel.members[team.bot]
            channel.members[organization.bot] = None
    team.bot, team.bot_id, team.scopes = organization.bot, organization.bot_id, organization.scopes
    team.organization, team.installed = organization, True


def granted_to(state: State, organization: Organization) -> list[Team]:
    """Return the workspaces that the app is in."""
    return [one for one in state.teams.values() if one.organization is organization]


def meant(state: State, organization: Organization, method: str, args: Mapping[str, Any]) -> Team:
    """Return the workspace that a call with an organization's token is about."""
    teams = granted_to(state, organization)
    if method.startswith("auth."):
        made = Team(organization.id, organization.name, "", organization.id)
        made.bot, made.organization, made.scopes = organization.bot, organization, state.scopes
        return made
    named = str(args.get("team_id") or "")
    if method in OF_ONE and not named:
        raise SlackError("missing_argument")
    channel = state.channels.get(str(args.get("channel") or args.get("channel_id") or ""))
    act = state.act(str(args.get("trigger_id") or ""))
    user = state.users.get(str(args.get("user_id") or args.get("users") or args.get("user") or ""))
    for team in teams:
        if named and team.id != named:
            continue
        if channel is not None and channel.team != team.id:
            continue
        if act is not None and act.team is not team:
            continue
        if user is None or state.knows(team, user):
            return team
    if channel is not None:
        raise SlackError("channel_not_found")
    raise SlackError("team_access_not_granted")


def whose(organization: Organization, shown: Json) -> Json:
    """Return what `auth.test` says of an organization's token, from what it says of a team's."""
    return {
        **shown,
        "url": f"https://{organization.name.lower()}.enterprise.slack.com/",
        "team": organization.name,
        "team_id": organization.id,
        "user_id": organization.bot,
        "bot_id": organization.bot_id,
        "enterprise_id": organization.id,
        "is_enterprise_install": True,
    }


def teams_list(call: Call) -> Json:
    """auth.teams.list: the workspaces that the app was given."""
    organization = call.team.organization
    found = [call.team] if organization is None else granted_to(call.state, organization)
    return {"teams": [{"id": one.id, "name": one.name} for one in found]}


METHODS = (Method("auth.teams.list", teams_list, ("teams",), (), 2),)
