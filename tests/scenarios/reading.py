"""The sandbox's messages and forms (JSON of adapters.sandbox.wire) as one person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.sandbox.wire import instant

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody's eyes: their zone, and the names of those who write."""

    zone: str
    names: dict[str, str]

    def local(self, at: str) -> datetime:
        """Return an instant of the wire by the reader's clock."""
        return instant(at).astimezone(ZoneInfo(self.zone))

    def message(self, message: Json) -> str:
        """Return a message: its author, words, view, files and reactions."""
        if message["deleted"]:
            return "(deleted)"
        author = "Homeroom" if message["bot"] else self.names.get(message["author"], "?")
        lines = [f"{author}: {message['text']}" if message["text"] else f"{author}:"]
        if message["view"]:
            lines.append(self.view(message["view"]))
        lines += [f"({file['name']})" for file in message["files"]]
        if message["reactions"]:
            shown = (f"{one['emoji']} {one['count']}" for one in message["reactions"])
            lines.append(" ".join(shown))
        return "\n".join(lines)

    def view(self, view: Json) -> str:
        """Return a view, a line a block."""
        lines = [view["title"]] if view["title"] else []
        for block in view["blocks"]:
            lines += self._block(block)
        return "\n".join(lines)

    def form(self, form: Json) -> str:
        """Return a form: its fields with their hints, choices and values."""
        lines = [form["title"], form["intro"]]
        for field in form["fields"]:
            choices = " | ".join(choice["label"] for choice in field["choices"])
            parts = (f"{field['label']}: {field['value']}", choices, field["hint"])
            lines.append(" · ".join(part for part in parts if part))
        return "\n".join(line for line in [*lines, f"[{form['submit']}]"] if line)

    def _block(self, block: Json) -> Iterator[str]:
        match block["type"]:
            case "heading":
                yield block["text"]
            case "paragraph" | "quote" | "note":
                yield self.line(block["line"])
            case "bullets":
                yield from (f"• {self.line(item)}" for item in block["items"])
            case "table":
                yield " | ".join(block["header"])
                for row in block["rows"]:
                    yield " | ".join(self.line(cell) for cell in row)
            case "bars":
                yield from (f"{row['label']}: {row['count']}" for row in block["rows"])
            case "picture":
                yield f"(picture: {block['description']})"
            case "download":
                yield f"(download: {block['name']})"
            case "controls":
                yield " ".join(self._control(item) for item in block["items"])

    @staticmethod
    def _control(control: Json) -> str:
        if control["type"] != "select":
            return f"[{control['label']}]"
        choices = " | ".join(choice["label"] for choice in control["choices"])
        return f"[{control['label']}: {choices}]"

    def line(self, line: list[Json]) -> str:
        """Return a line of spans."""
        return "".join(self._span(span) for span in line)

    def _span(self, span: Json) -> str:
        match span["type"]:
            case "person":
                return str(span["name"])
            case "place":
                return f"#{span['place']}"
            case "time":
                return self._time(self.local(span["at"]), span["style"])
            case _:
                return str(span["text"])

    @staticmethod
    def _time(at: datetime, style: str) -> str:
        """Say a time as the page does; a relative one, which moves on, as a full one."""
        if style == "time":
            return f"{at:%H:%M}"
        day = f"{at:%a, %b} {at.day}"
        return day if style == "date" else f"{day}, {at:%H:%M}"


def pressable(view: Json | None) -> Iterator[tuple[str, str, str]]:
    """Yield what a view lets one press: label, a select's choice or "", action."""
    for block in view["blocks"] if view else []:
        for item in block["items"] if block["type"] == "controls" else []:
            if item["type"] == "button" and not item["disabled"]:
                yield item["label"], "", item["action"]
            elif item["type"] == "select":
                yield from ((item["label"], one["label"], one["action"]) for one in item["choices"])
