"""REST: servers, their members and roles, who the bot is, where the gateway stands."""

from __future__ import annotations

from typing import Any

from tests.support.discord.errors import DiscordError, invalid
from tests.support.discord.permissions import Permission, guild_permissions
from tests.support.discord.routing import Call, Route
from tests.support.discord.shapes import (
    channel_json,
    guild_json,
    member_json,
    role_json,
    user_json,
    voice_json,
)
from tests.support.discord.state import State
from tests.support.discord.things import Guild, Json, Member

INTENT_FLAGS = {"presences": 1 << 13, "members": 1 << 15, "message_content": 1 << 19}
"""An application's flags for privileged intents, as bots under 100 servers have them."""


def application_flags(state: State) -> int:
    """Return the flags that tell which privileged intents are allowed."""
    return sum(INTENT_FLAGS[name] for name in state.privileged)


def gateway(call: Call) -> Any:
    """GET /gateway and /gateway/bot."""
    url = call.state.address.replace("http", "ws", 1) + "/gateway"
    if not call.path.endswith("/bot"):
        return {"url": url}
    limit = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return {"url": url, "shards": 1, "session_start_limit": limit}


def me(call: Call) -> Any:
    """GET /users/@me."""
    state = call.state
    return {**user_json(state.bot), "mfa_enabled": False, "locale": "en-US", "verified": True}


def get_user(call: Call) -> Any:
    """GET /users/U."""
    return user_json(call.state.user(call.id("user")))


def application(call: Call) -> Any:
    """GET /applications/@me and /oauth2/applications/@me."""
    state = call.state
    return {
        "id": str(state.application),
        "name": state.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": application_flags(state),
        "flags_new": str(application_flags(state)),
        "bot": user_json(state.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(next(one for one in state.users.values() if not one.bot)),
        "approximate_guild_count": len(state.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
    }


def my_guilds(call: Call) -> Any:
    """GET /users/@me/guilds."""
    state = call.state
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(int(guild_permissions(guild, state.bot.id))),
            "features": [],
        }
        for guild in state.guilds.values()
        if state.bot.id in guild.members
    ]


def leave_guild(call: Call) -> None:
    """DELETE /users/@me/guilds/G."""
    guild = _guild(call)
    guild.members.pop(call.state.bot.id)
    told: Json = {"id": str(guild.id)}
    call.state.tell("GUILD_DELETE", told, guild, None)


def _guild(call: Call) -> Guild:
    return call.state.guild(call.id("guild"))


def get_guild(call: Call) -> Any:
    """GET /guilds/G."""
    guild = _guild(call)
    shown = guild_json(guild)
    if call.query.get("with_counts") in ("true", "1", "True"):
        shown["approximate_member_count"] = len(guild.members)
        shown["approximate_presence_count"] = len(guild.members)
    return shown


def list_channels(call: Call) -> Any:
    """GET /guilds/G/channels: all but threads."""
    found = [one for one in _guild(call).channels.values() if not one.is_thread]
    return [channel_json(call.state, one) for one in found]


def list_roles(call: Call) -> Any:
    """GET /guilds/G/roles."""
    return [role_json(role) for role in _guild(call).roles.values()]


def get_role(call: Call) -> Any:
    """GET /guilds/G/roles/R."""
    role = _guild(call).roles.get(call.id("role"))
    if role is None:
        raise DiscordError(10011)
    return role_json(role)


def list_members(call: Call) -> Any:
    """GET /guilds/G/members: by id, a page after another; wants the members intent."""
    guild = _guild(call)
    if "members" not in call.state.privileged:
        raise DiscordError(50001)
    limit, after = call.number("limit", 1, 1, 1000), int(call.query.get("after", "0"))
    found = sorted((id_, one) for id_, one in guild.members.items() if id_ > after)
    return [member_json(member) for _, member in found[:limit]]


def search_members(call: Call) -> Any:
    """GET /guilds/G/members/search: whose name begins so."""
    limit = call.number("limit", 1, 1, 1000)
    wanted = call.query.get("query", "").casefold()
    if not wanted:
        raise invalid("query", "BASE_TYPE_REQUIRED", "This field is required")
    found = [one for one in _guild(call).members.values() if _named(one, wanted)]
    return [member_json(member) for member in found[:limit]]


def _named(member: Member, wanted: str) -> bool:
    names = (member.user.username, member.user.name, member.nick or "")
    return any(name.casefold().startswith(wanted) for name in names)


def _member(call: Call) -> Member:
    member = _guild(call).members.get(call.id("user"))
    if member is None:
        raise DiscordError(10007)
    return member


def get_member(call: Call) -> Any:
    """GET /guilds/G/members/U."""
    return member_json(_member(call))


def change_role(call: Call) -> None:
    """PUT or DELETE /guilds/G/members/U/roles/R."""
    state, guild, member = call.state, _guild(call), _member(call)
    state.bot_may(guild, Permission.MANAGE_ROLES)
    role = call.id("role")
    if role not in guild.roles:
        raise DiscordError(10011)
    member.roles = [one for one in member.roles if one != role]
    if call.method == "PUT":
        member.roles.append(role)
    told = {**member_json(member), "guild_id": str(guild.id)}
    state.tell("GUILD_MEMBER_UPDATE", told, guild, None)


def voice_state(call: Call) -> Any:
    """GET /guilds/G/voice-states/U."""
    guild = _guild(call)
    user = call.state.bot.id if call.params.get("user") in (None, "@me") else call.id("user")
    if user not in guild.voices:
        raise DiscordError(10065)
    return voice_json(guild, guild.voices[user])


_G = "/guilds/{guild}"
ROUTES = (
    Route("GET", "/gateway", gateway, ("gateway",)),
    Route("GET", "/gateway/bot", gateway, ("gateway",)),
    Route("GET", "/users/@me", me, ("me",)),
    Route("GET", "/users/{user}", get_user, ("user",)),
    Route("GET", "/applications/@me", application, ("application",)),
    Route("GET", "/oauth2/applications/@me", application, ("application",)),
    Route("GET", "/users/@me/guilds", my_guilds, ("guilds",)),
    Route("DELETE", "/users/@me/guilds/{guild}", leave_guild, ("leave",)),
    Route("GET", _G, get_guild, ("guild",)),
    Route("GET", f"{_G}/channels", list_channels, ("channels",)),
    Route("GET", f"{_G}/roles", list_roles, ("roles",)),
    Route("GET", f"{_G}/roles/{{role}}", get_role, ("roles",)),
    Route("GET", f"{_G}/members", list_members, ("members",)),
    Route("GET", f"{_G}/members/search", search_members, ("members",)),
    Route("GET", f"{_G}/members/{{user}}", get_member, ("member",)),
    Route("PUT", f"{_G}/members/{{user}}/roles/{{role}}", change_role, ("role",)),
    Route("DELETE", f"{_G}/members/{{user}}/roles/{{role}}", change_role, ("role",)),
    Route("GET", f"{_G}/voice-states/@me", voice_state, ("voice",)),
    Route("GET", f"{_G}/voice-states/{{user}}", voice_state, ("voice",)),
)
