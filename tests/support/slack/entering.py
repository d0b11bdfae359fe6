"""What is entered in a form's fields: by their names, or by how their labels begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.support.slack.pressing import MORE, options_of
from tests.support.slack.things import File, Json

TEXTS = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
PICKERS = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}
INITIAL = {
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "users_select": "initial_user",
    "channels_select": "initial_channel",
    "conversations_select": "initial_conversation",
}
MANY = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
CHOICES = ("static_select", "external_select", "radio_buttons")
SEVERAL = ("checkboxes", "multi_static_select", "multi_external_select")
Files = Mapping[str, Sequence[File]]


def fields(view: Json) -> list[tuple[Json, Json]]:
    """Return a form's fields: the block and the element of each."""
    return [(one, one["element"]) for one in view["blocks"] if one["type"] == "input"]


def entered(view: Json, values: Mapping[str, str], files: Files) -> Json:
    """Return a form's state: what was entered, else what a field was shown with.

    A field is meant by its `action_id` or `block_id`, or by how its label begins. Several values
    are lines.
    """
    known = fields(view)
    for key in (*values, *files):
        assert any(means(key, *one) for one in known), f"no field {key} in {_labels(known)}"
    state: Json = {}
    for block, element in known:
        given = next((values[key] for key in values if means(key, block, element)), None)
        if element["type"] == "file_input":
            sent = next((files[key] for key in files if means(key, block, element)), ())
            shown = _uploaded(block, element, sent)
        else:
            shown = _field(block, element, given)
        state.setdefault(block["block_id"], {})[element["action_id"]] = shown
    return state


def means(key: str, block: Json, element: Json) -> bool:
    """Whether somebody means a field."""
    label = str(block["label"]["text"])
    if key in (element["action_id"], block["block_id"]) or label.startswith(key):
        return True
    return label.endswith(MORE) and key.startswith(label[: -len(MORE)])


def _labels(known: list[tuple[Json, Json]]) -> list[str]:
    return [block["label"]["text"] for block, _ in known]


def _field(block: Json, element: Json, given: str | None) -> Json:
    kind, label = element["type"], block["label"]["text"]
    required = not block.get("optional", False)
    if kind in TEXTS:
        text = element.get("initial_value", "") if given is None else given
        assert text or not required, f"{label} is required"
        assert not text or len(text) >= element.get("min_length", 0), f"{label} is too short"
        assert len(text) <= element.get("max_length", 3000), f"{label} is too long"
        return {"type": kind, "value": text or None}
    if kind in PICKERS:
        chosen = (given or None) if given is not None else element.get(INITIAL[kind])
        assert chosen or not required, f"{label} is required"
        return {"type": kind, PICKERS[kind]: chosen}
    if kind in MANY:
        name, initial = MANY[kind]
        many = element.get(initial, []) if given is None else given.split("\n")
        assert many or not required, f"{label} is required"
        return {"type": kind, name: [one for one in many if one]}
    options = _chosen(element, label, given)
    assert options or not required, f"{label} is required"
    if kind in CHOICES:
        assert len(options) <= 1, f"{label} takes one choice"
        return {"type": kind, "selected_option": options[0] if options else None}
    assert kind in SEVERAL, f"nobody here knows how to fill in a {kind}"
    most = element.get("max_selected_items", 100)
    assert len(options) <= most, f"{label} takes {most} choices"
    return {"type": kind, "selected_options": options}


def _chosen(element: Json, label: str, given: str | None) -> list[Json]:
    if given is None:
        single = element.get("initial_option")
        return [single] if single else list(element.get("initial_options") or ())
    found = options_of(element)
    chosen = []
    for line in given.split("\n") if given else ():
        meant = [one for one in found if line in (one["value"], one["text"]["text"])]
        assert meant, f"{label} has no choice {line}"
        chosen.append(meant[0])
    return chosen


def _uploaded(block: Json, element: Json, files: Sequence[File]) -> Json:
    label = block["label"]["text"]
    assert files or block.get("optional", False), f"{label} is required"
    assert len(files) <= element.get("max_files", 10), f"{label} takes fewer files"
    kinds = element.get("filetypes")
    for file in files:
        kind = file.name.rpartition(".")[2].lower()
        assert not kinds or kind in kinds, f"{label} takes no {kind}"
    return {"type": "file_input", "files": [{"id": one.id, "name": one.name} for one in files]}
