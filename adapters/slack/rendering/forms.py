"""Forms as Slack's modals, and what was filled into one.

A field is an input block of its name; so is what a person fills in. What a form has to know when
it comes back stands in its `private_metadata`: its own action and whatever it was opened with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack.rendering.blocks import block_of
from adapters.slack.rendering.controls import option, plain_text, worded
from adapters.slack.rendering.mrkdwn import small
from adapters.slack.wire import Json
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.letters import blank, cleaned
from bot.chat.spans import spans
from bot.chat.views import Paragraph
from bot.model.places import Purpose

CALLBACK = "form"
"""The callback id of all forms: what they are stands in their metadata."""
STATE = "state"
TITLE = 24
SUBMIT = 24
LABEL = 2000
PLACEHOLDER = 150
CHOICES = 100
SHOWN_CHOICES = 10
"""Choices that stand open, as buttons or boxes to tick; more stand in a menu."""
CHOICE = 75
LONGEST_TEXT = 3000
LONGEST_METADATA = 3000
LONGEST_INTRO = 6000
NONE = "v0:none"
"""The value of the choice that chooses nothing: on Slack, a choice once made can't be unmade."""
NO_ANSWER = "No answer"
CHANNELS = ("conversations_select", "channels_select")
"""What the types of inputs end in that choose channels."""
PLACES = {"include": ["public", "private"], "exclude_bot_users": True}


def render_form(form: Form, state: Mapping[str, str]) -> Json:
    """Return the modal for a page of a form, as `views.open` takes it.

    `state` comes back with the form, beside its action; ValueError if it is too long.
    """
    metadata = json.dumps({**state, STATE: form.action}, ensure_ascii=False)
    if len(metadata) > LONGEST_METADATA:
        raise ValueError(f"A form's state has {len(metadata)} characters: {form.action}")
    blocks: list[Json] = []
    if form.pages > 1:
        blocks.append(small(f"Page {form.page} of {form.pages}"))
    intro = block_of(Paragraph(spans(form.intro)), lambda message: "", LONGEST_INTRO).what
    blocks += [intro] if intro else []
    blocks += [_input(field) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(worded(form.title, TITLE)),
        "submit": plain_text(worded(form.submit, SUBMIT)),
        "close": plain_text("Cancel"),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def metadata_of(view: Json) -> dict[str, str]:
    """Return what a form was opened with, its action as `state`; empty if it is none of ours."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def submitted(view: Json) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was filled into a modal, by the fields' names: the words, and Slack's file ids.

    Several choices of one field are joined by newlines. `view` is the submission's.
    """
    values: dict[str, str] = {}
    files: dict[str, str] = {}
    for inputs in view.get("state", {}).get("values", {}).values():
        for name, given in inputs.items():
            uploaded = given.get("files") or []
            if given.get("type") != "file_input":
                values[name] = "\n".join(_given(given))
            elif uploaded:
                files[name] = uploaded[0]["id"]
    return values, files


def chosen_channels(view: Json) -> tuple[str, ...]:
    """Return the ids of all channels that were chosen in a modal."""
    filled = view.get("state", {}).get("values", {}).values()
    return tuple(
        channel
        for inputs in filled
        for given in inputs.values()
        if str(given.get("type")).endswith(CHANNELS)
        for channel in _given(given)
    )


def _given(given: Json) -> list[str]:
    """Return what one input was given, whatever it is."""
    chosen = given.get("selected_options")
    if chosen is None and given.get("selected_option"):
        chosen = [given["selected_option"]]
    if chosen is not None:
        return [str(one["value"]) for one in chosen if one["value"] != NONE]
    several = given.get("selected_conversations") or given.get("selected_channels")
    one = given.get("selected_conversation") or given.get("selected_channel") or given.get("value")
    return [str(each) for each in several or ([one] if one else [])]


def _input(field: FormField) -> Json:
    element = {**_element(field), "action_id": field.name}
    hints = []
    if field.hint and not blank(cleaned(field.hint)):
        if _takes_placeholder(element) and len(cleaned(field.hint)) <= PLACEHOLDER:
            element["placeholder"] = plain_text(worded(field.hint, PLACEHOLDER))
        else:
            hints.append(field.hint)
    offered = len({value for value, _ in field.choices if value})
    if offered > CHOICES:
        hints.append(f"{CHOICES} of {offered} choices fit here.")
    if len(field.value) > LONGEST_TEXT and element["type"] == "plain_text_input":
        hints.append(f"Only the first {LONGEST_TEXT} characters fit here.")
    found: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(worded(field.label, LABEL)),
        "element": element,
        "optional": not field.required,
    }
    return {**found, "hint": plain_text(worded(" ".join(hints), LABEL))} if hints else found


def _takes_placeholder(element: Json) -> bool:
    return element["type"] not in ("checkboxes", "radio_buttons", "file_input")


def _element(field: FormField) -> Json:
    match field.type:
        case FieldType.ONE if field.choices:
            return _one(field)
        case FieldType.SOME if field.choices:
            return _some(field)
        case FieldType.FILE:
            return {"type": "file_input", "max_files": 1}
        case FieldType.PLACE:
            return _place(field)
        case _:
            return _text(field)


def _text(field: FormField) -> Json:
    lines = field.type is not FieldType.LINE
    value = field.value if lines else " ".join(field.value.split())
    value = value[:LONGEST_TEXT]
    most = min(max(field.most, len(value), 1), LONGEST_TEXT)
    found: Json = {"type": "plain_text_input", "multiline": lines, "max_length": most}
    return {**found, "initial_value": value} if value else found


def _one(field: FormField) -> Json:
    options = _options(field, {field.value}, () if field.required else ((NONE, NO_ANSWER),))
    kind = "radio_buttons" if len(options) <= SHOWN_CHOICES else "static_select"
    chosen = [one for one in options if one["value"] == field.value]
    return {"type": kind, "options": options, **({"initial_option": chosen[0]} if chosen else {})}


def _some(field: FormField) -> Json:
    before = set(field.value.split("\n"))
    options = _options(field, before)
    kind = "checkboxes" if len(options) <= SHOWN_CHOICES else "multi_static_select"
    chosen = [one for one in options if one["value"] in before]
    return {"type": kind, "options": options, **({"initial_options": chosen} if chosen else {})}


def _options(
    field: FormField, before: set[str], more: tuple[tuple[str, str], ...] = ()
) -> list[Json]:
    """Return a field's choices; those chosen before come first, if not all fit."""
    offered = {value: label for value, label in field.choices if value}
    most = CHOICES - len(more)
    if len(offered) > most:
        first = {value: label for value, label in offered.items() if value in before}
        offered = dict(list({**first, **offered}.items())[:most])
    return [_option(label, value) for value, label in (*offered.items(), *more)]


def _option(label: str, value: str) -> Json:
    """Return a choice; what of its label finds no room in one line stands in a second."""
    text = " ".join(cleaned(label).split())
    if len(text) <= CHOICE:
        return option(text, value)
    end = text.rfind(" ", 0, CHOICE + 1)
    end = end if end > 0 else CHOICE
    return {**option(text[:end], value), "description": plain_text(worded(text[end:], CHOICE))}


def _place(field: FormField) -> Json:
    chosen = [one for one in field.value.split("\n") if one]
    found: dict[str, Any] = {"filter": PLACES}
    if field.purpose is Purpose.VOICE:
        found |= {"type": "multi_conversations_select"}
        return {**found, "initial_conversations": chosen} if chosen else found
    found |= {"type": "conversations_select"}
    return {**found, "initial_conversation": chosen[0]} if chosen else found
