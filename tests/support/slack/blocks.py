"""Blocks as Slack takes them in: looked over, and each with an id."""

from __future__ import annotations

from typing import Any

from tests.support.slack.block_limits import limit_problems
from tests.support.slack.errors import SlackError, explained
from tests.support.slack.state import State
from tests.support.slack.things import Json

INVALID = "invalid_arguments"
"""The code for views that aren't as they should be."""
PICTURES = ("image/png", "image/jpeg", "image/gif")


def checked(state: State, blocks: Any, surface: str = "message") -> list[Json]:
    """Return blocks with their ids, or refuse them: `invalid_blocks`, `msg_blocks_too_long`."""
    known = isinstance(blocks, list) and all(isinstance(one, dict) for one in blocks)
    if not known or not all(isinstance(one.get("type"), str) for one in blocks):
        raise SlackError("invalid_blocks_format")
    problems = [*limit_problems(blocks, surface), *_pictures(state, blocks)] if blocks else []
    if any(one.startswith("msg_blocks_too_long") for one in problems):
        raise SlackError("msg_blocks_too_long")
    if problems:
        raise explained("invalid_blocks" if surface == "message" else INVALID, problems)
    taken = {block["block_id"] for block in blocks if "block_id" in block}
    shown = []
    for block in blocks:
        kept = dict(block)
        if not kept.get("block_id"):
            kept["block_id"] = state.stamps.block(taken)
        shown.append(kept)
    return shown


def _pictures(state: State, blocks: list[Json]) -> list[str]:
    """Return what is wrong about Slack's own files in images: they have to be there, and ready."""
    problems = []
    for number, block in enumerate(blocks):
        held = [*(block.get("elements") or ()), block.get("accessory"), block]
        for one in held:
            if not isinstance(one, dict) or one.get("type") != "image" or "slack_file" not in one:
                continue
            file = state.files.get(one["slack_file"].get("id", ""))
            ready = file is not None and file.ready and not file.deleted
            if not ready or file is None or file.media not in PICTURES:
                problems.append(f"invalid slack file [json-pointer:/blocks/{number}/slack_file]")
    return problems
