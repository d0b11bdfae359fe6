"""Who reacts to a happening: run in the table's order, in the transaction of the cause."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.model.happenings import Happening
from bot.ports.work import UnitOfWork

Reaction = Callable[[Any, datetime, UnitOfWork], Awaitable[None]]
"""Takes the happening, the present instant and the unit of work."""
Reactions = Mapping[type[Any], tuple[Reaction, ...]]


async def settle(work: UnitOfWork, reactions: Reactions, now: datetime) -> None:
    """Let everything that was recorded be reacted to, one level deep.

    A reaction that records a happening is an error of ours: chains of them could not be followed.
    """
    for happening in work.take_happenings():
        for react in reactions.get(type(happening), ()):
            await react(happening, now, work)
    deeper: list[Happening] = work.take_happenings()
    if deeper:
        names = ", ".join(type(happening).__name__ for happening in deeper)
        raise RuntimeError(f"A reaction recorded a happening of its own: {names}")
