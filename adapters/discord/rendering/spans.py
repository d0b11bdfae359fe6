"""Lines of spans as Discord's markdown, cut between signs and never inside one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from adapters.discord.rendering.escaping import (
    EVERYBODY,
    apart,
    coded,
    escaped,
    lines_escaped,
)
from adapters.discord.wire import PLATFORM
from bot.chat.addresses import followed, misleading
from bot.chat.letters import beginning, cleaned, size
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

Address = Callable[[Message], str]
"""Returns the https address that leads to a message on Discord."""

MORE = "…"
TIMES = {
    TimeStyle.FULL: "F",
    TimeStyle.DATE: "D",
    TimeStyle.TIME: "t",
    TimeStyle.RELATIVE: "R",
}
LONGEST_URL = 1500
LABEL = 250
BRACKETS = {ord("["): "(", ord("]"): ")"}
"""Brackets in a link's words would end them."""
_NOT_IN_TARGET = re.compile(rf"[\s<>()\[\]{{}}\\\"`|^*]|{EVERYBODY}")


def markup(line: Spans, address: Address, most: int, *, one_line: bool = False) -> str:
    """Return a line of spans as markdown of at most `most` characters, ended by … where cut.

    With `one_line`, line breaks become spaces.
    """
    pieces = list(_pieces(line, address, one_line))
    room = most
    while True:
        text = lines_escaped(_joined(pieces, room)).strip()
        over = size(text) - most
        if over <= 0 or room <= 0:
            return text if over <= 0 else ""
        room -= over


def words_markup(words: str, most: int, *, one_line: bool = False) -> str:
    """Return words without any look as markdown of at most `most` characters."""
    return markup((Text(words),), lambda message: "", most, one_line=one_line)


def groups(lines: Iterable[Spans]) -> list[str]:
    """Return the ids of Discord's roles that lines call upon, each once."""
    called = (span.group for line in lines for span in line if isinstance(span, GroupMention))
    return list(dict.fromkeys(group.id for group in called if _is_ours(group.platform, group.id)))


def _pieces(line: Spans, address: Address, one_line: bool) -> Iterator[Text | str]:
    """Yield what a line is made of: words still to be escaped, and finished markdown.

    Neighboring words of one look are one piece, or a mention might hide across their border.
    """
    held: Text | None = None
    for span in line:
        piece = _plainer(span, address)
        if isinstance(piece, Text):
            words = cleaned(piece.text)
            words = words.replace("\n", " ") if one_line else words
            if held is not None and _look(held) == _look(piece):
                words = held.text + words
                held = None
            piece = Text(words, *_look(piece))
        elif not piece:
            continue
        if held is not None:
            yield held
        held = piece if isinstance(piece, Text) else None
        if isinstance(piece, str):
            yield piece
    if held is not None:
        yield held


def _look(text: Text) -> tuple[bool, bool, bool]:
    return text.bold, text.italic, text.code


def _plainer(span: Span, address: Address) -> Text | str:
    """Return a span as words, where it is no more than that here, else as markdown."""
    match span:
        case Text():
            return span
        case Link():
            return _link(span, address)
        case PersonName(name=name):
            return Text(name)
        case PlaceName(place=place):
            return _place(place)
        case GroupMention(group=group):
            return f"<@&{group.id}>" if _is_ours(group.platform, group.id) else ""
        case LocalTime(at=at, style=style):
            return f"<t:{int(at.timestamp())}:{TIMES[style]}>"


def _is_ours(platform: str, id: str) -> bool:
    return platform == PLATFORM and id.isascii() and id.isdecimal()


def _place(place: Place) -> Text | str:
    id = place.thread or place.id
    return f"<#{id}>" if _is_ours(place.platform, id) else Text(f"#{place.id}")


def _link(link: Link, address: Address) -> Text | str:
    url = link.url
    if link.message is not None:
        url = address(link.message) if link.message.place.platform == PLATFORM else ""
    target = web_address(url)
    words = " ".join(cleaned(link.text).split())
    if target is None:
        return Text(words)
    if not words or words == url:
        return f"<{target}>"
    words = words if len(words) <= LABEL else words[: LABEL - 1] + MORE
    if misleading(words, target):
        # Words that look like an address may not lead to another one unsaid.
        return f"{escaped(words)} (<{target}>)"
    return f"[{escaped(words.translate(BRACKETS))}]({target})"


def web_address(url: str) -> str | None:
    """Return an http or https address so that it can stand in markdown; None for any other."""
    target = _NOT_IN_TARGET.sub(lambda sign: quote(sign.group(), ""), followed(url) or "")
    return target if 0 < len(target) <= LONGEST_URL else None


def _joined(pieces: Iterable[Text | str], room: int) -> str:
    """Return the pieces as markdown, without those for which there is no room, then with a …."""
    whole = ""
    for piece in pieces:
        shown = piece if isinstance(piece, str) else _looking(piece)
        shown = apart(whole, shown) + shown
        left = room - size(whole)
        if size(shown) > left:
            if isinstance(piece, Text):
                cut = _cut(piece, left - 1)
                whole += apart(whole, cut) + cut if cut else ""
            whole = whole.rstrip()
            return whole + apart(whole, MORE) + MORE if room > 0 else ""
        whole += shown
    return whole


def _looking(text: Text) -> str:
    """Return words as markdown of their look; spaces stay outside, or the marks would show."""
    inner = text.text.strip()
    if not inner or not (text.bold or text.italic or text.code):
        return escaped(text.text)
    before, _, after = text.text.partition(inner)
    if text.code:
        # No other look: what ends that one may stand in the code, where nothing is taken back.
        return f"{before}`{coded(' '.join(inner.split()))}`{after}"
    # An asterisk in italics would end them, whatever stands before it.
    inner = escaped(inner.replace("*", "∗") if text.italic else inner).rstrip()
    if text.italic:
        inner = f"*{inner}*"
    return before + (f"**{inner}**" if text.bold else inner) + after


def _cut(text: Text, room: int) -> str:
    """Return as much of the words as fits into `room`."""
    end = len(text.text)
    while end > 0:
        words = beginning(text.text, end)
        shown = _looking(replace(text, text=words))
        over = size(shown) - room
        if over <= 0:
            return shown
        end = len(words) - (over // 3 + 1)
    return ""
