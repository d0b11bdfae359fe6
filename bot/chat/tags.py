"""Tags: what a post is filed under, in places that file. People's own tags are theirs."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.views import View

WEEKS = range(1, 54)
"""More than a course has."""
OPEN, CLOSED = "Open", "Closed"


def filed(view: View, week: int, *, closed: bool | None = None) -> View:
    """Return a view filed under its week and, where it has one, its state; under no other."""
    tags = [f"Week {week}"]
    others = [f"Week {number}" for number in WEEKS if number != week]
    if closed is not None:
        tags.append(CLOSED if closed else OPEN)
        others.append(OPEN if closed else CLOSED)
    return replace(view, tags=tuple(tags), untagged=tuple(others))
