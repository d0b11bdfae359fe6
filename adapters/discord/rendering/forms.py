"""Forms as Discord's modals, and what was filled into one.

A modal has five components at most: a label for each field and, where one is left over, a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.discord.rendering.attachments import Attachment, attachments_of
from adapters.discord.rendering.layout import text
from adapters.discord.rendering.spans import words_markup
from adapters.discord.servers.channels import Kind
from adapters.discord.wire import Json
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.letters import cleaned
from bot.chat.spans import short
from bot.model.places import Purpose

SELECT, INPUT, CHANNELS, LABEL, UPLOAD = 3, 4, 8, 18, 19
ONE_LINE, LINES = 1, 2
MOST_COMPONENTS = 5
TITLE = 45
LABEL_LENGTH = 45
DESCRIPTION = 100
PLACEHOLDER = 100
CHOICES = 25
CHOICE = 100
LONGEST_TEXT = 4000
LONGEST_INTRO = 2000
PLACES = {
    Purpose.VOICE: (Kind.VOICE, Kind.STAGE),
    Purpose.DISCUSSIONS: (Kind.TEXT, Kind.NEWS, Kind.FORUM),
}
"""The kinds of channels that a purpose's place can be; others are for text."""
TEXT_PLACES = (Kind.TEXT, Kind.NEWS)
ANY_PLACE = (Kind.TEXT, Kind.NEWS, Kind.FORUM, Kind.VOICE, Kind.STAGE)


def render_form(form: Form) -> Json:
    """Return the modal for a page of a form: the `data` of an answer of type 9.

    The form's action is the modal's `custom_id`, and a field's name that of its component. Where
    all five components are taken by fields, the intro becomes the first field's description.
    """
    title = f"{form.title} ({form.page} of {form.pages})" if form.pages > 1 else form.title
    spare = MOST_COMPONENTS - len(form.fields)
    components: list[Json] = []
    intro = words_markup(form.intro, LONGEST_INTRO)
    if intro and spare:
        components.append(text(intro))
        spare -= 1
    for field in form.fields:
        told = _told(field.label) if spare else None
        if told is not None:
            components.append(told)
            spare -= 1
        components.append(_labelled(field, whole_is_told=told is not None))
    if intro and components[0]["type"] == LABEL:
        components[0].setdefault("description", _line(form.intro, DESCRIPTION))
    return {
        "custom_id": form.action,
        "title": _line(title if len(title) <= TITLE else form.title, TITLE),
        "components": components,
    }


def submitted(data: Json) -> tuple[dict[str, str], dict[str, Attachment]]:
    """Return what was filled into a modal, by the fields' names: the words, and the files.

    Several choices of one field are joined by newlines. `data` is the interaction's.
    """
    values: dict[str, str] = {}
    files: dict[str, Attachment] = {}
    known = attachments_of(data)
    for component in _filled(data.get("components", [])):
        name = component["custom_id"]
        chosen = [str(value) for value in component.get("values") or []]
        if component["type"] == UPLOAD:
            if chosen and chosen[0] in known:
                files[name] = known[chosen[0]]
        elif component["type"] == INPUT:
            values[name] = component.get("value") or ""
        else:
            values[name] = "\n".join(chosen)
    return values, files


def _filled(components: list[Json]) -> Iterator[Json]:
    """Yield the components that were filled in, out of the labels and rows they stand in."""
    for component in components:
        inner = component.get("components") or [component.get("component")]
        yield from (each for each in inner if each is not None and "custom_id" in each)


def _told(label: str) -> Json | None:
    """Return a text with the whole of a label that is too long even for a description."""
    if len(cleaned(label)) <= DESCRIPTION:
        return None
    return text(words_markup(label, LONGEST_INTRO))


def _labelled(field: FormField, *, whole_is_told: bool) -> Json:
    label: Json = {"type": LABEL, "label": _line(field.label, LABEL_LENGTH)}
    if len(cleaned(field.label)) > LABEL_LENGTH and not whole_is_told:
        label["description"] = _line(field.label, DESCRIPTION)
    component = _component(field)
    if len(field.choices) > CHOICES:
        label.setdefault("description", f"{CHOICES} of {len(field.choices)} choices fit here.")
    if field.hint and "placeholder" not in component:
        label.setdefault("description", _line(field.hint, DESCRIPTION))
    return {**label, "component": component}


def _component(field: FormField) -> Json:
    about = {"custom_id": field.name, "required": field.required}
    match field.type:
        case FieldType.ONE | FieldType.SOME if field.choices:
            return {"type": SELECT, **about, **_options(field)}
        case FieldType.FILE:
            least = 1 if field.required else 0
            return {"type": UPLOAD, **about, "min_values": least, "max_values": 1}
        case FieldType.PLACE:
            return {"type": CHANNELS, **about, **_channels(field)}
        case _:
            return {"type": INPUT, **about, **_input(field)}


def _input(field: FormField) -> Json:
    one_line = field.type is FieldType.LINE
    value = field.value[:LONGEST_TEXT]
    most = min(max(field.most, len(value), 1), LONGEST_TEXT)
    found: Json = {"style": ONE_LINE if one_line else LINES, "max_length": most}
    if value:
        found["value"] = value.replace("\n", " ") if one_line else value
    return {**found, **_placeholder(field)}


def _options(field: FormField) -> Json:
    """Return the choices of a select, with what was chosen before; those first, if not all fit."""
    several = field.type is FieldType.SOME
    chosen = set(field.value.split("\n") if several else [field.value])
    offered = {value: label for value, label in field.choices if value}
    if len(offered) > CHOICES:
        before = {value: label for value, label in offered.items() if value in chosen}
        offered = dict(list({**before, **offered}.items())[:CHOICES])
    options: list[Json] = []
    for value, label in offered.items():
        option: Json = {"label": _line(label, CHOICE), "value": value}
        options.append({**option, "default": True} if value in chosen else option)
    least = 1 if field.required else 0
    most = len(options) if several else 1
    return {"options": options, "min_values": least, "max_values": most, **_placeholder(field)}


def _channels(field: FormField) -> Json:
    kinds = ANY_PLACE if field.purpose is None else PLACES.get(field.purpose, TEXT_PLACES)
    found: Json = {"channel_types": [int(kind) for kind in kinds]}
    chosen = [one for one in field.value.split("\n") if one.isdecimal()]
    if chosen:
        found["default_values"] = [{"type": "channel", "id": one} for one in chosen[:CHOICES]]
    return {
        **found,
        "min_values": 1 if field.required else 0,
        "max_values": CHOICES if field.purpose is Purpose.VOICE else 1,
        **_placeholder(field),
    }


def _placeholder(field: FormField) -> Json:
    return {"placeholder": _line(field.hint, PLACEHOLDER)} if field.hint else {}


def _line(words: str, most: int) -> str:
    """Return words on one line, as labels show them; never empty."""
    return short(cleaned(words), most) or "…"
