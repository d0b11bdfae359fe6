"""What blocks let one press, found by the words one sees on it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.slack.things import Json

MORE = "…"
SELECTS = ("static_select", "external_select", "overflow", "radio_buttons", "checkboxes")


def controls(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield what can be used in blocks: the block and the element."""
    for block in blocks:
        for element in block.get("elements") or ():
            if isinstance(element, dict) and "action_id" in element:
                yield block, element
        accessory = block.get("accessory")
        if accessory and "action_id" in accessory:
            yield block, accessory
        if block["type"] == "input" and block.get("dispatch_action"):
            yield block, block["element"]


def pressable(
    blocks: list[Json], label: str = "", *, action_id: str = "", choice: str = ""
) -> tuple[Json, Json, Json | None] | None:
    """Return the block, the element and the option that words mean; None for nothing.

    A select is known by how its placeholder begins, its choice by how that begins. A label that
    was cut is known by what is left of it. A button that isn't there may be a choice of a select
    that holds several buttons.
    """
    found = list(controls(blocks))
    for block, element in found:
        button = element["type"] == "button"
        words = said(element)
        meant = element["action_id"] == action_id if action_id else matches(words, label, button)
        if button and not choice and meant:
            return block, element, None
        if not button and choice and meant:
            for option in options_of(element):
                if matches(option["text"]["text"], choice, False):
                    return block, element, option
    for block, element in found:
        for option in options_of(element) if label and not choice else ():
            if matches(option["text"]["text"], label, True):
                return block, element, option
    return None


def options_of(element: Json) -> list[Json]:
    """Return a select's choices."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(one for group in groups for one in group["options"])]


def said(element: Json) -> str:
    """Return the words that stand on an element."""
    words = element.get("text") or element.get("placeholder") or {}
    return str(words.get("text", ""))


def matches(shown: str, wanted: str, whole: bool) -> bool:
    """Whether words are those that are shown, or how they begin, or what is left of them."""
    if shown == wanted or (shown.endswith(MORE) and wanted.startswith(shown[: -len(MORE)])):
        return True
    return not whole and shown.startswith(wanted)


def action(block: Json, element: Json, option: Json | None, ts: str) -> Json:
    """Return what a press sends of the element that was used."""
    shown: Json = {
        "type": element["type"],
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "action_ts": ts,
    }
    if element["type"] == "button":
        shown["text"] = element["text"]
        for name in ("value", "style"):
            if name in element:
                shown[name] = element[name]
    elif option is not None:
        many = element["type"] in ("checkboxes", "multi_static_select")
        shown |= {"selected_options": [option]} if many else {"selected_option": option}
        if "placeholder" in element:
            shown["placeholder"] = element["placeholder"]
    return shown
