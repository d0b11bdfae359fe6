"""Components as a tree: walked, counted, and made what Discord shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.support.discord.things import Attachment, Json

TEXT = 10
ALWAYS: dict[object, Json] = {
    "item": {"description": None, "spoiler": False},
    **{kind: {"min_values": 1, "max_values": 1} for kind in (3, 5, 6, 7, 8)},
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}
"""What Discord says of components that say nothing of it; `item` is a gallery's."""


def within(components: list[Json]) -> Iterator[Json]:
    """Yield all components, the nested ones too, in order."""
    for found in components:
        yield found
        yield from within(found.get("components", []))
        for name in ("accessory", "component"):
            if isinstance(found.get(name), dict):
                yield from within([found[name]])


def texts(components: list[Json]) -> Iterator[str]:
    """Yield the words of all text displays."""
    return (str(one["content"]) for one in within(components) if one["type"] == TEXT)


def numbered(components: list[Json]) -> list[Json]:
    """Return components with an id each, as Discord counts them where the bot doesn't."""
    taken = {one["id"] for one in within(components) if one.get("id")}
    free = (number for number in range(1, 1 << 20) if number not in taken)
    return [_numbered(one, free) for one in components]


def _numbered(found: Json, free: Iterator[int]) -> Json:
    made = {**found, "id": found.get("id") or next(free)}
    if "components" in found:
        made["components"] = [_numbered(one, free) for one in found["components"]]
    for name in ("accessory", "component"):
        if isinstance(found.get(name), dict):
            made[name] = _numbered(found[name], free)
    return made


def resolved(components: list[Json], files: Mapping[str, Attachment]) -> list[Json]:
    """Return components with the addresses of the files that they show."""
    return [_resolved(one, files) for one in components]


def _resolved(found: Json, files: Mapping[str, Attachment]) -> Json:
    made = {**ALWAYS.get(found.get("type", "item"), {}), **found}
    for name in ("components", "items"):
        if name in found:
            made[name] = [_resolved(one, files) for one in found[name]]
    for name in ("media", "file"):
        if isinstance(found.get(name), dict):
            made[name] = _media(found[name], files)
    if isinstance(found.get("accessory"), dict):
        made["accessory"] = _resolved(found["accessory"], files)
    shown = files.get(str(found.get("file", {}).get("url", "")).removeprefix("attachment://"))
    return {**made, "name": shown.filename, "size": len(shown.content)} if shown else made


def _media(item: Json, files: Mapping[str, Attachment]) -> Json:
    shown = files.get(str(item["url"]).removeprefix("attachment://"))
    if shown is None:
        return item
    return {
        "id": str(shown.id),
        "url": shown.url,
        "proxy_url": shown.url,
        "content_type": shown.content_type,
        "attachment_id": str(shown.id),
        "width": None,
        "height": None,
    }
