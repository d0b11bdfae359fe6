"""App Home: several of the core's views one after the other, on one page of Slack's.

The same views give the same JSON, so that a page that says what it said need not be sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.slack.rendering.controls import Names
from adapters.slack.rendering.files import FileIds
from adapters.slack.rendering.render import MESSAGE, blocks_of
from adapters.slack.rendering.spans import LinkTo
from adapters.slack.wire import Json
from bot.chat.views import View, say
from bot.model.places import Message

MOST_BLOCKS = 100
DIVIDER: Json = {"type": "divider"}
NO_FILES: FileIds = {}


def nowhere(message: Message) -> str:
    """Lead to no message."""
    return ""


def render_home(views: Sequence[View], link: LinkTo = nowhere, files: FileIds = NO_FILES) -> Json:
    """Return the home tab that shows views in their order, with a line between them.

    Each has the room of a message. Where all together are too many blocks, the longest give way.
    """
    shown = list(views) or [say("There is nothing to show here.")]
    room = MOST_BLOCKS - (len(shown) - 1)
    needed = [len(_blocks(view, MOST_BLOCKS, Names(), files, link)) for view in shown]
    names = Names()
    blocks: list[Json] = []
    for view, most in zip(shown, _shares(needed, room), strict=True):
        blocks += [DIVIDER] if blocks else []
        blocks += _blocks(view, most, names, files, link)
    return {"type": "home", "blocks": blocks}


def _blocks(view: View, most: int, names: Names, files: FileIds, link: LinkTo) -> list[Json]:
    return blocks_of(view, files, link, replace(MESSAGE, blocks=most), names)


def _shares(needed: Sequence[int], room: int) -> list[int]:
    """Return how many blocks each view gets: those that need little get it, the others share."""
    shares = [0] * len(needed)
    for rank, at in enumerate(sorted(range(len(needed)), key=lambda at: needed[at])):
        shares[at] = min(needed[at], room // (len(needed) - rank))
        room -= shares[at]
    return shares
