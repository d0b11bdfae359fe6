"""A course's end: frozen by an instructor, once nothing is left to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.actions import Action, action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.courses import views
from bot.model.courses.ending import ask_at, still_ahead
from bot.model.happenings import CourseFrozen, CourseLoaded
from bot.model.participation.policies.phrases import joined, titled
from bot.model.people import INSTRUCTORS
from bot.model.places import Purpose
from bot.ports.agenda import Item
from bot.ports.deeds import audited
from bot.ports.reading import refuse_undecided
from bot.ports.work import UnitOfWork

commands = Commands()
TERM_OVER = "course.over"
MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Freeze:
    """End the course: a last export, then it can only be read."""


@commands.on("course freeze", allowed=INSTRUCTORS)
async def ask_to_freeze(ask: Freeze, call: Call, work: UnitOfWork) -> View:
    """Say what freezing means, and ask."""
    return await _asked(call, work)


@commands.button("course.ending", allowed=INSTRUCTORS, answers="private")
async def ask_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say what freezing means, and ask."""
    return await _asked(call, work)


@commands.button("course.freeze", allowed=INSTRUCTORS)
async def freeze(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Freeze the course; its last export is made by whoever reacts."""
    await _refuse_early(call, work)
    await work.courses.save(replace(call.course, frozen=True))
    work.happened(CourseFrozen(call.course.id))
    undo = action("course.thaw", call.course.id)
    await audited(call, work, "froze the course", undo)
    return views.frozen(call.course)


# It writes although the course is frozen: this is the one way back.
@commands.button("course.thaw", allowed=INSTRUCTORS, reads=True)
async def thaw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Bring a frozen course back: the undo of freezing."""
    if not call.course.frozen:
        raise Refusal(f"{call.course.title} is running.")
    await work.courses.save(replace(call.course, frozen=False))
    work.happened(CourseLoaded(call.course.id))
    await audited(call, work, "took back that the course was frozen", None)
    return say(f"{call.course.title} is running again, with everything as it was.")


async def plan_end(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put the question whether the course can be frozen on the agenda."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    prefix = f"course/{course.id}/over/"
    await work.agenda.cancel(prefix)
    at = ask_at(course)
    await work.agenda.plan((Item(f"{prefix}{at:%Y-%m-%d}", course.id, TERM_OVER, at),))


async def term_over(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Ask staff, in their place, to freeze a course whose term is over."""
    course = await work.courses.get(item.course)
    if course is None or course.frozen:
        return
    for place in course.places_for(Purpose.STAFF):
        post = Post(f"{item.key}/{place_key(place)}", course.id, place, views.term_over(course))
        await work.outbox.post(replace(post, closed=True))


async def _asked(call: Call, work: UnitOfWork) -> View:
    await _refuse_early(call, work)
    return views.freeze_asked(call.course)


async def _refuse_early(call: Call, work: UnitOfWork) -> None:
    """Refuse to freeze a course in which something is still to come."""
    sessions = await work.sessions.of(call.course.id)
    ahead = still_ahead(sessions, await work.discussions.of(call.course.id), call.now)
    if not ahead:
        return await refuse_undecided(call.course.id, work)
    names = [titled(title) for title in ahead[:MOST_TITLES]]
    if len(ahead) > MOST_TITLES:
        names.append(f"{len(ahead) - MOST_TITLES} more")
    raise Refusal(
        f"Not everything is over yet: {joined(names)}. "
        "Wait for the last one, or cancel what won't take place."
    )
