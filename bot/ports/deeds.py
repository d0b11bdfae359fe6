"""Writing down what staff do, each with the button that undoes it."""

from __future__ import annotations

from bot.chat.calls import Call
from bot.ports.audit import Deed
from bot.ports.work import UnitOfWork


async def audited(call: Call, work: UnitOfWork, what: str, undo: str | None) -> None:
    """Record a deed of the caller's: `what` goes on after their name, `undo` is an action."""
    sentence = f"{call.person.name} {what}"
    deed = Deed(call.id, call.course.id, call.person.id, call.now, sentence, undo)
    await work.audit.record(deed)
