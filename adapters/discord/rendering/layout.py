"""A message's components in the number that Discord takes: joined, folded, in the end left out."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.discord.rendering.blocks import small
from adapters.discord.rendering.controls import Rows, buttons_in, cost
from adapters.discord.wire import Json
from bot.chat.room import rest_of
from bot.chat.views import Controls

ROW, TEXT, GALLERY = 1, 10, 12
MOST_CHILDREN = 39
"""Components of a message, 40, without the container they stand in."""
MOST_ITEMS = 10
"""Pictures in one gallery."""
Part = str | Controls | Json
"""Markdown, controls, or a finished component."""


def laid_out(parts: Sequence[Part]) -> list[Json]:
    """Return what stands in a message's container, at most `MOST_CHILDREN` components in all.

    Texts that follow each other are joined first; then buttons become the choices of selects,
    where they are most; what still finds no room is left out from the end, with a word about it.
    """
    folded: set[int] = set()
    children = _built(parts, folded)
    if _count(children) <= MOST_CHILDREN:
        return children
    while _count(_joined(children)) > MOST_CHILDREN:
        foldable = {
            at: buttons_in(part)
            for at, part in enumerate(parts)
            if isinstance(part, Controls) and at not in folded and buttons_in(part) > 1
        }
        if not foldable:
            return _cut(_joined(children))
        folded.add(max(foldable, key=lambda at: foldable[at]))
        children = _built(parts, folded)
    return _joined(children)


def text(content: str) -> Json:
    """Return a component of text."""
    return {"type": TEXT, "content": content}


def _built(parts: Sequence[Part], folded: set[int]) -> list[Json]:
    rows = Rows()
    children: list[Json] = []
    for at, part in enumerate(parts):
        if isinstance(part, str):
            children += [text(part)] if part else []
        elif isinstance(part, Controls):
            children += rows.of(part, folded=at in folded)
        elif children and _one_gallery(children[-1], part):
            children[-1] = {**part, "items": children[-1]["items"] + part["items"]}
        else:
            children.append(part)
    return children


def _one_gallery(first: Json, second: Json) -> bool:
    both = first["type"] == second["type"] == GALLERY
    return both and len(first["items"]) + len(second["items"]) <= MOST_ITEMS


def _count(children: Sequence[Json]) -> int:
    return sum(cost([child]) if child["type"] == ROW else 1 for child in children)


def _joined(children: Sequence[Json]) -> list[Json]:
    joined: list[Json] = []
    for child in children:
        if joined and child["type"] == joined[-1]["type"] == TEXT:
            joined[-1] = text(f"{joined[-1]['content']}\n{child['content']}")
        else:
            joined.append(child)
    return joined


def _cut(children: Sequence[Json]) -> list[Json]:
    """Return the first children for which there is room, and a line that says what is missing."""
    kept: list[Json] = []
    for child in children:
        if _count([*kept, child]) > MOST_CHILDREN - 1:
            break
        kept.append(child)
    left = _count(children[len(kept) :])
    return _joined([*kept, text(small(rest_of(left)))])
