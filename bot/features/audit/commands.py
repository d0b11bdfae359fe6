"""`/class course audit`: what staff did, newest first, each with its undo."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.views import View
from bot.features.audit import views
from bot.model.people import STAFF
from bot.ports.work import UnitOfWork

commands = Commands()
FURTHEST = 1000
"""How many deeds one can leaf back."""


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """See what staff did, newest first, and undo it."""


@commands.on("course audit", allowed=STAFF, answers="confidential", reads=True)
async def show_audit(ask: ShowAudit, call: Call, work: UnitOfWork) -> View:
    """List the latest deeds."""
    return await _page(0, call, work)


@commands.button("audit.show", allowed=STAFF, answers="confidential", reads=True)
async def older(ask: Action, call: Call, work: UnitOfWork) -> View:
    """List the deeds before those that were shown."""
    skipped = int(ask.arg) if ask.arg.isdecimal() else 0
    return await _page(min(skipped, FURTHEST), call, work)


async def _page(skipped: int, call: Call, work: UnitOfWork) -> View:
    found = await work.audit.of(call.course.id, skipped + views.SHOWN + 1)
    return views.audit(call.course, found[skipped:], skipped)
