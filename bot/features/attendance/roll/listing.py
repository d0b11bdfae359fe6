"""The roll of a session: who was there, how that is known, who is missing, who isn't known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.features.attendance.evidence.gathering import InVoice, evidence_of, in_voice
from bot.model.attendance.kept import SessionReport, was_expected
from bot.model.attendance.settling import (
    VOICE,
    Evidence,
    contradicts,
    entry_id,
    glimpsed,
    measures,
    session_length,
    settled,
)
from bot.model.course import Course
from bot.model.live.absence import away
from bot.model.live.moment import OVER
from bot.model.live.presence import until
from bot.model.participation.acts.evidence import GRACE, Presence, measured, minutes_present
from bot.model.participation.acts.ledger import Act, Entry, first_id, in_force
from bot.model.people import Person, Role
from bot.model.sessions import Session
from bot.model.time.zones import local
from bot.ports.reading import is_locked, standing_acts
from bot.ports.work import UnitOfWork

PRESENT = "Present"
BRIEFLY = "There too briefly to count"
AWAY = "Said that they can't come"
ABSENT = "Absent"
NOT_YET = "Not there yet"
"""What absence is called before the session is over."""
EARLY = "There while they weren't enrolled"
GROUPS = (PRESENT, BRIEFLY, AWAY, ABSENT, EARLY)
QUIET = (BRIEFLY, EARLY)
"""Groups that are only shown if somebody is in them."""

Row = tuple[Person, str]
"""A student on staff's list, and in words how they were found."""
Entries = dict[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Roll:
    """The students of a session in groups, in the order of GROUPS.

    `doubtful` are those who checked in but were hardly there by what was measured. `others` is how
    many accounts were in the voice places that nobody on the roster has; `looked` when those were
    looked at anew after a time in which nothing was heard.
    """

    session: Session
    groups: Mapping[str, Sequence[Row]]
    doubtful: Sequence[Person]
    others: int
    looked: datetime | None

    def shown(self) -> list[tuple[str, Sequence[Row]]]:
        """Return the groups to be shown: rare ones only if somebody is in them."""
        over = self.session.state in OVER
        return [
            (NOT_YET if group == ABSENT and not over else group, self.groups[group])
            for group in GROUPS
            if self.groups[group] or group not in QUIET
        ]

    def missing(self) -> list[Person]:
        """Return the students who weren't found there."""
        return [person for group in (AWAY, ABSENT) for person, _ in self.groups[group]]


@dataclass(frozen=True, slots=True)
class _Student:
    """What is known of one student: evidence, entries in force, and whether they are there now."""

    evidence: Evidence
    entries: Sequence[Entry]
    there: bool

    def how(self, names: Mapping[str, str], session: Session, until: datetime) -> str:
        """Return in words how somebody was found."""
        said, shown = self._said(names, session), self._measured(session, until)
        if said and shown and self.is_doubtful(session):
            return f"{said}, but only {shown}"
        return ", ".join(filter(None, (said, shown)))

    def is_doubtful(self, session: Session) -> bool:
        """Whether somebody checked in who was hardly there by what was measured."""
        checkin = self.evidence.checkin
        if checkin is None or checkin.by is not None or session.state not in OVER:
            return False
        return contradicts(measures(session, self.evidence.told), session_length(session))

    def _said(self, names: Mapping[str, str], session: Session) -> str:
        checkin = self.evidence.checkin
        if checkin is None:
            by = next((entry.by for entry in self.entries if entry.by is not None), None)
            return "" if by is None else f"entered by {names.get(by, 'staff')}"
        if checkin.by is not None:
            return f"marked present by {names.get(checkin.by, 'staff')}"
        if session.state in OVER and not measures(session, self.evidence.told):
            return "checked in by code alone, which can be passed on"
        return "checked in"

    def _measured(self, session: Session, until: datetime) -> str:
        if session.state not in OVER:
            minutes = self.so_far(session, until)
            words = f"{minutes} minute{'' if minutes == 1 else 's'} so far"
            return words if self.there else f"{words}, left" if minutes else ""
        length = session_length(session)
        shown = measures(session, self.evidence.told)
        if [each.source for each in shown] == [VOICE]:
            return f"{shown[0].minutes} of {length} minutes"
        if shown:
            return "; ".join(each.says(length) for each in shown)
        if self.evidence.checkin is not None:
            return ""
        own = [entry.evidence for entry in self.entries if entry.by is None]
        if own:
            return own[0].removeprefix("present ")
        return glimpsed(session, self.evidence.told)

    def so_far(self, session: Session, until: datetime) -> int:
        """Return the whole minutes in the voice places until now."""
        stays = [s for told in self.evidence.told if told.source == VOICE for s in told.stays]
        return _minutes(stays, measured(session)[0], until)


async def roll(
    session: Session,
    course: Course,
    now: datetime,
    work: UnitOfWork,
    reports: Sequence[SessionReport] | None = None,
) -> Roll:
    """Return the roll of a session as it stands; with `reports`, as it would with those instead."""
    people = await work.people.of(course.id)
    voice = await in_voice(course, work)
    began, ended = measured(session)
    ended = ended if session.state in OVER else min(ended, now)
    known = await evidence_of(session, voice.students, work, reports)
    about = list(in_force(await work.ledger.about(session.id)))
    if reports is not None:
        locked = await is_locked(course, session.week, now, work)
        about = _as_if(session, known, about, locked=locked)
    entries = _by_person(about)
    attended = _by_person(await standing_acts(session, about, work))
    gone = {absence.person for absence in away(await work.checkins.absences(session.id))}
    names = {person.id: person.name for person in people}
    groups: dict[str, list[Row]] = {group: [] for group in GROUPS}
    doubtful: list[Person] = []
    day = local(session.starts, course.zone)
    for person in people:
        if person.role is not Role.STUDENT:
            continue
        student = _student(known.get(person.id, Evidence()), entries.get(person.id, ()))
        so_far = session.state not in OVER and student.so_far(session, ended) > 0
        here = person.id in attended or so_far or (session.state not in OVER and student.there)
        how = student.how(names, session, ended)
        doubtful += [person] if student.is_doubtful(session) else []
        if was_expected(person, day):
            groups[_group(here, how, person.id in gone)].append((person, how))
        elif how:
            groups[EARLY].append((person, how))
    others, looked = _others(voice, began, ended), _looked(voice, began, ended)
    return Roll(session, groups, doubtful, others, looked)


def _student(evidence: Evidence, entries: Sequence[Entry]) -> _Student:
    stays = [s for told in evidence.told if told.source == VOICE for s in told.stays]
    return _Student(evidence, entries, any(stay.left is None for stay in stays))


def _as_if(
    session: Session, known: Mapping[str, Evidence], entries: Iterable[Entry], *, locked: bool
) -> list[Entry]:
    """Return the acts that would stand if the evidence were settled now."""
    wished = {
        person: wish
        for person, evidence in known.items()
        if (wish := settled(session, person, evidence)) is not None
    }
    kept = [
        entry
        for entry in entries
        if first_id(entry.id) != entry_id(session, entry.person) or locked
    ]
    there = {entry.person: entry.amount for entry in kept if locked and entry.act is Act.ATTEND}
    gained = (wish for person, wish in wished.items() if wish.amount > there.get(person, -1))
    return [*kept, *gained]


def _group(here: bool, how: str, announced: bool) -> str:
    if here:
        return PRESENT
    if how:
        return BRIEFLY
    return AWAY if announced else ABSENT


def _others(voice: InVoice, began: datetime, ended: datetime) -> int:
    return sum(_minutes(stays, began, ended) > 0 for stays in voice.others)


def _looked(voice: InVoice, began: datetime, ended: datetime) -> datetime | None:
    return max((at for at in voice.looked if began < at < ended), default=None)


def _minutes(stays: Iterable[Presence], began: datetime, ended: datetime) -> int:
    return minutes_present(until(stays, ended), began, ended, GRACE) if began < ended else 0


def _by_person(entries: Iterable[Entry]) -> Entries:
    found: Entries = {}
    for entry in entries:
        if entry.act is Act.ATTEND:
            found.setdefault(entry.person, []).append(entry)
    return found
