"""What we would send, held against Discord's limits and, where it is at hand, its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adapters.discord.rendering.forms import render_form
from adapters.discord.rendering.render import render_view, shown_files
from bot.chat.forms import Form
from bot.chat.views import View
from bot.model.places import Message
from bot.ports.platform import StoredFile
from tests.support.discord.components import check_form, check_message
from tests.support.discord.openapi import present, problems
from tests.support.discord.things import Json

MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"


def address(message: Message) -> str:
    """Return where a message is, on a server of the number 1."""
    return f"https://discord.com/channels/1/{message.place.id}/{message.id}"


def held_view(view: View, files: Mapping[str, StoredFile] | None = None, marker: str = "m") -> Json:
    """Return the message for a view, once Discord would take it posted, edited and as an answer."""
    files = files or {}
    body = render_view(view, files, address, marker)
    names = [file.name for file in shown_files(view, files)]
    assert [one["filename"] for one in body["attachments"]] == names
    check_message(body["components"], frozenset(names), layout=True)
    assert refused("POST", MESSAGES, body) == []
    assert refused("PATCH", f"{MESSAGES}/2", body) == []
    for kind in (4, 7):
        assert refused("POST", CALLBACK, {"type": kind, "data": body}) == []
    return body


def held_form(form: Form) -> Json:
    """Return the modal for a form, once Discord would open it."""
    data = render_form(form)
    check_form(data)
    assert refused("POST", CALLBACK, {"type": 9, "data": data}) == []
    return data


def refused(method: str, path: str, body: object) -> list[str]:
    """Return what the document refuses, unknown fields too; nothing where it isn't at hand."""
    return problems(method, path, body, strict=True) if present() else []


def inside(body: Json) -> Iterator[Json]:
    """Yield all components of a message, those within others too, in order."""
    yield from _inside(body["components"])


def _inside(components: list[Json]) -> Iterator[Json]:
    for found in components:
        yield found
        yield from _inside(found.get("components", []))


def texts(body: Json) -> list[str]:
    """Return a message's texts, in order."""
    return [one["content"] for one in inside(body) if one["type"] == 10]


def states(body: Json) -> list[str]:
    """Return the states that can be pressed or picked in a message, in order."""
    found: list[str] = []
    for one in inside(body):
        if one["type"] == 2 and "custom_id" in one and not one.get("disabled"):
            found.append(one["custom_id"])
        found += [option["value"] for option in one.get("options", [])]
    return found
