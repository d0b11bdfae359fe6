"""Staff's list of a session: who was there, how that is known, and who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.views import View
from bot.features.attendance import views
from bot.features.attendance.evidence import in_voice
from bot.model.course import Course
from bot.model.live.absence import away
from bot.model.live.checkin import CheckIn
from bot.model.live.moment import OVER
from bot.model.live.presence import until
from bot.model.participation.evidence import GRACE, Presence, measured, minutes_present
from bot.model.participation.ledger import Act, Entry, in_force
from bot.model.people import Role
from bot.model.sessions import Session
from bot.ports.reading import standing_acts
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one student: check-in, entries in force, minutes and whether still there."""

    checkin: CheckIn | None
    entries: Sequence[Entry]
    minutes: int
    there: bool

    def how(self, names: Mapping[str, str], length: int | None) -> str:
        """Return in words how somebody was found; `length` is None while the session runs."""
        found = [self._said(names), self._measured(length)]
        return ", ".join(filter(None, found))

    def _said(self, names: Mapping[str, str]) -> str:
        if self.checkin is not None:
            by = self.checkin.by
            return "checked in" if by is None else f"marked present by {names.get(by, 'staff')}"
        by = next((entry.by for entry in self.entries if entry.by is not None), None)
        return "" if by is None else f"entered by {names.get(by, 'staff')}"

    def _measured(self, length: int | None) -> str:
        if length is None:
            so_far = f"{self.minutes} minute{'' if self.minutes == 1 else 's'} so far"
            return so_far if self.there else f"{so_far}, left" if self.minutes else ""
        own = [e for e in self.entries if e.by is None] if self.checkin is None else []
        minutes = max([self.minutes, *(entry.amount for entry in own)])
        return f"{minutes} of {length} minutes" if minutes else ""


async def listed(session: Session, course: Course, now: datetime, work: UnitOfWork) -> View:
    """Return the list of a session against the roster."""
    people = await work.people.of(course.id)
    names = {person.id: person.name for person in people}
    about = await work.ledger.about(session.id)
    attended = _by_person(await standing_acts(session, about, work))
    entries = _by_person(in_force(about))
    checkins = {c.person: c for c in await work.checkins.of_session(session.id) if not c.undone}
    gone = {absence.person for absence in away(await work.checkins.absences(session.id))}
    voice, over = await in_voice(course, work), session.state in OVER
    began, ended = measured(session)
    ended = ended if over else min(ended, now)
    length = int((ended - began).total_seconds() // 60) if over else None
    groups: dict[str, list[views.Row]] = {group: [] for group in views.GROUPS}
    for person in people:
        if person.role is not Role.STUDENT or person.dropped is not None:
            continue
        stays = voice.students.get(person.id, ())
        known = _Known(
            checkins.get(person.id),
            entries.get(person.id, ()),
            _minutes(stays, began, ended),
            any(stay.left is None for stay in stays),
        )
        here = person.id in attended or (not over and (known.minutes > 0 or known.there))
        how = known.how(names, length)
        groups[_group(here, how, person.id in gone)].append((person, how))
    others = sum(_minutes(stays, began, ended) > 0 for stays in voice.others)
    looked = max((at for at in voice.looked if began < at < ended), default=None)
    return views.attendance_list(session, groups, others, looked)


def _group(here: bool, how: str, announced: bool) -> str:
    if here:
        return views.PRESENT
    if how:
        return views.BRIEFLY
    return views.AWAY if announced else views.ABSENT


def _minutes(stays: Iterable[Presence], began: datetime, ended: datetime) -> int:
    return minutes_present(until(stays, ended), began, ended, GRACE) if began < ended else 0


def _by_person(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.act is Act.ATTEND:
            found.setdefault(entry.person, []).append(entry)
    return found
