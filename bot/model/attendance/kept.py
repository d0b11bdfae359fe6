"""Attendance reports as kept for a session: a draft until staff apply it, and taken back as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.attendance.matching import Class, Decisions, How, Known, matched
from bot.model.attendance.meetings import Meeting, is_same
from bot.model.attendance.reports import report_of
from bot.model.people import Person, Role


@dataclass(frozen=True, slots=True)
class SessionReport:
    """What a meeting program says of a session, and who its attendees are.

    `meeting` is what was read, but for its attendees: they stand in `known`. `zone` is the one
    its times were read in, None where they named their own. `digest` tells files apart. `by` is
    who brought it, "" for the program itself or the command line. It counts from `applied` until
    `undone`; `replaced` are the reports that it corrects.
    """

    id: str
    course: str
    session: str
    meeting: Meeting
    known: tuple[Known, ...]
    zone: str | None
    file: str
    digest: str
    by: str
    at: datetime
    applied: datetime | None = None
    undone: datetime | None = None
    replaced: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether what it says counts."""
        return self.applied is not None and self.undone is None

    @property
    def title(self) -> str:
        """What it is called: "Zoom's report"."""
        return report_of(self.meeting.source)

    @property
    def is_timed(self) -> bool:
        """Whether it says when people came and went, not only for how long they were there."""
        return any(each.attendee.stays for each in self.known)

    @property
    def open(self) -> tuple[Known, ...]:
        """The attendees of whom staff have to say who they are."""
        return tuple(each for each in self.known if each.is_open)


def earlier(report: SessionReport, others: Iterable[SessionReport]) -> list[SessionReport]:
    """Return the reports that count and that `report` is to take the place of."""
    return [
        other
        for other in others
        if other.counts and other.id != report.id and is_same(other.meeting, report.meeting)
    ]


def rematched(report: SessionReport, everyone: Class, decisions: Decisions) -> SessionReport:
    """Return the report with its attendees as they are known by now."""
    return replace(report, known=matched(report.known, everyone, decisions))


def decided(report: SessionReport, place: int, person: str | None) -> SessionReport:
    """Return the report with one attendee, by its place, as staff say who that is.

    It is for those who have no name to be remembered by; None: nobody of the class.
    """
    known = list(report.known)
    known[place] = replace(known[place], person=person, how=How.STAFF)
    return replace(report, known=tuple(known))


def reopened(report: SessionReport, place: int) -> SessionReport:
    """Return the report with one attendee unknown again."""
    known = list(report.known)
    known[place] = replace(known[place], person=None, how=None)
    return replace(report, known=tuple(known))


def without_ghosts(report: SessionReport, ghosts: Collection[str]) -> SessionReport:
    """Return the report with those open again who were taken for people who were never here.

    What staff said of somebody follows their decisions.
    """
    known = tuple(
        replace(each, person=None, how=None)
        if each.person in ghosts and each.how is not How.STAFF
        else each
        for each in report.known
    )
    return replace(report, known=known)


def without(report: SessionReport, person: str) -> SessionReport:
    """Return the report without the name and address of a person; when they were there stays."""
    known = tuple(
        replace(each, attendee=replace(each.attendee, name="", email=None, login=None))
        if each.person == person
        else each
        for each in report.known
    )
    return replace(report, known=known)


def without_names(report: SessionReport) -> SessionReport:
    """Return the report without its attendees, as it is kept once nothing can change any more."""
    return replace(report, known=(), meeting=replace(report.meeting, attendees=()))


def was_expected(person: Person, day_of_session: datetime) -> bool:
    """Whether somebody was in the class on the day of a session, in the course's zone."""
    day = day_of_session.date()
    if person.role is not Role.STUDENT:
        return False
    if person.enrolled is not None and person.enrolled > day:
        return False
    if any(away.left <= day < away.back for away in person.away):
        return False
    return person.dropped is None or person.dropped > day


def in_class(people: Sequence[Person], day_of_session: datetime) -> list[Person]:
    """Return staff and everybody who was in the class on a session's day, or came later.

    Somebody who came to a session before they enrolled is known by name, too.
    """
    day = day_of_session.date()
    here = [person for person in people if person.dropped is None or person.dropped > day]
    return [person for person in here if not was_never_here(person)]


def was_never_here(person: Person) -> bool:
    """Whether somebody's joining was undone: they left on the day they came."""
    if person.enrolled is None or person.dropped is None:
        return False
    return person.dropped <= person.enrolled
