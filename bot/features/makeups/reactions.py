"""What make-ups do when words are withdrawn: their author's, or those of a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.features.makeups.commands import take_off
from bot.features.makeups.views import shared_post
from bot.model.happenings import QuestionWithdrawn, WordsWithdrawn
from bot.model.live.questions import WITHDRAWN
from bot.model.recap.documents import shared_document
from bot.model.recap.makeups import SharedAnswer, without_words
from bot.model.recap.replies import replies_count
from bot.ports.work import UnitOfWork


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase a person's answers, shared ones everywhere; that they made it up stays.

    It runs while their questions still have their words: others' shared answers name them so.
    """
    mine = await work.makeups.of_person(withdrawn.person)
    await work.makeups.save([without_words(makeup) for makeup in mine])
    for shared in await work.makeups.shared_by(withdrawn.person):
        await work.makeups.share((replace(shared, text="", withdrawn=True),))
        await take_off(shared, work)
    for question in await work.questions.of_person(withdrawn.person):
        if question.person == withdrawn.person and question.text:
            await _forget(question.session, question.text, work)


async def forget_question(withdrawn: QuestionWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Let the answers that were shared stand without the words of what was asked."""
    await _forget(withdrawn.session, withdrawn.asked, work)


async def _forget(session: str, asked: str, work: UnitOfWork) -> None:
    for shared in await work.makeups.shared_in(session):
        if shared.asked == asked:
            nameless = replace(shared, asked=WITHDRAWN)
            await work.makeups.share((nameless,))
            await _show(nameless, work)


async def _show(shared: SharedAnswer, work: UnitOfWork) -> None:
    """Let a shared answer's posts and the archive say how it reads now."""
    course = await work.courses.get(shared.course)
    session = await work.sessions.get(shared.session)
    author = await work.people.get(shared.person)
    standing = shared.removed is None and not shared.withdrawn
    if course is None or session is None or author is None or not standing:
        return
    counts = replies_count(await work.policies.ruling(course.id, session.week))
    for post in await work.outbox.starting(f"share/{shared.id}/"):
        await work.outbox.edit(post.key, shared_post(shared, author, counts=counts))
    await work.archive.put((shared_document(shared, session),), course.language)
