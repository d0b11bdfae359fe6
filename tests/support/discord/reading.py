"""Messages and forms as one person reads them: times in their own zone, buttons as [Label].

The words come out as tests.scenarios.reading has them for the sandbox, as far as Discord's
components can say the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.support.discord.markdown import read
from tests.support.discord.things import LOADING, Json

SPECIAL = re.compile(
    r"<t:(?P<unix>-?\d+)(?::(?P<style>[tTdDfFsSR]))?>"
    r"|<@!?(?P<user>\d+)>|<@&(?P<role>\d+)>|<#(?P<channel>\d+)>"
)
FENCE = re.compile(r"```(?:\w+\n)?\n?(.*?)\n?```", re.DOTALL)
MARKS = re.compile(r"^(?:#{1,3}|-#|>(?:>>)?) (?=\S)")
ITEM = re.compile(r"[*-] (?=\S)")
BAR = re.compile(r"`█+`")
RULE = re.compile(r"[─ ]*─[─ ]*")
HOLD, RELEASE = "\ue000", "\ue001"
"""Signs of nobody's, around the number of a mention while markdown is read."""
BUTTON, SELECT, INPUT, LABEL, UPLOAD = 2, 3, 4, 18, 19
BEGINS_THREAD = 21
"""The type of a thread's first message that only shows the one it hangs under."""


class Names(Protocol):
    """What people, roles and channels are called, by their ids; None for unknown ones."""

    def user(self, id: int) -> str | None:
        """Return a person's name."""
        ...

    def role(self, id: int) -> str | None:
        """Return a role's name."""
        ...

    def channel(self, id: int) -> str | None:
        """Return a channel's name."""
        ...


