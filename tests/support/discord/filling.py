"""What a person's app sends for a command's options and for a filled-in form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.discord.building import channel_named
from tests.support.discord.commands import (
    BOOLEAN,
    CHANNEL,
    FILE,
    GROUP,
    INTEGER,
    MEMBER,
    NUMBER,
    ROLE,
    SUBCOMMAND,
    Leaf,
)
from tests.support.discord.drafts import store
from tests.support.discord.entering import (
    LABEL,
    ROW,
    Filling,
    Labels,
    check_named,
    labels_of,
    means,
)
from tests.support.discord.message_json import attachment_json
from tests.support.discord.shapes import channel_json
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Json

Files = Mapping[str, tuple[str, bytes]]
"""Files by option or field: name and bytes."""
OF_KIND = {5: MEMBER, 6: ROLE, 8: CHANNEL}
"""Selects of people, roles and channels."""
RESOLVED = {5: "users", 6: "roles", 8: "channels"}


def command_data(
    state: State,
    channel: Channel,
    leaf: Leaf,
    options: Mapping[str, Any],
    files: Files,
    *,
    focused: str = "",
) -> Json:
    """Return a command's data; while an option is typed (`focused`), others may be missing."""
    resolved: dict[str, Json] = {}
    unknown = {*options, *files} - {one["name"] for one in leaf.options}
    assert not unknown, f"/{' '.join(leaf.path)} has no {sorted(unknown)}"
    given: list[Json] = []
    for option in leaf.options:
        name, kind = option["name"], option["type"]
        if name in files:
            kept = _file(state, channel, files[name])
            resolved.setdefault("attachments", {})[kept["id"]] = kept
            given.append({"name": name, "type": FILE, "value": kept["id"]})
        elif name in options and name == focused:
            typed = {"name": name, "type": kind, "value": options[name], "focused": True}
            given.append(typed)
        elif name in options:
            value = _value(state, channel, option, options[name])
            given.append({"name": name, "type": kind, "value": value})
        else:
            assert focused or not option.get("required"), f"{name} is missing"
    for depth, part in reversed(list(enumerate(leaf.path[1:]))):
        group = depth == 0 and len(leaf.path) == 3
        given = [{"name": part, "type": GROUP if group else SUBCOMMAND, "options": given}]
    made: Json = {"id": leaf.command["id"], "name": leaf.path[0], "type": 1, "options": given}
    return {**made, "resolved": resolved} if resolved else made


def _file(state: State, channel: Channel, file: tuple[str, bytes]) -> Json:
    name, content = file
    kept = store(state, channel, name, content, "application/octet-stream")
    kept.ephemeral = True
    return attachment_json(kept)


def _value(state: State, channel: Channel, option: Json, given: Any) -> Any:
    """Return an option's value of the type it takes, within the bounds that apps hold."""
    if option["type"] in (MEMBER, CHANNEL, ROLE):
        return _id(state, channel, option["type"], str(given))
    return plain_value(option, given)


def plain_value(option: Json, given: Any) -> Any:
    """Return the value of an option that takes a choice, a number, a yes or no, or words."""
    kind, name = option["type"], option["name"]
    choices = {one["name"]: one["value"] for one in option.get("choices") or ()}
    if choices:
        given = choices.get(given, given)
        assert given in choices.values(), f"{name} offers {list(choices)}, not {given}"
        return given
    if kind == BOOLEAN:
        return given if isinstance(given, bool) else str(given).casefold() in ("yes", "true")
    if kind in (INTEGER, NUMBER):
        number = int(given) if kind == INTEGER else float(given)
        least, most = option.get("min_value", number), option.get("max_value", number)
        assert least <= number <= most, f"{name} is {least} to {most}"
        return number
    text = str(given)
    assert option.get("min_length", 0) <= len(text) <= option.get("max_length", 6000), name
    return text


def _id(state: State, channel: Channel, kind: int, name: str) -> str:
    guild = state.guilds[channel.guild or 0]
    if kind == CHANNEL:
        return str(channel_named(guild, name).id)
    if kind == ROLE:
        return str(next(one.id for one in guild.roles.values() if one.name == name))
    return str(next(id_ for id_, one in guild.members.items() if one.user.username == name))


def filled(
    state: State, channel: Channel, form: Json, values: Mapping[str, str], files: Files
) -> Json:
    """Return a form's data as it is sent."""
    labels = labels_of(form)
    check_named(labels, values, files)
    filling = _Filling(state, channel, labels, values, files)
    sent = []
    for one in form["components"]:
        made: Json = {"type": one["type"], "id": one["id"]}
        if one["type"] == ROW:
            made["components"] = [filling.field(each) for each in one["components"]]
        elif one["type"] == LABEL:
            made["component"] = filling.field(one["component"])
        sent.append(made)
    data: Json = {"custom_id": form["custom_id"], "components": sent}
    return {**data, "resolved": filling.resolved} if filling.resolved else data


class _Filling(Filling):
    """A person with a form before them, on a server whose people and channels can be picked."""

    def __init__(
        self,
        state: State,
        channel: Channel,
        labels: Labels,
        values: Mapping[str, str],
        files: Files,
    ) -> None:
        super().__init__(labels, values)
        self.resolved: dict[str, Json] = {}
        self._state = state
        self._channel = channel
        self._files = files

    def uploaded(self, custom: str, words: tuple[str, ...]) -> list[str]:
        """Return the ids of a field's files, which are kept."""
        found = [file for key, file in self._files.items() if means(key, custom, words)]
        kept = [_file(self._state, self._channel, file) for file in found]
        self.resolved.setdefault("attachments", {}).update({file["id"]: file for file in kept})
        return [file["id"] for file in kept]

    def picked(self, field: Json, given: str | None) -> list[str]:
        """Return the ids that are picked, and tell about them."""
        kind = field["type"]
        if given is None:
            chosen = [str(one["id"]) for one in field.get("default_values", ())]
        else:
            named = [line for line in given.split("\n") if line]
            chosen = [
                one if one.isdecimal() else _id(self._state, self._channel, OF_KIND[kind], one)
                for one in named
            ]
        about = {one: {"id": one} for one in chosen}
        if kind == 8:
            wanted = field.get("channel_types")
            for one in chosen:
                about[one] = channel_json(self._state, self._state.channels[int(one)])
                assert not wanted or about[one]["type"] in wanted, f"{one} can't be picked"
        self.resolved.setdefault(RESOLVED[kind], {}).update(about)
        return chosen
