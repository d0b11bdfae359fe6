"""Everything that is known of a session's attendance, read from where each feature keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.attendance.kept import SessionReport
from bot.model.attendance.settling import VOICE, Evidence, Told, told_by
from bot.model.course import Course
from bot.model.live.presence import intervals
from bot.model.participation.acts.evidence import Presence
from bot.model.places import Purpose
from bot.model.sessions import Session
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class InVoice:
    """When people were in a course's voice places.

    `students` are by person id, `others` one by one: accounts that nobody on the roster has.
    `looked` are the instants at which a place was looked at as a whole, after a time unheard.
    """

    students: Mapping[str, Sequence[Presence]]
    others: Sequence[Sequence[Presence]]
    looked: Sequence[datetime]


async def in_voice(course: Course, work: UnitOfWork) -> InVoice:
    """Return when people were in a course's voice places, as far as it isn't forgotten."""
    if not course.places_for(Purpose.VOICE):
        return InVoice({}, (), ())
    seen = await work.presences.of(course.id)
    stays = intervals(seen)
    people = await work.people.by_accounts(course.id, [account for _, account in stays])
    students: dict[str, list[Presence]] = {}
    for (_, account), presences in stays.items():
        person = people.get(account)
        if person is not None and not person.is_staff:
            students.setdefault(person.id, []).extend(presences)
    others = [presences for (_, account), presences in stays.items() if account not in people]
    return InVoice(students, others, [each.at for each in seen if each.of_all])


async def evidence_of(
    session: Session,
    voice: Mapping[str, Sequence[Presence]],
    work: UnitOfWork,
    reports: Sequence[SessionReport] | None = None,
) -> dict[str, Evidence]:
    """Return all that is known of a session, by person; `voice` is when students were there.

    With `reports`, it is as if these were the session's.
    """
    checkins = {
        each.person: each
        for each in await work.checkins.of_session(session.id)
        if each.undone is None
    }
    if reports is None:
        reports = await work.reports.of_session(session.id)
    reported = told_by(reports)
    found: dict[str, Evidence] = {}
    for person in sorted({*checkins, *reported, *voice}):
        told = reported.get(person, ())
        if stays := voice.get(person):
            told = (Told(VOICE, tuple(stays)), *told)
        found[person] = Evidence(checkins.get(person), told)
    return found
