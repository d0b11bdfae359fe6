"""What surveys do when something happened: show the card, plan the erasing, forget."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.features.surveys.due import erase_expired, items_for
from bot.features.surveys.views import card
from bot.model.course import Course
from bot.model.happenings import CourseLoaded, WordsWithdrawn
from bot.model.places import Purpose
from bot.ports.work import UnitOfWork

ASKED_FOR = timedelta(days=14)
"""How long into the term the card may still be posted: later nobody is asked unasked."""


async def ask_class(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Offer a loaded course's survey in its main places, and erase what no longer has a question.

    The card is posted once, before term or in its first weeks.
    """
    course = await work.courses.get(loaded.course)
    survey = await work.surveys.get(loaded.course)
    if course is None or survey is None or course.frozen:
        return
    await work.agenda.cancel(f"survey/expire/{course.id}/")
    await work.agenda.plan(items_for(course, survey))
    await erase_expired(course, now, work)
    if not survey.pages:
        return
    for place in course.places_for(Purpose.MAIN):
        key = f"survey/{course.id}/{place_key(place)}"
        post = Post(key, course.id, place, card(course), expires=_until(course))
        await work.outbox.post(post)


async def forget(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase everything that a person answered."""
    await work.surveys.erase(withdrawn.person)


def _until(course: Course) -> datetime:
    return datetime.combine(course.starts, time(), UTC) + ASKED_FOR
