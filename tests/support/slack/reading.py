"""Messages, forms and the home tab as one person reads them: their own time, buttons as [Label].

The words come out as tests.scenarios.reading has them for the sandbox, as far as Slack's blocks
can say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.support.slack.emoji import sign_of
from tests.support.slack.things import Json

SPECIAL = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
MARKS = re.compile(
    r"(?<![\w*_~`])([*_~`])(?=\S)((?:(?!\1)[^\n])+?)(?<=\S)\1(?![\w*_~`])", re.UNICODE
)
QUOTED = re.compile(r"^&gt; ?", re.MULTILINE)
TOKEN = re.compile(r"\{(\w+)\}")
BAR = re.compile(r"█+")


class Names(Protocol):
    """What people and channels are called, by their ids; None for unknown ones."""

    def user(self, id: str) -> str | None:
        """Return a person's name."""
        ...

    def channel(self, id: str) -> str | None:
        """Return a channel's name."""
        ...


@dataclass(slots=True)
class Reader:
    """Somebody's eyes, in their zone."""

    names: Names
    zone: str

    def local(self, at: datetime) -> datetime:
        """Return an instant by the reader's clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def json(self, message: Json) -> str:
        """Return a message in JSON: its author, words, what it shows, files and reactions."""
        if message.get("subtype") == "tombstone":
            return "(deleted)"
        bot = "bot_id" in message
        author = self.names.user(message["user"]) or "?"
        blocks = message.get("blocks", []) if bot else []
        words = "" if blocks else self.mrkdwn(message["text"])
        lines = [f"{author}: {words}" if words else f"{author}:"]
        lines += self.blocks(blocks)
        lines += [f"({file['name']})" for file in message.get("files", ())]
        if message.get("reactions"):
            counts = (f"{sign_of(one['name'])} {one['count']}" for one in message["reactions"])
            lines.append(" ".join(counts))
        return "\n".join(lines)

    def view(self, view: Json) -> str:
        """Return a form with its fields, or a home tab."""
        if view["type"] == "home":
            return "\n".join(self.blocks(view["blocks"]))
        lines = [view["title"]["text"], *self.blocks(view["blocks"])]
        if view.get("submit"):
            lines.append(f"[{view['submit']['text']}]")
        return "\n".join(lines)

    def blocks(self, blocks: list[Json]) -> list[str]:
        """Return blocks, a line a line."""
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Json) -> Iterator[str]:
        match block["type"]:
            case "header":
                yield block["text"]["text"]
            case "section":
                yield from self._section(block)
            case "context" | "actions":
                yield " ".join(self._element(one) for one in block["elements"])
            case "rich_text":
                for element in block["elements"]:
                    yield from self._rich(element)
            case "table":
                yield from (self._row(row) for row in block["rows"])
            case "input":
                yield self._field(block)
            case "image":
                yield f"(picture: {block['alt_text']})"
            case "divider":
                pass
            case other:
                yield f"({other})"

    def _section(self, block: Json) -> Iterator[str]:
        for text in (block.get("text"), *(block.get("fields") or ())):
            if text:
                yield from self.text(text).split("\n")
        if "accessory" in block:
            yield self._element(block["accessory"])

    def text(self, text: Json) -> str:
        """Return a text object's words."""
        if text["type"] == "mrkdwn":
            return self.mrkdwn(text["text"])
        return str(text["text"])

    def _element(self, one: Json) -> str:
        match one["type"]:
            case "button":
                return f"[{one['text']['text']}]"
            case "mrkdwn" | "plain_text":
                return self.text(one)
            case "image":
                return f"(picture: {one['alt_text']})"
            case _:
                choices = " | ".join(self.text(each["text"]) for each in one.get("options", ()))
                placeholder = (one.get("placeholder") or {}).get("text", "")
                return f"[{placeholder}: {choices}]"

    def _field(self, block: Json) -> str:
        element = block["element"]
        chosen = element.get("initial_options") or [element.get("initial_option")]
        value = element.get("initial_value") or ", ".join(
            one["text"]["text"] for one in chosen if one
        )
        choices = " | ".join(one["text"]["text"] for one in element.get("options") or ())
        hints = [(one or {}).get("text") for one in (block.get("hint"), element.get("placeholder"))]
        parts = (f"{block['label']['text']}: {value}", choices, *hints)
        return " · ".join(part for part in parts if part)

    def _row(self, row: list[Json]) -> str:
        cells = []
        for cell in row:
            if cell["type"] == "rich_text":
                cells.append(" ".join(line for one in cell["elements"] for line in self._rich(one)))
            else:
                cells.append(str(cell.get("text", cell.get("value", ""))))
        return " | ".join(cells)

    def _rich(self, element: Json) -> Iterator[str]:
        """Yield the lines of an element of rich text."""
        match element["type"]:
            case "rich_text_list":
                for item in element["elements"]:
                    yield "• " + self._inline(item["elements"])
            case _:
                words = self._inline(element["elements"])
                yield from words.removesuffix("\n").split("\n") if words else ()

    def _inline(self, elements: list[Json]) -> str:
        return "".join(self._piece(one) for one in elements)

    def _piece(self, one: Json) -> str:
        match one["type"]:
            case "text":
                return BAR.sub("", one["text"])
            case "user":
                return "@" + (self.names.user(one["user_id"]) or "unknown")
            case "channel":
                return "#" + (self.names.channel(one["channel_id"]) or "unknown")
            case "link":
                return str(one.get("text") or one["url"])
            case "emoji":
                return sign_of(one["name"])
            case "date":
                return self._date(int(one["timestamp"]), str(one["format"]))
            case "broadcast":
                return f"@{one['range']}"
            case other:
                return f"({other})"

    def mrkdwn(self, text: str) -> str:
        """Return the words that Slack's markup shows."""
        at, shown = 0, []
        for found in SPECIAL.finditer(text):
            shown += [self._marked(text[at : found.start()]), self._special(found)]
            at = found.end()
        return "".join([*shown, self._marked(text[at:])])

    @staticmethod
    def _marked(text: str) -> str:
        bare = QUOTED.sub("", text)
        bare = MARKS.sub(lambda found: found[2], bare)
        for entity, sign in ENTITIES:
            bare = bare.replace(entity, sign)
        return bare

    def _special(self, found: re.Match[str]) -> str:
        sign, what, label = found[1], found[2], found[3]
        if sign == "@":
            return "@" + (self.names.user(what) or "unknown")
        if sign == "#":
            return "#" + (self.names.channel(what) or label or "unknown")
        if sign == "!" and what.startswith("date^"):
            return self._date(int(what.split("^")[1]), what.split("^")[2])
        if sign == "!":
            return label or f"@{what.partition('^')[0]}"
        return self._marked(label) if label else self._marked(what.removeprefix("mailto:"))

    def _date(self, unix: int, form: str) -> str:
        """Say a time as the sandbox does: `Mon, Oct 5, 09:00`."""
        at = self.local(datetime.fromtimestamp(unix, UTC))
        day = f"{at:%a, %b} {at.day}"

        def said(found: re.Match[str]) -> str:
            name = found[1]
            if name in ("time", "time_secs"):
                return f"{at:%H:%M}"
            return day if name.startswith(("date", "day")) else f"{day}, {at:%H:%M}"

        whole = TOKEN.sub(said, form)
        both = (f"{day} at {at:%H:%M}", f"{day} {at:%H:%M}")
        return next((f"{day}, {at:%H:%M}" for one in both if one == whole), whole)
