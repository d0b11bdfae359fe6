"""REST: application commands, global and of a server."""

from __future__ import annotations

from typing import Any

from tests.support.discord import commands
from tests.support.discord.errors import DiscordError
from tests.support.discord.routing import Call, Route
from tests.support.discord.shapes import command_json
from tests.support.discord.state import State
from tests.support.discord.things import Json


def _scope(call: Call) -> int | None:
    if call.id("application") != call.state.application:
        raise DiscordError(50001)
    if "guild" not in call.params:
        return None
    return call.state.guild(call.id("guild")).id


def _shown(state: State, scope: int | None, command: Json) -> Json:
    made = command_json(state, command)
    return made if scope is None else {**made, "guild_id": str(scope)}


def list_commands(call: Call) -> Any:
    """GET .../commands."""
    scope = _scope(call)
    return [_shown(call.state, scope, one) for one in call.state.commands.get(scope, ())]


def put_commands(call: Call) -> Any:
    """PUT .../commands: all of them at once."""
    scope = _scope(call)
    made = commands.register(call.state, scope, call.body)
    return [_shown(call.state, scope, one) for one in made]


def post_command(call: Call) -> Any:
    """POST .../commands: one more, or another of the same name."""
    scope, new = _scope(call), call.json()
    key = (new.get("type", commands.CHAT), new.get("name"))
    others = [one for one in _written(call, scope) if (one["type"], one["name"]) != key]
    made = commands.register(call.state, scope, [*others, new])
    return _shown(call.state, scope, made[-1])


def _written(call: Call, scope: int | None) -> list[Json]:
    return [
        {key: value for key, value in one.items() if key not in ("id", "version")}
        for one in call.state.commands.get(scope, ())
    ]


def _command(call: Call) -> tuple[int | None, Json]:
    scope = _scope(call)
    for one in call.state.commands.get(scope, ()):
        if one["id"] == call.params["command"]:
            return scope, one
    raise DiscordError(10063)


def get_command(call: Call) -> Any:
    """GET .../commands/X."""
    scope, one = _command(call)
    return _shown(call.state, scope, one)


def patch_command(call: Call) -> Any:
    """PATCH .../commands/X."""
    scope, one = _command(call)
    changed = {**one, **call.json(), "version": str(call.state.ids.next())}
    commands.check(changed, "0")
    one.update(changed)
    return _shown(call.state, scope, one)


def delete_command(call: Call) -> None:
    """DELETE .../commands/X."""
    scope, one = _command(call)
    call.state.commands[scope].remove(one)


def permissions(call: Call) -> Any:
    """GET /applications/A/guilds/G/commands/permissions: nobody has changed any."""
    _scope(call)
    return []


_ALL = "/applications/{application}/commands"
_HERE = "/applications/{application}/guilds/{guild}/commands"
ROUTES = (
    *(
        route
        for path in (_ALL, _HERE)
        for route in (
            Route("GET", path, list_commands, ("commands",)),
            Route("PUT", path, put_commands, ("commands", "sync")),
            Route("POST", path, post_command, ("commands",), 201),
            Route("GET", f"{path}/{{command}}", get_command, ("commands",)),
            Route("PATCH", f"{path}/{{command}}", patch_command, ("commands",)),
            Route("DELETE", f"{path}/{{command}}", delete_command, ("commands",)),
        )
    ),
    Route("GET", f"{_HERE}/permissions", permissions, ("commands",)),
)
