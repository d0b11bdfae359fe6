"""Lines of spans as the elements of Slack's rich text, cut between signs and never inside one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from adapters.slack.posting.hiding import Hidden
from adapters.slack.wire import PLATFORM, Json
from bot.chat.addresses import followed, misleading
from bot.chat.letters import MORE, beginning, blank, cleaned, ended, size
from bot.chat.spans import (
    GroupMention,
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    Span,
    Spans,
    Text,
    TimeStyle,
)
from bot.model.places import Message, Place

LinkTo = Callable[[Message], str]
"""Returns the https address that leads to a message on Slack; `Hidden` if it is hidden there."""
HIDDEN = " (hidden by Slack's free plan)"

TIMES = {
    TimeStyle.FULL: "{date_long_pretty} at {time}",
    TimeStyle.DATE: "{date_long}",
    TimeStyle.TIME: "{time}",
    TimeStyle.RELATIVE: "{ago}",
}
"""How each style is told to Slack, which fills it in for the reader's zone and language."""
SPOKEN = {
    TimeStyle.FULL: "%Y-%m-%d %H:%M UTC",
    TimeStyle.DATE: "%Y-%m-%d",
    TimeStyle.TIME: "%H:%M UTC",
    TimeStyle.RELATIVE: "%Y-%m-%d %H:%M UTC",
}
"""What is shown where Slack can't."""
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}", re.ASCII)
GROUP = re.compile(r"S[A-Z0-9]{2,}", re.ASCII)
PRIVATELY = "a private conversation"
LONGEST_URL = 3000
LABEL = 250
_KEPT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NOT_IN_TARGET = re.compile(r"[\s<>\[\]{}\\\"`|^]")


def rich(line: Spans, link: LinkTo, most: int, *, one_line: bool = False) -> list[Json]:
    """Return a line as elements that weigh at most `most`, ended by … where cut; none if blank.

    With `one_line`, line breaks become spaces.
    """
    elements = list(_elements(line, link, one_line=one_line))
    if all(one["type"] == "text" and blank(one["text"]) for one in elements):
        return []
    return _fitting(_trimmed(elements), most)


def words(text: str, most: int, *, one_line: bool = False, **style: bool) -> list[Json]:
    """Return words of one look as elements that weigh at most `most`."""
    return rich((Text(text, **style),), lambda message: "", most, one_line=one_line)


def weight(part: object) -> int:
    """Return what a part of a message weighs: its length as the JSON that Slack keeps."""
    return size(_KEPT.encode(part)) + 1


def web_address(url: str) -> str | None:
    """Return an http or https address as Slack takes it; None for any other."""
    target = _NOT_IN_TARGET.sub(lambda sign: quote(sign.group(), ""), followed(url) or "")
    return target if 0 < len(target) <= LONGEST_URL else None


def target_of(link: Link, link_to: LinkTo) -> str | None:
    """Return where a link leads; None if nowhere that can be reached from Slack."""
    if link.message is None:
        return web_address(link.url)
    ours = link.message.place.platform == PLATFORM
    return web_address(link_to(link.message)) if ours else None


def hiding_of(link: Link, link_to: LinkTo) -> str:
    """Return what stands after a link's words where Slack hides what it leads to, else ""."""
    message = link.message
    if message is None or message.place.platform != PLATFORM:
        return ""
    return HIDDEN if isinstance(link_to(message), Hidden) else ""


def spoken(time: LocalTime) -> str:
    """Return an instant in words of our own, for where Slack shows none."""
    return time.at.strftime(SPOKEN[time.style])


def is_channel(place: Place) -> bool:
    """Whether a place is a channel of Slack's, which Slack itself can name."""
    return place.platform == PLATFORM and CHANNEL.fullmatch(place.id) is not None


def place_words(place: Place) -> str:
    """Return the words for a place that Slack can't name."""
    return PRIVATELY if place.platform == PLATFORM and place.id[:1] == "D" else f"#{place.id}"