@dataclass(slots=True)
class Reader:
    """Somebody's eyes, in their zone."""

    names: Names
    zone: str
    _held: list[str] = field(default_factory=list)

    def local(self, at: datetime) -> datetime:
        """Return an instant by the reader's clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def json(self, message: Json) -> str:
        """Return a message in JSON: its author, words, what it shows, files and reactions."""
        if message["type"] == BEGINS_THREAD and message.get("referenced_message"):
            return self.json(message["referenced_message"])
        bot = message["author"].get("bot", False)
        author = message["author"]["global_name"] or message["author"]["username"]
        match message["type"]:
            case 6:
                return f"{author} pinned a message to this channel."
            case 18:
                return f"{author} started a thread: {message['content']}"
        if message["flags"] & LOADING:
            return f"{author} is thinking…"
        words = self.words(message["content"]) if bot else self._people(message["content"])
        lines = [f"{author}: {words}" if words else f"{author}:"]
        for component in message["components"]:
            lines += self._component(component)
        lines += [f"({file['filename']})" for file in message["attachments"]]
        if message.get("reactions"):
            counts = (f"{one['emoji']['name']} {one['count']}" for one in message["reactions"])
            lines.append(" ".join(counts))
        return "\n".join(lines)

    def form(self, form: Json) -> str:
        """Return a form: its fields with their hints, choices and values."""
        lines = [form["title"]]
        for one in form["components"]:
            if one["type"] == LABEL:
                lines.append(self._field(one))
            else:
                lines += self._component(one)
        return "\n".join([*lines, "[Submit]"])

    @staticmethod
    def _field(label: Json) -> str:
        inner = label["component"]
        options = inner.get("options") or ()
        chosen = [one["label"] for one in options if one.get("default")]
        value = inner.get("value") or ", ".join(chosen)
        choices = " | ".join(one["label"] for one in options)
        hints = (label.get("description"), inner.get("placeholder"))
        parts = (f"{label['label']}: {value}", choices, *hints)
        return " · ".join(part for part in parts if part)

    def _component(self, one: Json) -> Iterator[str]:
        match one["type"]:
            case 1:
                yield " ".join(self._control(item) for item in one["components"])
            case 9:
                for inner in (*one["components"], one["accessory"]):
                    yield from self._component(inner)
            case 2 | 3:
                yield self._control(one)
            case 10:
                yield from self.words(one["content"]).split("\n")
            case 11:
                yield f"(picture: {one.get('description', '')})"
            case 12:
                for item in one["items"]:
                    yield f"(picture: {item.get('description', '')})"
            case 13:
                yield f"(download: {one['name']})"
            case 17:
                for inner in one["components"]:
                    yield from self._component(inner)

    @staticmethod
    def _control(one: Json) -> str:
        if one["type"] == BUTTON:
            return f"[{one['label']}]"
        choices = " | ".join(option["label"] for option in one.get("options", ()))
        return f"[{one.get('placeholder', '')}: {choices}]"

    def _people(self, content: str) -> str:
        """Return what people write: their own markdown stays as it was typed."""
        return SPECIAL.sub(self._special, content)

    def words(self, markdown: str) -> str:
        """Return the words that markdown shows."""
        lines: list[str] = []
        at = 0
        for fence in FENCE.finditer(markdown):
            lines += self._lines(markdown[at : fence.start()].strip("\n"))
            lines += _aligned(fence.group(1).replace("\u200b", "").split("\n"))
            at = fence.end()
        lines += self._lines(markdown[at:].strip("\n") if at else markdown)
        return "\n".join(lines)

    def _lines(self, markdown: str) -> Iterator[str]:
        for line in markdown.split("\n") if markdown else ():
            if BAR.fullmatch(line):
                continue
            item = ITEM.match(line)
            rest = line[item.end() :] if item else MARKS.sub("", line, count=1)
            yield ("• " if item else "") + self._inline(rest)

    def _inline(self, line: str) -> str:
        self._held.clear()
        held = read(SPECIAL.sub(self._hold, line)).text
        return re.sub(f"{HOLD}(\\d+){RELEASE}", lambda found: self._held[int(found.group(1))], held)

    def _hold(self, found: re.Match[str]) -> str:
        self._held.append(self._special(found))
        return f"{HOLD}{len(self._held) - 1}{RELEASE}"

    def _special(self, found: re.Match[str]) -> str:
        """Return what stands for a time, a person, a role or a channel."""
        if found["unix"]:
            return self._time(int(found["unix"]), found["style"] or "f")
        if found["user"]:
            return f"@{self.names.user(int(found['user'])) or 'unknown-user'}"
        if found["role"]:
            return f"@{self.names.role(int(found['role'])) or 'unknown-role'}"
        return f"#{self.names.channel(int(found['channel'])) or 'unknown'}"

    def _time(self, unix: int, style: str) -> str:
        """Say a time as the sandbox does; a relative one, which moves on, as a full one."""
        at = self.local(datetime.fromtimestamp(unix, UTC))
        if style in "tT":
            return f"{at:%H:%M}"
        day = f"{at:%a, %b} {at.day}"
        return day if style in "dD" else f"{day}, {at:%H:%M}"


def _aligned(lines: list[str]) -> list[str]:
    """Return code as it stands; of a table, with its rule below the header, the cells."""
    if len(lines) < 2 or not RULE.fullmatch(lines[1]):
        return lines
    widths = [len(run) for run in lines[1].split("  ")]
    rows = [lines[0], *lines[2:]]
    return [" | ".join(_cells(row, widths)) for row in rows]


def _cells(row: str, widths: list[int]) -> Iterator[str]:
    """Yield a row's cells; Chinese letters take two columns, combining marks none."""
    signs = iter(row)
    for width in widths:
        cell, taken = "", 0
        while taken < width + 2:
            sign = next(signs, None)
            if sign is None:
                break
            cell += sign
            wide = unicodedata.east_asian_width(sign) in "WF"
            taken += 0 if unicodedata.category(sign) in ("Mn", "Me", "Cf") else 1 + wide
        yield cell.strip()
