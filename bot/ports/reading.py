"""What several features read alike: what was said, by whom, and what is locked or open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.chat.calls import Call
from bot.chat.naming import session_named
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.live.visibility import opens
from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.policies.qualify import suffices
from bot.model.participation.standings.standing import locks_at
from bot.model.people import Account, Person, Role
from bot.model.places import Purpose
from bot.model.recap.recaps import answers_open
from bot.model.sessions import Session
from bot.model.time.weeks import week_end
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork


def said_by_students(
    kept: Iterable[Kept], people: Mapping[Account, Person]
) -> dict[str, list[Said]]:
    """Return each student's messages, by person id, as what they count for is found from them."""
    found: dict[str, list[Said]] = {}
    for each in kept:
        author = people.get(each.account)
        if author is not None and author.role is Role.STUDENT:
            said = Said(each.message, author.id, each.posted, each.versions, each.deleted)
            found.setdefault(author.id, []).append(said)
    return found


async def is_locked(course: Course, week: int, now: datetime, work: UnitOfWork) -> bool:
    """Whether a week is locked, so that nothing is taken away in it any more."""
    if now < week_end(course, week):
        return False  # no policy locks a week before it ends: most of what comes is of this one
    policy = await work.policies.ruling(course.id, week)
    return policy is not None and now >= locks_at(policy, course, week)


async def standing_acts(
    session: Session, entries: Iterable[Entry], work: UnitOfWork
) -> list[Entry]:
    """Return the acts about a session that stand, without presence too short for the policy.

    Who looked in for a minute didn't attend: they may make it up, and answers stay shut for them.
    """
    policy = await work.policies.ruling(session.course, session.week)
    stand = in_force(entries)
    return [each for each in stand if each.act is not Act.ATTEND or suffices(policy, each)]


async def acts_in(session: Session, person: Person, work: UnitOfWork) -> frozenset[Act]:
    """Return the kinds of a person's acts about a session that stand."""
    entries = await work.ledger.about_people(session.id, (person.id,))
    return frozenset(entry.act for entry in await standing_acts(session, entries, work))


async def opened_for(session: Session, person: Person, at: datetime, work: UnitOfWork) -> bool:
    """Whether a session's answers and poll results are open for a person at an instant."""
    acts = await acts_in(session, person, work)
    return opens(
        attended=Act.ATTEND in acts,
        submitted=Act.MAKE_UP in acts,
        makeup_closed=answers_open(await work.recaps.get(session.id), session, at),
        is_staff=person.is_staff,
    )


async def said_in(
    session: Session, course: Course, until: datetime, work: UnitOfWork
) -> list[Kept]:
    """Return what people wrote in the live places from a session's beginning, oldest first."""
    said = [
        kept
        for place in course.places_for(Purpose.LIVE)
        for kept in await work.messages.between(place, session.began or session.starts, until)
        if kept.deleted is None and kept.text
    ]
    return sorted(said, key=lambda kept: kept.posted)


async def highlighted(session: str, work: UnitOfWork) -> list[Kept]:
    """Return the messages staff marked that still have words, in the order they were written."""
    marks = await work.recaps.highlights(session)
    marked = [mark.message for mark in marks if mark.removed is None]
    kept = [each for each in await work.messages.get(marked) if each.deleted is None and each.text]
    return sorted(kept, key=lambda each: each.posted)


async def session_of(name: str, call: Call, work: UnitOfWork) -> Session:
    """Return the course's session with this id or, typed by hand, this title; refuse any other."""
    session = await work.sessions.get(name)
    if session is not None and session.course == call.course.id:
        return session
    return session_named(await work.sessions.of(call.course.id), name)


async def refuse_undecided(course: str, work: UnitOfWork) -> None:
    """Refuse to end a course while students wait for an answer to what they dispute."""
    waiting = sum(each.open for each in await work.disputes.of(course))
    if waiting:
        disputes = "dispute waits" if waiting == 1 else "disputes wait"
        raise Refusal(
            f"{waiting} {disputes} for staff. Decide what is open first: /class roster disputes."
        )
