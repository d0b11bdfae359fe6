"""Boards that are taken down and may stand again: each time under a key of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.posts import Board, PostState
from bot.ports.work import UnitOfWork

KEPT = frozenset({PostState.WAITING, PostState.SENT})


async def stand(board: Board, work: UnitOfWork) -> None:
    """Owe a board, or note that it changed; one that was taken down comes as a new post.

    What the outbox has removed stays so. The further posts' keys are `<key>/2`, `<key>/3`.
    """
    found = await work.outbox.starting(board.key)
    # Another place's key may begin with the same letters.
    before = [one for one in found if f"{one.key}/".startswith(f"{board.key}/")]
    standing = [one.key for one in before if one.state in KEPT]
    fresh = f"{board.key}/{len(before) + 1}" if before else board.key
    await work.outbox.board(replace(board, key=standing[-1] if standing else fresh))


async def take_down(prefix: str, work: UnitOfWork) -> None:
    """Take back every post that stands, or is to, and whose key starts with `prefix`."""
    for each in await work.outbox.starting(prefix):
        if each.state in KEPT:
            await work.outbox.remove(each.key)
