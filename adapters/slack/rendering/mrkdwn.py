"""Lines where Slack takes no rich text: small notes, and the fallback that notifications show.

A line of words alone is plain text. Where a time, a link or a place stands in it, it is mrkdwn, in
which anybody's words are made to mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.slack.rendering.escaping import entities, neutral
from adapters.slack.rendering.spans import (
    GROUP,
    LABEL,
    TIMES,
    LinkTo,
    hiding_of,
    is_channel,
    place_words,
    spoken,
    target_of,
    weight,
)
from adapters.slack.wire import PLATFORM, Json
from bot.chat.addresses import misleading
from bot.chat.letters import MORE, beginning, blank, cleaned, ended
from bot.chat.spans import (
    GroupMention,
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    Span,
    Spans,
    Text,
    plain,
    short,
)

LONGEST_TEXT = 3000
"""Characters of a context block's text."""
_PLAIN, _MARKED = "plain_text", "mrkdwn"


def note_block(line: Spans, link: LinkTo, most: int) -> Json | None:
    """Return a small line as a block that weighs at most `most`; None if it says nothing."""
    room = min(most - weight(_context(_MARKED, "")), LONGEST_TEXT)
    if all(isinstance(span, Text | PersonName) for span in line):
        kind, text = _PLAIN, _cut(_one_line(plain(line)), room, marked=False)
    else:
        kind, text = _MARKED, mrkdwn(line, link, room)
    return None if blank(text) else _context(kind, text)


def small(text: str) -> Json:
    """Return a small line of our own words."""
    return _context(_PLAIN, text)


def mrkdwn(line: Spans, link: LinkTo, most: int) -> str:
    """Return a line as mrkdwn that weighs at most `most`, on one line and ended by … where cut."""
    shown = ""
    for piece in _pieces(line, link):
        made = neutral(piece.text) if isinstance(piece, Text) else piece
        if weight(shown + made + MORE) <= most:
            shown += made
            continue
        left = most - weight(shown) + weight("")
        cut = _cut(piece.text, left, marked=True) if isinstance(piece, Text) else ""
        whole = shown + cut if cut else ended(shown)
        return whole if shown + cut and weight(whole) <= most else shown
    return shown.strip()


def _context(kind: str, text: str) -> Json:
    how = {"emoji": False} if kind == _PLAIN else {"verbatim": True}
    return {"type": "context", "elements": [{"type": kind, "text": text, **how}]}


def _pieces(line: Spans, link: LinkTo) -> Iterator[Text | str]:
    """Yield what a line is made of: words still to be made neutral, and finished marks.

    Neighboring words are one piece, or an emoji might hide across their border.
    """
    held = ""
    for piece in (each for span in line for each in _span(span, link)):
        if isinstance(piece, Text):
            held += piece.text
            continue
        if held:
            yield Text(_spaced(held))
        held = ""
        yield piece
    if held:
        yield Text(_spaced(held))


def _span(span: Span, link: LinkTo) -> list[Text | str]:
    match span:
        case Text(text=text) | PersonName(name=text):
            return [Text(text)]
        case Link():
            hidden = hiding_of(span, link)
            return [*_link(span, link), *([Text(hidden)] if hidden else [])]
        case PlaceName(place=place):
            return [f"<#{place.id}>" if is_channel(place) else Text(place_words(place))]
        case GroupMention(group=group):
            ours = group.platform == PLATFORM and GROUP.fullmatch(group.id)
            return [f"<!subteam^{group.id}>"] if ours else []
        case LocalTime(at=at, style=style):
            return [f"<!date^{int(at.timestamp())}^{TIMES[style]}|{spoken(span)}>"]


def _link(link: Link, link_to: LinkTo) -> list[Text | str]:
    target = target_of(link, link_to)
    text = short(cleaned(link.text), LABEL)
    if target is None:
        return [Text(text)]
    if blank(text) or text in (link.url, target):
        return [f"<{entities(target)}>"]
    if misleading(text, target):
        return [Text(f"{text} ("), f"<{entities(target)}>", Text(")")]
    return [f"<{entities(target)}|{neutral(text)}>"]


def _spaced(text: str) -> str:
    """Return words on one line, with the space that they have at their ends."""
    return cleaned(text).replace("\n", " ")


def _one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def _cut(text: str, room: int, *, marked: bool) -> str:
    """Return as much of the words as weighs at most `room`, with a … where cut."""
    shown = neutral(text) if marked else text
    if weight(shown) <= room:
        return shown
    end = len(text)
    while end > 0:
        words = beginning(text, end).rstrip()
        shown = ended(neutral(words) if marked else words)
        over = weight(shown) - room
        if over <= 0:
            return shown
        end = min(end, len(words)) - (over // 8 + 1)
    return ""
