"""What is entered in a form's fields: by their names, or by how their labels begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.support.discord.things import Json

ROW, INPUT, TEXT, LABEL, UPLOAD, RADIOS, CHECKS, CHECK = 1, 4, 10, 18, 19, 21, 22, 23
PICKERS = (5, 6, 8)
"""Selects of people, roles and channels."""
MORE = "…"
Labels = Mapping[str, tuple[str, ...]]
"""What stands beside each field of a form, by custom_id."""


def entered(form: Json, values: Mapping[str, str]) -> dict[str, Any]:
    """Return what is sent for each field of a form without files, by custom_id.

    What isn't named keeps what the form was shown with.
    """
    labels = labels_of(form)
    check_named(labels, values)
    filling = Filling(labels, values)
    sent = [filling.field(one) for one in _fields(form)]
    return {one["custom_id"]: one.get("values", one.get("value")) for one in sent}


def _fields(form: Json) -> Iterator[Json]:
    for one in form["components"]:
        if one["type"] == LABEL:
            yield one["component"]
        elif one["type"] == ROW:
            yield from one["components"]


def check_named(labels: Labels, *entries: Mapping[str, Any]) -> None:
    """Fail for what is entered into a field that a form doesn't have."""
    for key in (key for entry in entries for key in entry):
        assert any(means(key, *one) for one in labels.items()), f"no field {key} in {labels}"


def labels_of(form: Json) -> Labels:
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


def means(key: str, custom: str, words: tuple[str, ...]) -> bool:
    """Whether somebody means a field: by its name, or as its words begin."""
    return key == custom or any(
        one.startswith(key) or (one.endswith(MORE) and key.startswith(one[:-1])) for one in words
    )


class Filling:
    """A person with a form before them."""

    def __init__(self, labels: Labels, values: Mapping[str, str]) -> None:
        """Enter `values` in the fields that stand beside `labels`."""
        self._labels = labels
        self._values = values

    def field(self, field: Json) -> Json:
        """Return a field as it is sent: with what was entered, else with what it was shown with."""
        custom, kind = field["custom_id"], field["type"]
        words = self._labels[custom]
        label = words[0]
        given = next((self._values[key] for key in self._values if means(key, custom, words)), None)
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
        chosen = self.uploaded(custom, words) if kind == UPLOAD else self._chosen(field, given)
        if kind == RADIOS:
            return {**bare, "value": chosen[0] if chosen else None}
        least = field.get("min_values", 1) if required else 0
        assert least <= len(chosen) <= field.get("max_values", 1), f"{label}: {chosen}"
        return {**bare, "values": chosen}

    def uploaded(self, custom: str, words: tuple[str, ...]) -> list[str]:
        """Return the ids of a field's files: none here."""
        return []

    def _chosen(self, field: Json, given: str | None) -> list[str]:
        if field["type"] in PICKERS:
            return self.picked(field, given)
        options = field.get("options", ())
        if given is None:
            return [one["value"] for one in options if one.get("default")]
        by_label = {one["label"]: one["value"] for one in options}
        chosen = [by_label.get(line, line) for line in given.split("\n") if line]
        unknown = set(chosen) - {one["value"] for one in options}
        assert not unknown, f"no choices {unknown} among {list(by_label)}"
        return chosen

    def picked(self, field: Json, given: str | None) -> list[str]:
        """Return the ids that are picked in a select of people, roles or channels."""
        raise AssertionError(f"{field['custom_id']} can't be picked here")
