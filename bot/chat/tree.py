"""The command tree within the limits of the strictest platform, checked as it is built.

Discord's are the strictest (https://discord.com/developers/docs/interactions/application-commands):
all commands stand under one word as groups and subcommands, two levels deep. Only the names in a
message's menu are shorter on Slack.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.chat.commands import Commands, CommandSpec
from bot.chat.parameters import Parameter

ROOT = "class"
MOST_CHARACTERS = 8000
"""Names, descriptions and choices of the whole tree together."""
MOST_CHILDREN = 25
"""Children of the root or of a group, parameters of a command, choices of a parameter."""
MOST_MESSAGE_ACTIONS = 5
LONGEST_NAME = 32
LONGEST_ABOUT = 100
LONGEST_ENTRY = 24
NAME = re.compile(r"[a-z0-9_-]+")


def checked(commands: Commands) -> Commands:
    """Return the commands as they are; ValueError that names everything some platform refuses."""
    found = list(problems(commands))
    if found:
        raise ValueError("The command tree breaks a platform's limits:\n" + "\n".join(found))
    return commands


def problems(commands: Commands) -> Iterator[str]:
    """Yield a sentence for each limit that the tree breaks."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, spec in commands.commands.items():
        words = name.split(" ")
        groups[""].add(words[0])
        if len(words) > 2:
            yield f"/{ROOT} {name} has {len(words)} words; at most two fit"
        if len(words) > 1:
            groups[words[0]].add(words[1])
        yield from _command_problems(spec)
    for group, children in groups.items():
        if group in commands.commands:
            yield f"/{ROOT} {group} is a command and a group"
        if len(children) > MOST_CHILDREN:
            whole = f"/{ROOT} {group}".strip()
            yield f"{whole} has {len(children)} children; at most {MOST_CHILDREN} fit"
    size = tree_size(commands)
    if size > MOST_CHARACTERS:
        yield f"The tree has {size} characters; at most {MOST_CHARACTERS} fit"
    yield from _menu_problems(commands)
    yield from _suggestion_problems(commands)


def tree_size(commands: Commands) -> int:
    """Return the characters of the whole tree; a group's description counts as a full one."""
    groups = {name.split(" ")[0] for name in commands.commands if " " in name} | {ROOT}
    size = sum(len(group) + LONGEST_ABOUT for group in groups)
    for name, spec in commands.commands.items():
        size += len(name.rpartition(" ")[2]) + len(spec.about)
        for each in spec.parameters:
            choices = sum(2 * len(choice) for choice in each.choices)
            size += len(each.name) + len(each.about) + choices
    return size


def _command_problems(spec: CommandSpec) -> Iterator[str]:
    where = f"/{ROOT} {spec.name}"
    for word in spec.name.split(" "):
        yield from _name_problems(where, word)
    yield from _about_problems(where, spec.about)
    if len(spec.parameters) > MOST_CHILDREN:
        yield f"{where} has {len(spec.parameters)} parameters; at most {MOST_CHILDREN} fit"
    required = [parameter.required for parameter in spec.parameters]
    if required != sorted(required, reverse=True):
        yield f"{where} asks for a required parameter after one that may be left out"
    for parameter in spec.parameters:
        yield from _parameter_problems(f"{where} {parameter.name}", parameter)


def _parameter_problems(where: str, parameter: Parameter) -> Iterator[str]:
    yield from _name_problems(where, parameter.name)
    yield from _about_problems(where, parameter.about)
    if len(parameter.choices) > MOST_CHILDREN:
        yield f"{where} has {len(parameter.choices)} choices; at most {MOST_CHILDREN} fit"
    for choice in parameter.choices:
        if not 0 < len(choice) <= LONGEST_ABOUT:
            yield f"{where}: a choice has 1 to {LONGEST_ABOUT} characters, not {len(choice)}"


def _name_problems(where: str, name: str) -> Iterator[str]:
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        yield f"{where}: “{name}” is no name of 1 to {LONGEST_NAME} small letters"


def _about_problems(where: str, about: str) -> Iterator[str]:
    if not 0 < len(about) <= LONGEST_ABOUT:
        yield f"{where}: its description has 1 to {LONGEST_ABOUT} characters, not {len(about)}"


def _menu_problems(commands: Commands) -> Iterator[str]:
    entries = commands.message_actions.values()
    if len(entries) > MOST_MESSAGE_ACTIONS:
        yield f"A message's menu has {len(entries)} entries; at most {MOST_MESSAGE_ACTIONS} fit"
    for spec in entries:
        if not 0 < len(spec.about) <= LONGEST_ENTRY:
            yield f"The menu's entry “{spec.about}” is longer than {LONGEST_ENTRY} characters"


def _suggestion_problems(commands: Commands) -> Iterator[str]:
    promised = {
        (spec.name, parameter.name)
        for spec in commands.commands.values()
        for parameter in spec.parameters
        if parameter.suggests
    }
    for name, parameter in sorted(promised ^ commands.suggesters.keys()):
        yield f"/{ROOT} {name} {parameter} needs both suggests=True and a suggester"
