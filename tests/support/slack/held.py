"""What we would send, held against Slack's limits and, where they are at hand, its own types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adapters.slack.rendering.forms import render_form
from adapters.slack.rendering.home import render_home
from adapters.slack.rendering.render import render_view
from bot.chat.forms import Form
from bot.chat.views import View
from bot.model.places import Message
from tests.support.slack.block_limits import limit_problems, view_limit_problems
from tests.support.slack.schemas import argument_problems, block_problems, present, view_problems
from tests.support.slack.things import Json

OPENED = {"channel": "C1"}
"""What forms are opened with here."""


def link(message: Message) -> str:
    """Return where a message is, in a workspace named weather."""
    thread = f"?thread_ts={message.place.thread}" if message.place.thread else ""
    return f"https://weather.slack.com/archives/{message.place.id}/p{message.id}{thread}"


def held_view(view: View, files: Mapping[str, str] | None = None, marker: str = "m") -> Json:
    """Return the message for a view, once Slack would take it."""
    body = render_view(view, files or {}, link, marker)
    assert limit_problems(body["blocks"]) == []
    assert 0 < len(body["text"].encode()) < 4000
    if present():
        assert block_problems(body["blocks"]) == []
        assert argument_problems("chat.postMessage", {"channel": "C1", **body}) == []
    return body


def held_home(views: Sequence[View], files: Mapping[str, str] | None = None) -> Json:
    """Return the home tab for views, once Slack would take it."""
    home = render_home(views, link, files or {})
    assert view_limit_problems(home) == []
    assert not present() or view_problems(home) == []
    return home


def held_form(form: Form) -> Json:
    """Return the modal for a form, once Slack would open it."""
    modal = render_form(form, OPENED)
    assert view_limit_problems(modal) == []
    if present():
        assert view_problems(modal) == []
        assert argument_problems("views.open", {"trigger_id": "1.2", "view": modal}) == []
    return modal


def elements(body: Json) -> Iterator[Json]:
    """Yield all controls of a message or view, in order."""
    for block in body["blocks"]:
        if block["type"] == "actions":
            yield from block["elements"]


def states(body: Json) -> list[str]:
    """Return the states that can be pressed or picked, in order."""
    found: list[str] = []
    for one in elements(body):
        found += [one["value"]] if "value" in one else []
        found += [option["value"] for option in one.get("options", [])]
    return found


def told(body: Json) -> list[str]:
    """Return a message's or view's words, one string for each block that has any."""
    return [text for text in map(_words, body["blocks"]) if text]


def _words(block: Json) -> str:
    match block["type"]:
        case "header":
            return str(block["text"]["text"])
        case "context":
            return "\n".join(one["text"] for one in block["elements"])
        case "rich_text":
            return "\n".join(_rich(part) for part in block["elements"])
        case _:
            return ""


def _rich(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return "\n".join(f"- {_rich(item)}" for item in part["elements"])
    marks = {"rich_text_quote": "> ", "rich_text_preformatted": "| "}
    text = "".join(_piece(one) for one in part["elements"])
    mark = marks.get(part["type"], "")
    return "\n".join(f"{mark}{line}" for line in text.split("\n"))


def _piece(one: Json) -> str:
    match one["type"]:
        case "text":
            return str(one["text"])
        case "date":
            return f"<{one['timestamp']} {one['format']}>"
        case "link":
            return f"<{one['url']}|{one['text']}>" if "text" in one else f"<{one['url']}>"
        case kind:
            return f"<{kind} {one.get('channel_id') or one.get('usergroup_id')}>"
