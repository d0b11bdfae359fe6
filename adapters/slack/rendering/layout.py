"""Blocks in the number and weight that Slack takes: joined, folded, in the end left out.

Slack takes 50 blocks a message and 100 a view. It also refuses a message whose blocks, as the JSON
it keeps, come to more than about 13,200 characters (github.com/slackapi/bolt-js/issues/2509).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.slack.rendering.controls import Names, Size, buttons_in, options_in, rows
from adapters.slack.rendering.mrkdwn import small
from adapters.slack.rendering.spans import weight
from adapters.slack.wire import Json
from bot.chat.room import rest_of
from bot.chat.views import Controls

A_CONTEXT = 10
"""Elements of one context block."""
OWN_ID = 24
"""What Slack adds to each block: an id of its own."""
WHOLE = Size()
SHORTER = (Size(label=40), Size(label=24))
"""How labels of choices are shortened before any choice is left out."""
WORTH_FOLDING = 3
"""Fewer buttons weigh no more than a select does."""
A_CHOICE = 400
"""More than a choice weighs."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a surface takes: blocks, what they weigh together, and of that the controls."""

    blocks: int
    most: int
    controls: int


@dataclass(frozen=True, slots=True)
class Built:
    """Controls as blocks, each part's; and how many choices found no room."""

    blocks: list[list[Json]]
    missing: int = 0


def build(parts: Sequence[Controls], names: Names, most: int) -> Built:
    """Return the blocks of all controls of a message, which weigh at most `most` together.

    First buttons become the choices of a select, where they are most; then the labels of choices
    are shortened; last the choices are left out that stand at the end of the longest selects.
    """
    folded: set[int] = set()

    def made(how: Size, names: Names) -> list[list[Json]]:
        return [rows(part, names, folded=at in folded, how=how) for at, part in enumerate(parts)]

    def over(how: Size) -> int:
        return sum(map(weigh, made(how, names.copy()))) - most

    first = made(WHOLE, taken := names.copy())
    if sum(map(weigh, first)) <= most:
        names.take(taken)
        return Built(first)
    while over(WHOLE) > 0 and (at := _most_buttons(parts, folded)) is not None:
        folded.add(at)
    how = next((one for one in (WHOLE, *SHORTER) if over(one) <= 0), SHORTER[-1])
    blocks = made(how, names.copy())
    whole = sum(map(options_in, blocks))
    fewer = max(map(options_in, blocks), default=0)
    while (excess := over(how)) > 0 and fewer > 1:
        fewer = max(fewer - excess // (A_CHOICE * sum(map(len, blocks))) - 1, 1)
        how = Size(how.label, fewer)
    blocks = made(how, names)
    return Built(blocks, whole - sum(map(options_in, blocks)))


def fitted(blocks: Sequence[Json], limits: Limits) -> list[Json]:
    """Return blocks in the number that a surface takes; as they are, if they are few enough.

    Neighbors are joined; what still finds no room is left out from the end, with a line about it.
    """
    if _fits(blocks, limits):
        return list(blocks)
    found = joined(blocks)
    if _fits(found, limits):
        return found
    kept = list(found)
    while kept and not _fits([*kept, small(rest_of(len(found)))], limits):
        kept.pop()
    return [*kept, small(rest_of(len(found) - len(kept)))]


def joined(blocks: Sequence[Json]) -> list[Json]:
    """Return blocks with neighbors of words, and of small lines, made one."""
    found: list[Json] = []
    for block in blocks:
        if found and _joins(found[-1], block):
            found[-1] = {**block, "elements": found[-1]["elements"] + block["elements"]}
        else:
            found.append(block)
    return found


def weigh(blocks: Sequence[Json]) -> int:
    """Return what blocks weigh together, as Slack keeps them."""
    return sum(weight(block) + OWN_ID for block in blocks)


def _most_buttons(parts: Sequence[Controls], folded: set[int]) -> int | None:
    """Return which part has the most buttons that are worth folding."""
    found = {at: buttons_in(part) for at, part in enumerate(parts) if at not in folded}
    most = max(found, key=lambda at: found[at], default=None)
    return most if most is not None and found[most] >= WORTH_FOLDING else None


def _joins(first: Json, second: Json) -> bool:
    if first["type"] != second["type"]:
        return False
    if first["type"] == "context":
        return len(first["elements"]) + len(second["elements"]) <= A_CONTEXT
    return bool(first["type"] == "rich_text")


def _fits(blocks: Sequence[Json], limits: Limits) -> bool:
    return len(blocks) <= limits.blocks and weigh(blocks) <= limits.most
