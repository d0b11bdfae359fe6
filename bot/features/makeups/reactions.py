"""What make-ups do when a person withdraws their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.makeups.commands import take_off
from bot.model.happenings import WordsWithdrawn
from bot.model.makeups import without_words
from bot.ports.work import UnitOfWork


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase a person's answers, shared ones everywhere; that they made it up stays."""
    mine = await work.makeups.of_person(withdrawn.person)
    await work.makeups.save([without_words(makeup) for makeup in mine])
    for shared in await work.makeups.shared_by(withdrawn.person):
        await work.makeups.share((replace(shared, text="", withdrawn=True),))
        await take_off(shared, work)