def _elements(line: Spans, link: LinkTo, *, one_line: bool) -> Iterator[Json]:
    """Yield a line's elements; neighboring words of one look are one, and none is empty."""
    held: Json | None = None
    for span in line:
        for element in _span(span, link):
            if element["type"] == "text":
                text = cleaned(element["text"])
                element["text"] = text.replace("\n", " ") if one_line else text
                if not element["text"]:
                    continue
                if held is not None and _look(held) == _look(element):
                    held["text"] += element["text"]
                    continue
            if held is not None:
                yield held
            held = element
    if held is not None:
        yield held


def _look(element: Json) -> tuple[Any, ...]:
    """Return what two elements have to share to be one."""
    text = element["type"] == "text"
    return (element.get("style"),) if text else (id(element),)


def _span(span: Span, link: LinkTo) -> list[Json]:
    match span:
        case Text(text=text):
            looks = {"bold": span.bold, "italic": span.italic, "code": span.code}
            return [_text(text, {look: True for look, on in looks.items() if on})]
        case Link():
            hidden = hiding_of(span, link)
            return [*_link(span, link), *([_text(hidden)] if hidden else [])]
        case PersonName(name=name):
            return [_text(name)]
        case PlaceName(place=place):
            return _place(place, link)
        case GroupMention(group=group):
            ours = group.platform == PLATFORM and GROUP.fullmatch(group.id)
            return [{"type": "usergroup", "usergroup_id": group.id}] if ours else []
        case LocalTime(at=at, style=style):
            shown = {"timestamp": int(at.timestamp()), "format": TIMES[style]}
            return [{"type": "date", **shown, "fallback": spoken(span)}]


def _text(text: str, style: Json | None = None) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _link(link: Link, link_to: LinkTo) -> list[Json]:
    target = target_of(link, link_to)
    text = " ".join(cleaned(link.text).split())
    if target is None:
        return [_text(text)]
    leading = {"type": "link", "url": target}
    if blank(text) or text in (link.url, target):
        return [leading]
    text = text if len(text) <= LABEL else text[: LABEL - 1] + MORE
    if misleading(text, target):
        # Words that look like an address may not lead to another one unsaid.
        return [_text(f"{text} ("), leading, _text(")")]
    return [{**leading, "text": text}]


def _place(place: Place, link_to: LinkTo) -> list[Json]:
    if not is_channel(place):
        return [_text(place_words(place))]
    channel = {"type": "channel", "channel_id": place.id}
    if place.thread is None:
        return [channel]
    target = web_address(link_to(Message(place.parent, place.thread)))
    thread = {"type": "link", "url": target, "text": "a thread"} if target else _text("a thread")
    return [thread, _text(" in "), channel]


def _trimmed(elements: list[Json]) -> list[Json]:
    """Return elements without blank space at the ends of their line."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while elements and elements[end]["type"] == "text":
            elements[end]["text"] = strip(elements[end]["text"])
            if elements[end]["text"]:
                break
            elements.pop(end)
    return elements


def _fitting(elements: list[Json], most: int) -> list[Json]:
    """Return the elements for which there is room, with a … at the end where some are missing."""
    weights = [weight(element) for element in elements]
    if sum(weights) <= most:
        return elements
    ellipsis = _text(MORE)
    kept: list[Json] = []
    left = most
    for element, needed in zip(elements, weights, strict=True):
        if needed > left - weight(ellipsis):
            cut = _cut(element, left) if element["type"] == "text" else None
            return [*kept, cut] if cut else [*kept, *_if_fits(ellipsis, left)]
        kept.append(element)
        left -= needed
    return kept


def _if_fits(element: Json, left: int) -> list[Json]:
    return [element] if weight(element) <= left else []


def _cut(element: Json, room: int) -> Json | None:
    """Return as much of the words as fits into `room`, with a …; None if that is nothing."""
    text = element["text"]
    end = len(text)
    while end > 0:
        part = ended(beginning(text, end))
        if part == MORE:
            return None
        shown = {**element, "text": part}
        over = weight(shown) - room
        if over <= 0:
            return shown
        end = min(end, len(part)) - (over // 2 + 1)
    return None
