"""Assessment: the ledger is brought to what discussions' threads say, many threads at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.features.discussions.receiving import Looked, receive
from bot.features.discussions.records import (
    STARTED,
    Beginning,
    authors_of,
    enter_all,
    first_of,
    threads_of,
    zones_of,
)
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.participation.acts.contributions import Said, affected, to_enter
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.acts.references import write_message
from bot.model.people import Role
from bot.model.places import Message, Place
from bot.ports.locked import WRITTEN, Cause
from bot.ports.messages import Kept
from bot.ports.reading import is_locked, said_by_students
from bot.ports.work import UnitOfWork


@dataclass(slots=True)
class _Case:
    """A discussion that is looked at: which messages were touched (None: all), and who said what.

    `kept` are those that were touched, with their words, and `own` the messages of everybody
    concerned, by person.
    """

    discussion: Discussion
    course: Course
    threads: Sequence[Place]
    first: Sequence[Kept]
    touched: Collection[Message] | None
    locked: bool
    kept: Sequence[Kept] = ()
    own: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def looked_at(self) -> dict[str, Sequence[Said]]:
        """The messages whose entries may change, by person."""
        touched = self.touched
        if touched is None:
            return dict(self.own)
        return {person: affected(said, touched) for person, said in self.own.items()}


async def assess(
    discussion: Discussion, now: datetime, work: UnitOfWork, cause: Cause | None = WRITTEN
) -> None:
    """Bring the ledger to what all of a discussion's threads say; for `cause` see below."""
    await assess_touched([(discussion, None)], now, work, cause)


async def assess_touched(
    found: Iterable[tuple[Discussion, Collection[Message] | None]],
    now: datetime,
    work: UnitOfWork,
    cause: Cause | None = WRITTEN,
) -> None:
    """Bring the ledger to what threads say, where touched messages of discussions can change it.

    Who wrote first decides what everybody's messages count as: if that is touched, or nothing is
    named, all of a discussion's are looked at. However many there are, it is read once for all.
    `cause` says why a locked week changes; without one the caller keeps the differences.
    """
    cases = [case for one, touched in found if (case := await _case(one, touched, now, work))]
    await _hear(cases, work)
    looked_at = [(case, case.looked_at) for case in cases]
    existing = await _existing(looked_at, work)
    added = [
        await _to_enter(case, each, existing, work) if each else [] for case, each in looked_at
    ]
    entered = [(case.course, some) for case, some in zip(cases, added, strict=True)]
    await enter_all(entered, cause, now, work)
    looked = [
        Looked(
            case.course,
            case.discussion,
            case.threads,
            case.kept,
            case.touched is None,
            case.locked,
            [entry for person in own for entry in existing.get((case.discussion.id, person), ())],
            some,
        )
        for (case, own), some in zip(looked_at, added, strict=True)
    ]
    await receive(looked, cause, now, work)


async def _case(
    discussion: Discussion,
    touched: Collection[Message] | None,
    now: datetime,
    work: UnitOfWork,
) -> _Case | None:
    """Return what is to be looked at in a discussion; None where nothing counts."""
    course = await work.courses.get(discussion.course)
    if course is None or course.frozen or discussion.state not in STARTED:
        return None
    threads = await threads_of(discussion, work)
    first = await first_of(threads, work)
    if touched is not None and any(each.message in touched for each in first):
        touched = None
    locked = await is_locked(course, discussion.week, now, work)
    return _Case(discussion, course, threads, first, touched, locked)


async def _hear(cases: Sequence[_Case], work: UnitOfWork) -> None:
    """Find each student's messages: of all of them, or of the authors of the touched ones."""
    wanted: list[tuple[Place, str]] = []
    at: dict[Place, _Case] = {}
    for case in cases:
        if case.touched is None:
            kept = [each for one in case.threads for each in await work.messages.in_thread(one)]
            case.own = said_by_students(kept, await authors_of(case.discussion, kept, work))
            case.kept = kept
            continue
        kept = list(await work.messages.get(list(case.touched)))
        case.kept = kept
        authors = (await authors_of(case.discussion, kept, work)).values()
        students = {author.id for author in authors if author.role is Role.STUDENT}
        wanted += [(thread, student) for thread in case.threads for student in students]
        at |= dict.fromkeys(case.threads, case)
    for said in await work.messages.said(wanted) if wanted else ():
        at[said.message.place].own.setdefault(said.person, []).append(said)


async def _existing(
    looked_at: Iterable[tuple[_Case, Mapping[str, Sequence[Said]]]], work: UnitOfWork
) -> dict[tuple[str, str], list[Entry]]:
    """Return the entries that these messages have, by discussion and person."""
    wanted: list[tuple[str, str]] = []
    evidence: list[str] = []
    for case, own in looked_at:
        wanted += [(case.discussion.id, person) for person in own]
        evidence += [write_message(said.message) for some in own.values() for said in some]
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in await work.ledger.shown_by(evidence, wanted) if evidence else ():
        found.setdefault((entry.about or "", entry.person), []).append(entry)
    return found


async def _to_enter(
    case: _Case,
    looked_at: Mapping[str, Sequence[Said]],
    existing: Mapping[tuple[str, str], Sequence[Entry]],
    work: UnitOfWork,
) -> list[Entry]:
    """Return the entries by which the ledger comes to say what a discussion's threads say."""
    discussion, course = case.discussion, case.course
    beginning = Beginning(case.first, await authors_of(discussion, case.first, work))
    zones = await zones_of(discussion, course, work)
    added: list[Entry] = []
    for person, among in looked_at.items():
        dues, since = zones.dues(discussion, person), beginning.others_since(person)
        known, own = existing.get((discussion.id, person), ()), case.own[person]
        added += to_enter(discussion, own, since, dues, known, among=among, locked=case.locked)
    return added
