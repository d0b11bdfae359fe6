"""Components of messages and forms, held to Discord's limits as strictly as Discord does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord.errors import DiscordError, invalid, required, too_long
from tests.support.discord.things import Json

ROW, BUTTON, SELECT, INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIOS, CHECKS, CHECK = 18, 19, 21, 22, 23
SELECTS = (SELECT, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6
"""Styles of buttons that have no custom_id."""
MOST_COMPONENTS = 40
MOST_TEXT = 4000
IN_LAYOUT = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
IN_FORM = (ROW, TEXT, LABEL)
IN_LABEL = (*SELECTS, INPUT, UPLOAD, RADIOS, CHECKS, CHECK)


@dataclass(slots=True)
class Walk:
    """What has been met on the way through a message's components."""

    files: frozenset[str]
    count: int = 0
    text: int = 0
    customs: set[str] = field(default_factory=set)
    ids: set[int] = field(default_factory=set)

    def each(self, found: Any, where: str, allowed: tuple[int, ...]) -> None:
        """Check one component that stands where only `allowed` types may."""
        if not isinstance(found, dict) or not isinstance(found.get("type"), int):
            raise invalid(where, "UNION_TYPE_CHOICES", "Value must be a component")
        if found["type"] not in allowed:
            raise invalid(
                f"{where}.type", "UNION_TYPE_CHOICES", f"Value of field type must be in {allowed}"
            )
        self.count += 1
        number = found.get("id")
        if number:
            if number in self.ids:
                raise invalid(f"{where}.id", "COMPONENT_ID_DUPLICATED", "Ids must be unique")
            self.ids.add(number)
        CHECKS_BY_TYPE[found["type"]](self, found, where)

    def custom(self, found: Json, where: str) -> None:
        """Check a custom_id: there, 1 to 100 characters, once in the message."""
        custom = _text(found, "custom_id", where, 1, 100)
        if custom in self.customs:
            raise invalid(
                f"{where}.custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        self.customs.add(custom)

    def media(self, item: Any, where: str) -> None:
        """Check where a picture or file comes from."""
        url = item.get("url", "") if isinstance(item, dict) else ""
        scheme, _, name = str(url).partition("://")
        if scheme not in ("attachment", "http", "https"):
            raise invalid(f"{where}.url", "URL_TYPE_INVALID_SCHEME", f"Not a URL: {url!r}")
        if scheme == "attachment" and name not in self.files:
            raise invalid(
                f"{where}.url",
                "ATTACHMENT_NOT_FOUND",
                f"The referenced attachment {name} was not found",
            )


def check_message(components: list[Json], files: frozenset[str], *, layout: bool) -> None:
    """Refuse with 50035 what can't stand in a message; `layout` is components v2."""
    walk = Walk(files)
    if not layout and len(components) > 5:
        raise too_long("components", 0, 5)
    for number, found in enumerate(components):
        walk.each(found, f"components.{number}", IN_LAYOUT if layout else (ROW,))
    if layout and walk.count > MOST_COMPONENTS:
        raise invalid(
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components cannot exceed {MOST_COMPONENTS}, not {walk.count}",
        )
    if walk.text > MOST_TEXT:
        raise invalid(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Component displayable text size exceeds maximum size of {MOST_TEXT}: {walk.text}",
        )


def check_form(data: Json) -> None:
    """Refuse with 50035 what can't be a form."""
    _text(data, "title", "data", 1, 45)
    _text(data, "custom_id", "data", 1, 100)
    components = data.get("components")
    if not isinstance(components, list) or not 1 <= len(components) <= 5:
        raise too_long("data.components", 1, 5)
    walk = Walk(frozenset())
    for number, found in enumerate(components):
        walk.each(found, f"data.components.{number}", IN_FORM)
    if walk.text > MOST_TEXT:
        raise too_long("data.components", 1, MOST_TEXT)


def _text(found: Json, name: str, where: str, least: int, most: int) -> str:
    value = found.get(name)
    if value is None and least:
        raise required(f"{where}.{name}")
    value = "" if value is None else value
    if not isinstance(value, str):
        raise invalid(f"{where}.{name}", "BASE_TYPE_STRING", "Must be a string")
    if not least <= len(value) <= most:
        raise too_long(f"{where}.{name}", least, most)
    return value


def _children(
    found: Json, where: str, least: int, most: int, name: str = "components"
) -> list[Any]:
    children = found.get(name)
    if not isinstance(children, list):
        raise required(f"{where}.{name}")
    if not least <= len(children) <= most:
        raise too_long(f"{where}.{name}", least, most)
    return children


def _row(walk: Walk, found: Json, where: str) -> None:
    children = _children(found, where, 1, 5)
    for number, child in enumerate(children):
        walk.each(child, f"{where}.components.{number}", (BUTTON, *SELECTS, INPUT))
    if len(children) > 1 and any(child["type"] != BUTTON for child in children):
        raise invalid(
            f"{where}.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _button(walk: Walk, found: Json, where: str) -> None:
    style = found.get("style")
    if style not in range(1, 7):
        raise invalid(f"{where}.style", "BASE_TYPE_CHOICES", "Value must be one of 1 to 6")
    _text(found, "label", where, 0, 80)
    if not found.get("label") and not found.get("emoji"):
        raise invalid(where, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji")
    if style == LINK:
        url = _text(found, "url", where, 1, 512)
        if not url.startswith(("http://", "https://", "discord://")):
            raise invalid(f"{where}.url", "URL_TYPE_INVALID_SCHEME", f"Not a URL: {url!r}")
        if found.get("custom_id"):
            raise invalid(where, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Both given")
    elif style != PREMIUM:
        if found.get("url"):
            raise invalid(where, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "Both given")
        walk.custom(found, where)


def _select(walk: Walk, found: Json, where: str) -> None:
    walk.custom(found, where)
    _text(found, "placeholder", where, 0, 150)
    least, most = found.get("min_values", 1), found.get("max_values", 1)
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        raise invalid(f"{where}.max_values", "NUMBER_TYPE_MAX", "min_values or max_values")
    if found["type"] == SELECT:
        options = _children(found, where, 1, 25, "options")
        _options(options, f"{where}.options")
        if most > len(options):
            raise invalid(f"{where}.max_values", "NUMBER_TYPE_MAX", "More than there are options")
        if sum(bool(one.get("default")) for one in options) > most:
            raise invalid(f"{where}.options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", "Chosen")


def _options(options: list[Any], where: str) -> None:
    for number, option in enumerate(options):
        _text(option, "label", f"{where}.{number}", 1, 100)
        _text(option, "value", f"{where}.{number}", 1, 100)
        _text(option, "description", f"{where}.{number}", 0, 100)
    if len({option["value"] for option in options}) < len(options):
        raise invalid(
            where,
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "The specified option value is already used",
        )


def _input(walk: Walk, found: Json, where: str) -> None:
    walk.custom(found, where)
    if found.get("style") not in (1, 2):
        raise invalid(f"{where}.style", "BASE_TYPE_CHOICES", "Value must be one of 1, 2")
    most = found.get("max_length", MOST_TEXT)
    if not 1 <= most <= MOST_TEXT or not 0 <= found.get("min_length", 0) <= most:
        raise invalid(f"{where}.max_length", "NUMBER_TYPE_MAX", "min_length or max_length")
    _text(found, "placeholder", where, 0, 100)
    if not where.endswith(".component"):  # in a row; a label says its words for it
        _text(found, "label", where, 1, 45)
    _text(found, "value", where, 0, most)


def _section(walk: Walk, found: Json, where: str) -> None:
    for number, child in enumerate(_children(found, where, 1, 3)):
        walk.each(child, f"{where}.components.{number}", (TEXT,))
    if "accessory" not in found:
        raise required(f"{where}.accessory")
    walk.each(found["accessory"], f"{where}.accessory", (BUTTON, THUMBNAIL))


def _text_display(walk: Walk, found: Json, where: str) -> None:
    walk.text += len(_text(found, "content", where, 1, MOST_TEXT))


def _thumbnail(walk: Walk, found: Json, where: str) -> None:
    walk.media(found.get("media"), f"{where}.media")
    _text(found, "description", where, 0, 1024)


def _gallery(walk: Walk, found: Json, where: str) -> None:
    for number, item in enumerate(_children(found, where, 1, 10, "items")):
        _thumbnail(walk, item, f"{where}.items.{number}")


def _file(walk: Walk, found: Json, where: str) -> None:
    walk.media(found.get("file"), f"{where}.file")
    if not str(found["file"]["url"]).startswith("attachment://"):
        raise invalid(f"{where}.file.url", "URL_TYPE_INVALID_SCHEME", "Must be an attachment")


def _separator(walk: Walk, found: Json, where: str) -> None:
    if found.get("spacing", 1) not in (1, 2):
        raise invalid(f"{where}.spacing", "BASE_TYPE_CHOICES", "Value must be one of 1, 2")


def _container(walk: Walk, found: Json, where: str) -> None:
    for number, child in enumerate(_children(found, where, 1, MOST_COMPONENTS)):
        walk.each(child, f"{where}.components.{number}", IN_CONTAINER)


def _label(walk: Walk, found: Json, where: str) -> None:
    _text(found, "label", where, 1, 45)
    _text(found, "description", where, 0, 100)
    if "component" not in found:
        raise required(f"{where}.component")
    walk.each(found["component"], f"{where}.component", IN_LABEL)


def _upload(walk: Walk, found: Json, where: str) -> None:
    walk.custom(found, where)
    if not 1 <= found.get("max_values", 1) <= 10 or not 0 <= found.get("min_values", 1) <= 10:
        raise invalid(f"{where}.max_values", "NUMBER_TYPE_MAX", "min_values or max_values")


def _group(walk: Walk, found: Json, where: str) -> None:
    walk.custom(found, where)
    if found["type"] != CHECK:
        _options(_children(found, where, 1, 10, "options"), f"{where}.options")


CHECKS_BY_TYPE: dict[int, Callable[[Walk, Json, str], None]] = {
    ROW: _row,
    BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    INPUT: _input,
    SECTION: _section,
    TEXT: _text_display,
    THUMBNAIL: _thumbnail,
    GALLERY: _gallery,
    FILE: _file,
    SEPARATOR: _separator,
    CONTAINER: _container,
    LABEL: _label,
    UPLOAD: _upload,
    **dict.fromkeys((RADIOS, CHECKS, CHECK), _group),
}


def no_layout(body: Json) -> DiscordError | None:
    """Return the refusal of fields that a layout message can't have, if one is there."""
    for name in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(name):
            return invalid(
                name,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
    return None
