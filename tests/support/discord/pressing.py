"""What a message lets one press, found by the words one sees on it."""

from __future__ import annotations

from tests.support.discord.layouts import within
from tests.support.discord.things import Json

BUTTON, SELECT, LINK = 2, 3, 5
MORE = "…"


def pressable(
    components: list[Json], label: str = "", *, custom_id: str = "", choice: str = ""
) -> Json | None:
    """Return the interaction's data for a button, or for a select's choice; None for nothing.

    A select is known by how its placeholder begins, its choice by how that begins. A label that
    was cut is known by what is left of it. A button that isn't there may be a choice of a select
    that holds several buttons.
    """
    found = [
        one
        for one in within(components)
        if one["type"] in (BUTTON, SELECT) and not one.get("disabled") and "custom_id" in one
    ]
    for one in found:
        if one["type"] == BUTTON and not choice and _is(one, "label", label, custom_id):
            return _data(one)
        if one["type"] == SELECT and choice and _is(one, "placeholder", label, custom_id):
            for option in one["options"]:
                if _begins(option["label"], choice):
                    return {**_data(one), "values": [option["value"]]}
    for one in found:
        for option in one.get("options", ()) if label and not choice else ():
            if _same(option["label"], label):
                return {**_data(one), "values": [option["value"]]}
    return None


def _data(one: Json) -> Json:
    return {"custom_id": one["custom_id"], "component_type": one["type"], "id": one["id"]}


def _is(one: Json, name: str, label: str, custom_id: str) -> bool:
    if custom_id:
        return bool(one["custom_id"] == custom_id)
    words = str(one.get(name) or "")
    return _begins(words, label) if one["type"] == SELECT else _same(words, label)


def _same(shown: str, wanted: str) -> bool:
    return shown == wanted or (shown.endswith(MORE) and wanted.startswith(shown[: -len(MORE)]))


def _begins(shown: str, wanted: str) -> bool:
    return shown.startswith(wanted) or _same(shown, wanted)
