"""How long and how many things in Slack's blocks may be, from Slack's reference of each.

https://docs.slack.dev/reference/block-kit has a page for each block and element. What blocks may
come to together is from github.com/slackapi/bolt-js/issues/2509.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

MOST_BLOCKS = {"message": 50, "home": 100, "modal": 100}
MOST_CHARACTERS = 13_200
"""What the blocks of a message may come to, as Slack keeps them: JSON with an id for each."""
MOST_VIEW = 250_000
ELEMENTS = {"actions": 25, "context": 10}
TEXTS = {
    ("header", "text"): 150,
    ("section", "text"): 3000,
    ("image", "title"): 2000,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("button", "text"): 75,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
}
"""The lengths of text objects, by what they stand in and as what."""
STRINGS = {
    "block_id": 255,
    "action_id": 255,
    "callback_id": 255,
    "external_id": 255,
    "private_metadata": 3000,
    "alt_text": 2000,
    "url": 3000,
}
OPTIONS = {"static_select": 100, "multi_static_select": 100, "checkboxes": 10, "radio_buttons": 10}
OPTION_TEXT = 75
OPTION_VALUE = 150
BUTTON_VALUE = 2000
PLACEHOLDER = 150
INPUT = 3000
CONTEXT_TEXT = 3000
SURFACES = {
    "message": {"actions", "context", "divider", "header", "image", "rich_text", "section"},
    "home": {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"},
    "modal": {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"},
}
"""Blocks that each surface has always taken."""


def limit_problems(blocks: Sequence[Json], surface: str = "message") -> list[str]:
    """Return what Slack refuses about blocks for their number, length or emptiness."""
    return list(_block_list(blocks, surface))


def view_limit_problems(view: Json) -> list[str]:
    """Return what Slack refuses about a modal or a home tab, likewise."""
    found = [*_strings(view), *_texts(view)]
    length = len(json.dumps(view))
    if length > MOST_VIEW:
        found.append(f"the view has {length} characters")
    if view["type"] == "modal" and _has_inputs(view["blocks"]) and "submit" not in view:
        found.append("a modal with inputs needs submit")
    return [*found, *_block_list(view["blocks"], view["type"])]


def kept_size(blocks: Sequence[Json]) -> int:
    """Return what blocks come to, in units of UTF-16, as Slack keeps them."""
    whole = [{"block_id": "AbCdE", **block} for block in blocks]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le")) // 2


def _block_list(blocks: Sequence[Json], surface: str) -> Iterator[str]:
    if not 0 < len(blocks) <= MOST_BLOCKS[surface]:
        yield f"{len(blocks)} blocks in a {surface}"
    if surface == "message" and kept_size(blocks) > MOST_CHARACTERS:
        yield f"msg_blocks_too_long: {kept_size(blocks)} characters"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield f"the same block_id twice: {ids}"
    for block in blocks:
        if block["type"] not in SURFACES[surface]:
            yield f"{block['type']} in a {surface}"
        yield from _block(block)


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    elements = block.get("elements", [])
    if kind in ELEMENTS and not 0 < len(elements) <= ELEMENTS[kind]:
        yield f"{len(elements)} elements in {kind}"
    if kind == "rich_text" and not elements:
        yield "an empty rich_text"
    names = [one["action_id"] for one in elements if "action_id" in one]
    if len(names) != len(set(names)):
        yield f"the same action_id twice in a block: {names}"
    yield from _strings(block)
    yield from _texts(block)
    for one in [*elements, *([block["element"]] if "element" in block else [])]:
        yield from _rich(one) if kind == "rich_text" else _element(one)


def _rich(part: Json) -> Iterator[str]:
    """Yield what is wrong in rich text: nothing in it may be empty."""
    if not part.get("elements"):
        yield f"an empty {part['type']}"
    for one in part.get("elements", []):
        if one["type"].startswith("rich_text_"):
            yield from _rich(one)
        elif one["type"] == "text" and not one["text"]:
            yield "an empty text"
        elif one["type"] == "link" and not one["url"].startswith(("http://", "https://")):
            yield f"a link to {one['url']}"
        elif one["type"] == "date" and not isinstance(one["timestamp"], int):
            yield f"no whole seconds: {one['timestamp']}"
        yield from _strings(one)


def _element(one: Json) -> Iterator[str]:
    kind = one["type"]
    if kind in ("plain_text", "mrkdwn"):
        yield from _length("context text", one["text"], CONTEXT_TEXT)
    yield from _strings(one)
    yield from _texts(one)
    if kind in OPTIONS:
        yield from _options(kind, one)
    if "placeholder" in one:
        yield from _length("placeholder", one["placeholder"]["text"], PLACEHOLDER)
    if kind == "button":
        yield from _length("value", one.get("value", "-"), BUTTON_VALUE)
    if kind == "plain_text_input":
        most = one.get("max_length", INPUT)
        if not 0 < most <= INPUT:
            yield f"max_length {most}"
        yield from _length("initial_value", one.get("initial_value", "-"), most)


def _options(kind: str, one: Json) -> Iterator[str]:
    options = one["options"]
    if not 0 < len(options) <= OPTIONS[kind]:
        yield f"{len(options)} options in {kind}"
    for option in options:
        yield from _length("option", option["text"]["text"], OPTION_TEXT)
        yield from _length("value", option["value"], OPTION_VALUE)
        yield from _length("description", option.get("description", {"text": "-"})["text"], 75)
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        yield f"the same value twice: {values}"
    initial = [one["initial_option"]] if "initial_option" in one else one.get("initial_options", ())
    for option in initial:
        if option not in options:
            yield f"an initial option that isn't offered: {option}"
    if "initial_options" in one and not one["initial_options"]:
        yield "no initial options"


def _texts(one: Json) -> Iterator[str]:
    for (kind, field), most in TEXTS.items():
        if one["type"] == kind and isinstance(one.get(field), Mapping):
            yield from _length(f"{kind} {field}", one[field]["text"], most)


def _strings(one: Json) -> Iterator[str]:
    for field, most in STRINGS.items():
        if isinstance(one.get(field), str):
            yield from _length(field, one[field], most)


def _length(what: str, text: str, most: int) -> Iterator[str]:
    if not 0 < len(text) <= most:
        yield f"{what} has {len(text)} characters, not 1 to {most}"


def _has_inputs(blocks: Sequence[Json]) -> bool:
    return any(block["type"] == "input" for block in blocks)
