"""Telling staff that a report names somebody nobody knows, when none of them brought it in chat."""

from __future__ import annotations

from bot.chat.actions import action
from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.chat.spans import bold
from bot.chat.views import Button, View, controls, paragraph
from bot.model.attendance.kept import SessionReport
from bot.model.course import Course
from bot.model.places import Purpose
from bot.model.sessions import Session
from bot.ports.work import UnitOfWork


async def ask_staff(
    report: SessionReport, session: Session, course: Course, work: UnitOfWork
) -> None:
    """Post once in the staff's places that names wait for them; which ones the list says."""
    if not report.open:
        return
    for place in course.places_for(Purpose.STAFF):
        key = f"report/{report.id}/{place_key(place)}"
        if await work.outbox.get(key) is None:
            post = Post(key, course.id, place, _card(report, session), closed=True)
            await work.outbox.post(post)


def _card(report: SessionReport, session: Session) -> View:
    count = len(report.open)
    names = "1 name in it isn't" if count == 1 else f"{count} names in it aren't"
    show = action("attendance.list", session.course, session.id)
    return View(
        (
            paragraph(
                f"{report.title} of ",
                bold(session.title),
                f" came in. {names} known yet: please say who that is.",
            ),
            controls(Button("Show the list", show)),
        ),
        title="Attendance",
        fallback=f"Names in {report.title} of {session.title} aren't known",
    )
