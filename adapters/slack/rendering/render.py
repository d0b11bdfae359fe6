"""Views as Slack's messages: text, pictures and controls in blocks, all within its limits.

What stays whatever happens: the title, the controls, and the small notes, which say who can see
something. The other words are cut from the end, with a line that says how much is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.slack.rendering.blocks import block_of
from adapters.slack.rendering.controls import Names, idle, plain_text, worded
from adapters.slack.rendering.escaping import neutral
from adapters.slack.rendering.files import FileIds, download, picture
from adapters.slack.rendering.layout import OWN_ID, Limits, build, fitted, joined, weigh
from adapters.slack.rendering.mrkdwn import mrkdwn, small
from adapters.slack.rendering.spans import LinkTo
from adapters.slack.wire import MARKED, Json
from bot.chat.letters import blank, cleaned
from bot.chat.room import Room, Shared, Shown, Words, rest_of, shared
from bot.chat.spans import spans
from bot.chat.views import (
    Controls,
    Download,
    Paragraph,
    Picture,
    View,
)

MESSAGE = Limits(blocks=50, most=13_000, controls=9_500)
LONGEST_TITLE = 150
LONGEST_FALLBACK = 1000
"""What the text may weigh that notifications show; an edit takes no more than 4,000 bytes."""
FOR_REST = 300
"""Weight kept for the lines that say what is missing."""
SHORTEST = 200
LONGEST_NOTE = 800
MOST_NOTES = 2400
NOTHING = "There is nothing to show here."


def render_view(view: View, files: FileIds, link: LinkTo, marker: str = "") -> Json:
    """Return the arguments of a message for a view: its text, blocks, and what goes with them.

    `files` has Slack's ids of the files that are uploaded, `link` leads to a message on Slack.
    `marker` is kept in the message's metadata. No address in it is unfolded.
    """
    blocks = blocks_of(view, files, link)
    body: Json = {
        "text": fallback(view, link),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if marker:
        body["metadata"] = {"event_type": MARKED, "event_payload": {"marker": marker}}
    return body


def blocks_of(
    view: View,
    files: FileIds,
    link: LinkTo,
    limits: Limits = MESSAGE,
    names: Names | None = None,
) -> list[Json]:
    """Return a view's blocks, within the limits of where it stands; never none.

    `names` are the action ids that stand in the same view of Slack's already.
    """
    pieces = list(_pieces(view, files))
    fixed = _fixed(pieces, names or Names(), limits)
    left = limits.most - FOR_REST - sum(map(weigh, fixed))
    room = Room(left, SHORTEST, LONGEST_NOTE, MOST_NOTES)
    while True:
        words = shared(
            [None if isinstance(piece, Controls | dict) else piece for piece in pieces],
            lambda piece, room: _shown(piece, link, room),
            room,
        )
        blocks = _assembled(words, fixed)
        over = len(joined(blocks)) - limits.blocks
        if over <= 0 or room.parts == 0:
            break
        shown = sum(block is not None for block in words.pieces)
        room = replace(room, parts=max(min(room.parts, shown) - over, 0))
    if not any(words.pieces) and (view.fallback or not any(fixed)):
        blocks.insert(0, _words_of(view.fallback, link))
    return fitted(blocks, limits)


def fallback(view: View, link: LinkTo) -> str:
    """Return the one line that stands for a view in notifications and for screen readers."""
    if view.fallback or view.title:
        line = spans(view.fallback or view.title)
    else:
        line = next((line for line in view.lines() if line), ())
    return mrkdwn(line, link, LONGEST_FALLBACK) or neutral(view.summary) or NOTHING


def _pieces(view: View, files: FileIds) -> Iterator[Words | Controls | Json]:
    """Yield what a view is made of: blocks of words, controls, finished blocks."""
    if not blank(cleaned(view.title)):
        yield {"type": "header", "text": plain_text(worded(view.title, LONGEST_TITLE))}
    for block in view.blocks:
        match block:
            case Picture():
                yield picture(block, files)
            case Download():
                yield download(block, files)
            case _:
                yield block


def _fixed(
    pieces: Sequence[Words | Controls | Json], names: Names, limits: Limits
) -> list[list[Json]]:
    """Return what stands whatever the words are, for each piece; at the end what is missing."""
    built = build([one for one in pieces if isinstance(one, Controls)], names, limits.controls)
    rows = iter(built.blocks)
    fixed: list[list[Json]] = []
    for piece in pieces:
        if isinstance(piece, Controls):
            fixed.append([*next(rows), *_idle(piece)])
        else:
            fixed.append([piece] if isinstance(piece, dict) else [])
    missing = rest_of(0, f"{built.missing} more choices" if built.missing else "")
    return [*fixed, [small(missing)] if missing else []]


def _assembled(words: Shared[Json], fixed: Sequence[list[Json]]) -> list[Json]:
    """Return all blocks in their order, the line about missing words in its place."""
    blocks: list[Json] = []
    for at, block in enumerate(words.pieces):
        blocks += [block] if block is not None else fixed[at]
        blocks += [small(words.rest)] if at == words.at and words.rest else []
    return blocks + fixed[-1]


def _shown(words: Words, link: LinkTo, room: int) -> Shown[Json]:
    found = block_of(words, link, room - OWN_ID)
    return Shown(found.what, found.size + OWN_ID, found.rest) if found.what else found


def _idle(controls: Controls) -> list[Json]:
    """Return a small line with what can't be pressed: Slack has no such buttons."""
    labels = idle(controls)
    return [small(worded(f"Not available now: {', '.join(labels)}", 300))] if labels else []


def _words_of(text: str, link: LinkTo) -> Json:
    found = block_of(Paragraph(spans(text)), link, LONGEST_FALLBACK).what
    return found or block_of(Paragraph(spans(NOTHING)), link, LONGEST_FALLBACK).what or {}
