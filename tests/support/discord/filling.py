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
from tests.support.discord.message_json import attachment_json
from tests.support.discord.shapes import channel_json
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Json

Files = Mapping[str, tuple[str, bytes]]
"""Files by option or field: name and bytes."""
ROW, INPUT, TEXT, LABEL, UPLOAD, RADIOS, CHECKS, CHECK = 1, 4, 10, 18, 19, 21, 22, 23
OF_KIND = {5: MEMBER, 6: ROLE, 8: CHANNEL}
"""Selects of people, roles and channels."""
RESOLVED = {5: "users", 6: "roles", 8: "channels"}
MORE = "…"
Labels = Mapping[str, tuple[str, ...]]
"""What stands beside each field of a form, by custom_id."""


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
    if kind in (MEMBER, CHANNEL, ROLE):
        return _id(state, channel, kind, str(given))
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
    labels = _labels(form)
    for key in (*values, *files):
        assert any(_means(key, *one) for one in labels.items()), f"no field {key} in {labels}"
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


def _labels(form: Json) -> Labels:
    """Return the words of a form's fields: label, description, and in whole a label that is cut."""
    labels: dict[str, tuple[str, ...]] = {}
    texts = [one["content"] for one in form["components"] if one["type"] == TEXT]
    lines = [line for text in texts for line in text.split("\n")]
    for one in form["components"]:
        if one["type"] == LABEL:
            label = one["label"]
            cut = label[: -len(MORE)] if label.endswith(MORE) else None
            whole = next((line for line in lines if cut and line.startswith(cut)), "")
            labels[one["component"]["custom_id"]] = (label, one.get("description") or "", whole)
        for inner in one.get("components", ()):
            labels[inner["custom_id"]] = (inner.get("label") or "",)
    return labels


def _means(key: str, custom: str, words: tuple[str, ...]) -> bool:
    return key == custom or any(
        one.startswith(key) or (one.endswith(MORE) and key.startswith(one[:-1])) for one in words
    )


class _Filling:
    """A person with a form before them."""

    def __init__(
        self,
        state: State,
        channel: Channel,
        labels: Labels,
        values: Mapping[str, str],
        files: Files,
    ) -> None:
        self.resolved: dict[str, Json] = {}
        self._state = state
        self._channel = channel
        self._labels = labels
        self._values = values
        self._files = files

    def field(self, field: Json) -> Json:
        """Return a field as it is sent: with what was entered, else with what it was shown with."""
        custom, kind = field["custom_id"], field["type"]
        words = self._labels[custom]
        label = words[0]
        given = next(
            (self._values[key] for key in self._values if _means(key, custom, words)), None
        )
        bare: Json = {"type": kind, "id": field["id"], "custom_id": custom}
        required = field.get("required", True)
        if kind == INPUT:
            text = field.get("value", "") if given is None else given
            assert text or not required, f"{label} is required"
            assert not text or len(text) >= field.get("min_length", 0), f"{label} is too short"
            assert len(text) <= field.get("max_length", 4000), f"{label} is too long"
            return {**bare, "value": text}
        if kind == CHECK:
            return {**bare, "value": field.get("default", False) if given is None else bool(given)}
        chosen = self._uploaded(custom, words) if kind == UPLOAD else self._chosen(field, given)
        if kind == RADIOS:
            return {**bare, "value": chosen[0] if chosen else None}
        least = field.get("min_values", 1) if required else 0
        assert least <= len(chosen) <= field.get("max_values", 1), f"{label}: {chosen}"
        return {**bare, "values": chosen}

    def _uploaded(self, custom: str, words: tuple[str, ...]) -> list[str]:
        found = [file for key, file in self._files.items() if _means(key, custom, words)]
        kept = [_file(self._state, self._channel, file) for file in found]
        self.resolved.setdefault("attachments", {}).update({file["id"]: file for file in kept})
        return [file["id"] for file in kept]

    def _chosen(self, field: Json, given: str | None) -> list[str]:
        if field["type"] in OF_KIND:
            return self._of_kind(field, given)
        options = field.get("options", ())
        if given is None:
            return [one["value"] for one in options if one.get("default")]
        by_label = {one["label"]: one["value"] for one in options}
        chosen = [by_label.get(line, line) for line in given.split("\n") if line]
        unknown = set(chosen) - {one["value"] for one in options}
        assert not unknown, f"no choices {unknown} among {list(by_label)}"
        return chosen

    def _of_kind(self, field: Json, given: str | None) -> list[str]:
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
