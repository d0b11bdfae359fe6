"""Blocks as Slack takes them in: looked over, and each with an id."""

from __future__ import annotations

from typing import Any

from tests.support.slack.errors import SlackError
from tests.support.slack.state import State
from tests.support.slack.things import Json


def checked(state: State, blocks: Any, *, most: int = 50) -> list[Json]:
    """Return a message's blocks with their ids, or refuse them."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    shown = []
    for number, block in enumerate(blocks):
        shown.append({"block_id": f"b{state.stamps.count:x}-{number}", **block})
    return shown
