"""Cases: a dispute with what staff look at before they decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.chat.acts import matter, shown_by
from bot.chat.calls import Call
from bot.chat.spans import Spans
from bot.model.course import Course
from bot.model.participation.acts.ledger import Entry, first_id, in_force
from bot.model.participation.review.differences import Mark, mark_of
from bot.model.participation.review.disputes import Dispute
from bot.model.participation.standings.explain import Line, explain
from bot.model.participation.standings.record import offers_to, standings
from bot.model.people import Person
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

GONE = "Week {} is no longer part of the term: let it stay, or credit something by hand."


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute with what staff look at: who, about what, what shows it, what it counts for now."""

    dispute: Dispute
    person: Person
    what: str
    evidence: Spans
    why: str
    mark: Mark | None
    by: str


async def case_of(dispute: Dispute, call: Call, work: UnitOfWork) -> Case:
    """Return a dispute as it stands at a call."""
    return await case_at(dispute, call.course, call.now, work)


async def case_at(dispute: Dispute, course: Course, now: datetime, work: UnitOfWork) -> Case:
    """Return a dispute as it stands at an instant."""
    record = await read_record(course, work, dispute.person)
    entries = await work.ledger.of_person(dispute.person)
    [person] = record.people
    by = await _name(dispute.by, work)
    what = matter(dispute, record, entries)
    if dispute.week not in record.policies:
        return Case(dispute, person, what, (), GONE.format(dispute.week), None, by)
    [offer] = offers_to(record, person.id, (dispute.week,))
    week = standings(record, (person,), (dispute.week,), now)[person.id].week(dispute.week)
    own = [each for each in entries if each.week == dispute.week]
    lines = explain(record.policies[dispute.week], week, offer, own)
    line = _disputed(dispute, lines, own)
    return Case(
        dispute,
        person,
        what,
        shown_by(line.entry.evidence) if line else (),
        line.why if line else "",
        mark_of(week),
        by,
    )


def _disputed(dispute: Dispute, lines: Iterable[Line], own: Collection[Entry]) -> Line | None:
    """Return how a disputed entry stands: as it was entered anew, if staff did so meanwhile."""
    if dispute.entry is None:
        return None
    first = first_id(dispute.entry)
    same = [each for each in lines if first_id(each.entry.id) == first]
    standing = {each.id for each in in_force(own)}
    disputed = (each for each in same if each.entry.id == dispute.entry)
    return next((each for each in same if each.entry.id in standing), next(disputed, None))


async def _name(person: str | None, work: UnitOfWork) -> str:
    known = await work.people.get(person) if person else None
    return known.name if known else ""
