"""What disputes do when something happened: draw staff's card, and forget withdrawn words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.views import View
from bot.features.disputes import views
from bot.features.disputes.cases import case_at
from bot.features.disputes.records import BOARD
from bot.model.happenings import WordsWithdrawn
from bot.ports.work import UnitOfWork


async def draw_card(dispute: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw staff's card of a dispute as it stands now."""
    found = await work.disputes.get(dispute)
    course = await work.courses.get(found.course) if found else None
    if found is None or course is None:
        return None
    return views.card(await case_at(found, course, now, work))


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase what a person wrote in their disputes; that they disputed, and the answer, stay."""
    person = await work.people.get(withdrawn.person)
    for dispute in await work.disputes.of(person.course, person.id) if person else ():
        await work.disputes.save((replace(dispute, words=""),))
        await work.outbox.redraw(BOARD, dispute.id)
