"""Spans: the inline pieces a view's text is made of. Text is data and never markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.places import Group, Message, Place


class TimeStyle(StrEnum):
    """How an instant is shown in the reader's zone."""

    FULL = "full"
    DATE = "date"
    TIME = "time"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Text:
    """Words shown as they are, whatever characters they hold."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http, https) or, by `message`, to a message in chat."""

    text: str
    url: str = ""
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person by name; never a mention that notifies."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place, shown by its name and leading there."""

    place: Place


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A platform's own group of people, called upon: the one span that notifies anybody.

    Only what staff asked to notify holds it; elsewhere than on the group's platform it is nothing.
    """

    group: Group


@dataclass(frozen=True, slots=True)
class LocalTime:
    """An aware UTC instant, shown in each reader's own zone at the moment they read it."""

    at: datetime
    style: TimeStyle = TimeStyle.FULL


SAME_DAY = timedelta(hours=12)
"""How soon an end follows, at most, of which the hour says enough."""


def ending(at: datetime, since: datetime) -> LocalTime:
    """Return an end by its hour, or with its day if it is far from `since`."""
    near = at - since <= SAME_DAY
    return LocalTime(at, TimeStyle.TIME if near else TimeStyle.FULL)


Span = Text | Link | PersonName | PlaceName | GroupMention | LocalTime
Spans = tuple[Span, ...]
Inline = Span | str


def spans(*pieces: Inline) -> Spans:
    """Return the pieces as spans; a string becomes plain text."""
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def bold(text: str) -> Text:
    """Return the words in bold."""
    return Text(text, bold=True)


def plain(line: Spans) -> str:
    """Return a line's words alone, instants in ISO form: for logs, searches and fallbacks."""
    return "".join(_words(span) for span in line)


def _words(span: Span) -> str:
    match span:
        case Text(text=text) | Link(text=text):
            return text
        case PersonName(name=name):
            return name
        case PlaceName(place=place):
            return f"#{place.id}"
        case GroupMention():
            return ""
        case LocalTime(at=at):
            return at.strftime("%Y-%m-%d %H:%MZ")


def short(text: str, most: int) -> str:
    """Return a text on one line, cut at `most` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
