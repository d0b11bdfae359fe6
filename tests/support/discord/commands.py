"""Application commands: held to Discord's limits when they are registered, found when used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.discord.errors import DiscordError, invalid, required, too_long
from tests.support.discord.state import State
from tests.support.discord.things import Json

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
TEXT, INTEGER, BOOLEAN, MEMBER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE = range(3, 12)
MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
MOST_CHARACTERS = 8000


def register(state: State, scope: int | None, wanted: Any) -> list[Json]:
    """Replace a scope's commands; one whose name and type were there keeps its id."""
    if not isinstance(wanted, list):
        raise DiscordError(50109)
    before = {(one["type"], one["name"]): one for one in state.commands.get(scope, ())}
    made: list[Json] = []
    for number, one in enumerate(wanted):
        kind = one.get("type", CHAT)
        check(one, f"{number}")
        old = before.get((kind, one.get("name")), {})
        same = {key: value for key, value in old.items() if key not in ("id", "version")}
        written = {**one, "type": kind}
        id_ = old.get("id") or str(state.ids.next())
        version = old["version"] if old and same == written else str(state.ids.next())
        made.append({**written, "id": id_, "version": version})
    keys = [(one["type"], one["name"]) for one in made]
    if len(set(keys)) < len(keys):
        raise invalid("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Names must be unique")
    for kind, most in MOST.items():
        if sum(one["type"] == kind for one in made) > most:
            raise DiscordError(30032)
    state.commands[scope] = made
    return made


def check(command: Json, where: str) -> None:
    """Refuse a command that Discord refuses."""
    kind = command.get("type", CHAT)
    if kind != CHAT:
        if not 1 <= len(command.get("name", "")) <= 32:
            raise too_long(f"{where}.name", 1, 32)
        if command.get("description") or command.get("options"):
            raise invalid(
                f"{where}.description",
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CHARACTERS_NOT_ALLOWED",
                "Context menu commands cannot have a description or options",
            )
        return
    _words(command, where)
    _options(command, where, depth=0)
    size = sum(_sizes(command))
    if size > MOST_CHARACTERS:
        raise invalid(where, "APPLICATION_COMMAND_TOO_LARGE", f"{size} > {MOST_CHARACTERS}")


def _words(found: Json, where: str) -> None:
    for name in [found.get("name"), *(found.get("name_localizations") or {}).values()]:
        if not isinstance(name, str):
            raise required(f"{where}.name")
        fits = all(one.isalnum() or one in "-_'" for one in name)
        if not 1 <= len(name) <= 32 or name != name.lower() or not fits:
            raise invalid(
                f"{where}.name",
                "APPLICATION_COMMAND_INVALID_NAME",
                f"Command name is invalid: {name}",
            )
    for about in [
        found.get("description"),
        *(found.get("description_localizations") or {}).values(),
    ]:
        if not isinstance(about, str):
            raise required(f"{where}.description")
        if not 1 <= len(about) <= 100:
            raise too_long(f"{where}.description", 1, 100)


def _options(found: Json, where: str, depth: int) -> None:
    options = found.get("options") or []
    if len(options) > 25:
        raise too_long(f"{where}.options", 0, 25)
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        raise invalid(
            f"{where}.options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Names must be unique"
        )
    nested = [option["type"] in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        raise invalid(
            f"{where}.options",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive",
        )
    seen_optional = False
    for number, option in enumerate(options):
        here = f"{where}.options.{number}"
        _words(option, here)
        if option["type"] in (SUBCOMMAND, GROUP):
            if depth > 1 or (option["type"] == GROUP and depth > 0):
                raise invalid(here, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Too deep")
            _options(option, here, depth + 1)
            continue
        if option.get("required") and seen_optional:
            raise invalid(
                here,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        seen_optional = seen_optional or not option.get("required")
        _choices(option, here)


def _choices(option: Json, where: str) -> None:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        raise invalid(where, "APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED", "Choices are there")
    check_choices(choices, f"{where}.choices")


def check_choices(choices: Any, where: str) -> None:
    """Refuse choices of an option, or of a completion, that Discord refuses."""
    if not isinstance(choices, list):
        raise required(where)
    if len(choices) > 25:
        raise too_long(where, 0, 25)
    for number, choice in enumerate(choices):
        if not 1 <= len(choice.get("name", "")) <= 100:
            raise too_long(f"{where}.{number}.name", 1, 100)
        value = choice.get("value")
        if value is None or (isinstance(value, str) and not 1 <= len(value) <= 100):
            raise too_long(f"{where}.{number}.value", 1, 100)


def _sizes(found: Json) -> Iterator[int]:
    for key in ("name", "description"):
        longest = [found.get(key) or "", *(found.get(f"{key}_localizations") or {}).values()]
        yield max(len(one) for one in longest)
    for choice in found.get("choices") or ():
        yield len(choice["name"]) + len(str(choice["value"]))
    for option in found.get("options") or ():
        yield from _sizes(option)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A command one can type: its path of names, its options, and the whole it is part of."""

    path: tuple[str, ...]
    options: tuple[Json, ...]
    command: Json


def leaves(command: Json) -> Iterator[Leaf]:
    """Yield what can be typed of a registered command."""
    yield from _leaves(command, (command["name"],), command)


def _leaves(found: Json, path: tuple[str, ...], whole: Json) -> Iterator[Leaf]:
    options = found.get("options") or []
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in options):
        for one in options:
            yield from _leaves(one, (*path, one["name"]), whole)
    else:
        yield Leaf(path, tuple(options), whole)


def registered(state: State, guild: int | None) -> list[Json]:
    """Return the commands that are offered on a server, or in private with None."""
    return [*state.commands.get(None, ()), *(state.commands.get(guild, ()) if guild else ())]
