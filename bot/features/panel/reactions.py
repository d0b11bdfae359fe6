"""What the panel does when something happened: it stands in each main place, and stays true."""

from __future__ import annotations

from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Board, PostState
from bot.chat.views import View
from bot.features.panel.views import Facts, goodbye, panel
from bot.model.course import Course
from bot.model.discussions import DiscussionState
from bot.model.happenings import (
    CourseFrozen,
    CourseLoaded,
    DiscussionClosed,
    DiscussionOpened,
    PolicyChanged,
    PostArrived,
    SessionChanged,
    SessionEnded,
    SessionStarted,
    SessionUnstarted,
)
from bot.model.live.moment import next_planned
from bot.model.places import Purpose
from bot.model.sessions import State
from bot.model.time.weeks import last_week, week_end, week_of, week_start
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

PANEL = "panel"
"""What the board draws that is pinned in a course's main place."""
WEEK = "panel.week"
KEPT = frozenset({PostState.WAITING, PostState.SENT})


async def stand(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put the panel up in each main place of a course whose term isn't over; elsewhere it goes."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    await _plan_week(course, now, work)
    for place in course.places_for(Purpose.MAIN):
        before = await work.outbox.starting(_prefix(course, place_key(place)))
        standing = [each for each in before if each.state in KEPT]
        if not standing and now >= week_end(course, last_week(course)):
            continue
        key = f"{_prefix(course, place_key(place))}{len(before) + 1}"
        key = standing[-1].key if standing else key
        await work.outbox.board(Board(key, course.id, place, PANEL, course.id))
    stays = {_prefix(course, place_key(place)) for place in course.places_for(Purpose.MAIN)}
    for each in await work.outbox.starting(f"panel/{course.id}/"):
        if each.state in KEPT and f"{each.key.rpartition('/')[0]}/" not in stays:
            await work.outbox.remove(each.key)


def _prefix(course: Course, place: str) -> str:
    return f"panel/{course.id}/{place}/"


async def _plan_week(course: Course, now: datetime, work: UnitOfWork) -> None:
    """Put the beginning of the next week on the agenda, and the end of the term."""
    week = max(week_of(course, now) + 1, 1)
    if week <= last_week(course) + 1:
        item = Item(f"panel/{course.id}/{week}", course.id, WEEK, week_start(course, week))
        await work.agenda.plan((item,))


async def begin_week(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Let the panel show the week that begins."""
    course = await work.courses.get(item.course)
    if course is not None and not course.frozen:
        await work.outbox.redraw(PANEL, course.id)
        await _plan_week(course, now, work)


async def say_goodbye(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Let the panel of a course that was frozen say so."""
    await work.outbox.redraw(PANEL, frozen.course)


async def follow_session(
    changed: SessionChanged | SessionStarted | SessionUnstarted | SessionEnded,
    now: datetime,
    work: UnitOfWork,
) -> None:
    """Let the panel show the session that is live or next."""
    session = await work.sessions.get(changed.session)
    if session is not None:
        await work.outbox.redraw(PANEL, session.course)


async def follow_discussion(
    changed: DiscussionOpened | DiscussionClosed, now: datetime, work: UnitOfWork
) -> None:
    """Let the panel show the discussions that are open."""
    discussion = await work.discussions.get(changed.discussion)
    if discussion is not None:
        await work.outbox.redraw(PANEL, discussion.course)


async def follow_policy(changed: PolicyChanged, now: datetime, work: UnitOfWork) -> None:
    """Let the panel say what the week asks by the policy that rules now."""
    await work.outbox.redraw(PANEL, changed.course)


async def lead_there(arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
    """Let the panel lead to a discussion once it stands."""
    noun, _, rest = arrived.key.partition("/")
    if noun == "discussion":
        await follow_discussion(DiscussionOpened(rest.partition("/")[0]), now, work)


async def draw_panel(name: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw a course's panel as it stands now."""
    course = await work.courses.get(name)
    if course is None:
        return None
    if course.frozen:
        return goodbye(course)
    sessions = await work.sessions.of(course.id)
    live = [session for session in sessions if session.state is State.LIVE]
    discussions = await work.discussions.of(course.id)
    week = week_of(course, now)
    counted = [each for each in discussions if each.week == week and each.counted]
    facts = Facts(
        course,
        live[-1] if live else next_planned(sessions, now),
        [each for each in discussions if each.state is DiscussionState.OPEN],
        await work.policies.ruling(course.id, week),
        counted[0].expects if counted else None,
    )
    return panel(facts, now)
