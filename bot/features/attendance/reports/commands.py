"""`/class attendance`: a session's roll, meeting programs' reports, and who is named in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choice, Choices, Upload
from bot.chat.commands import Commands
from bot.chat.naming import student_named, students_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import Block, View
from bot.features.attendance.evidence.presence import plan_forgetting
from bot.features.attendance.reports import views
from bot.features.attendance.reports.deciding import (
    decide_all,
    decided_by,
    names_in_reports,
    reopen,
    unknowns,
)
from bot.features.attendance.reports.importing import (
    Bringing,
    already,
    apply,
    as_if_applied,
    read_draft,
    rematch,
    take_back,
    zone_named,
)
from bot.features.attendance.reports.marking import marks_file
from bot.features.attendance.reports.showing import listed
from bot.features.attendance.roll.choosing import begun_sessions, chosen
from bot.features.attendance.roll.listing import PRESENT, roll
from bot.features.attendance.roll.views import NOBODY, shown_name
from bot.model.attendance.kept import SessionReport, earlier
from bot.model.attendance.matching import How
from bot.model.live.moment import OVER
from bot.model.people import STAFF
from bot.model.sessions import Session
from bot.ports.deeds import audited
from bot.ports.reading import is_locked, session_of
from bot.ports.work import UnitOfWork

commands = Commands()
GONE = "This report isn't known any more. Bring the file again with /class attendance import."


@dataclass(frozen=True, slots=True)
class ShowAttendance:
    """Show who was there and how that is known, who can't come, who is missing or not known."""

    session: Annotated[str, Param("which one; the live or last one if left out", suggests=True)] = (
        ""
    )


@commands.on("attendance show", allowed=STAFF, answers="confidential", reads=True)
async def show_attendance(ask: ShowAttendance, call: Call, work: UnitOfWork) -> View:
    """Answer with the list against the roster."""
    return await listed(await chosen(ask.session, call, work), call, work)


@commands.button("attendance.list", allowed=STAFF, answers="confidential", reads=True)
async def list_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with the list of the button's session."""
    return await listed(await session_of(ask.object, call, work), call, work)


@commands.button("attendance.marks", allowed=STAFF, answers="confidential", reads=True)
async def marks_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with the button's session as a file for Moodle's attendance activity."""
    return await marks_file(await session_of(ask.object, call, work), call, work)


@dataclass(frozen=True, slots=True)
class ImportAttendance:
    """Bring the attendance report of Zoom, Teams or Meet; first see what it would enter."""

    file: Annotated[Upload, Param("the report, as the meeting program downloads it (.csv)")]
    session: Annotated[str, Param("which one; the last one if left out", suggests=True)] = ""
    zone: Annotated[str, Param("whose clock its times are, if not the course's", most=60)] = ""


@commands.on("attendance import", allowed=STAFF, answers="confidential")
async def import_attendance(ask: ImportAttendance, call: Call, work: UnitOfWork) -> View:
    """Keep a report as a draft, and show what it would enter."""
    session = await session_of(ask.session, call, work) if ask.session else None
    zone = zone_named(ask.zone, call.course)
    bringing = Bringing(call.id, call.person.id, call.now)
    draft = await read_draft(ask.file, session, call.course, zone, bringing, work)
    session = await session_of(draft.session, call, work)
    if already(draft, await work.reports.of_session(session.id)):
        raise Refusal(
            f"This report is entered for {session.title} already. Nothing was changed; see "
            "/class attendance show."
        )
    await work.reports.save((draft,))
    await plan_forgetting(session, call.course, work)
    return await _outlook(draft, session, call, work)


@commands.button("attendance.enter", allowed=STAFF)
async def enter_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the button's report count."""
    report, session = await _report(ask, call, work)
    if report.counts:
        raise Refusal(f"This report is entered for {session.title} already.")
    report = await rematch(report, session, call.course, work)
    applied = await apply(report, session, call.course, call.now, work, call.person.id)
    undo = action("attendance.takeback", call.course.id, report.id)
    what = f"entered {report.title} of {session.title}"
    await audited(call, work, what, undo)
    if session.state not in OVER:
        return views.waiting(applied, session)
    found = await roll(session, call.course, call.now, work)
    return views.entered(applied, session, len(found.groups[PRESENT]), len(applied.open))


@commands.button("attendance.takeback", allowed=STAFF)
async def take_back_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the button's report count no longer: the undo."""
    report, session = await _report(ask, call, work)
    if not report.counts:
        raise Refusal(f"This report doesn't count for {session.title} any more.")
    await take_back(report, session, call, work)
    again = action("attendance.enter", call.course.id, report.id)
    what = f"took back {report.title} of {session.title}"
    await audited(call, work, what, again)
    locked = await is_locked(call.course, session.week, call.now, work)
    return views.taken_back(report, session, locked=locked)


@commands.button("attendance.is", allowed=STAFF)
async def is_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Keep who somebody in a report is."""
    report, session = await _report(ask, call, work)
    place, _, who = ask.arg.partition(".")
    return await _decide(report, session, _place(report, place), who, call, work)


@commands.button("attendance.isnot", allowed=STAFF)
async def is_not_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let it be open again who somebody in a report is: the undo."""
    report, session = await _report(ask, call, work)
    place = _place(report, ask.arg)
    known = report.known[place]
    if known.how is not How.STAFF:
        raise Refusal("Nobody has said who this is.")
    person = known.person or NOBODY
    locked = await reopen(report, place, call, work)
    again = action("attendance.is", call.course.id, report.id, f"{place}.{person}")
    name = shown_name(known)
    # Names that people gave themselves aren't in the audit: who withdraws theirs isn't named there.
    what = f"took back who somebody in {session.title} is"
    await audited(call, work, what, again)
    return await _after(report, session, views.undecided(name, locked), call, work)


@dataclass(frozen=True, slots=True)
class MatchName:
    """Say who a name in an attendance report is, or correct who it was taken for."""

    name: Annotated[str, Param("the name as it stands in the report", suggests=True)]
    person: Annotated[str, Param("who it is; left out: not in the class", suggests=True)] = ""


@commands.on("attendance match", allowed=STAFF, answers="confidential")
async def match_name(ask: MatchName, call: Call, work: UnitOfWork) -> View:
    """Keep who somebody in a report is, picked from all of the class."""
    wanted = ask.name.casefold().strip()
    found = await names_in_reports(call.course, work)
    for report, place, known in sorted(found, key=lambda each: not each[2].is_open):
        if wanted in (shown_name(known).casefold(), f"{report.id}.{place}"):
            session = await session_of(report.session, call, work)
            people = await work.people.of(call.course.id)
            who = student_named(people, ask.person).id if ask.person else NOBODY
            return await _decide(report, session, place, who, call, work)
    raise Refusal(
        f"No report names anybody “{ask.name}”. Pick one from the list, or see "
        "/class attendance show."
    )


async def _decide(
    report: SessionReport, session: Session, place: int, who: str, call: Call, work: UnitOfWork
) -> View:
    people = await work.people.of(call.course.id)
    person = None if who == NOBODY else student_named(people, who)
    known = report.known[place]
    decision = decided_by(known, person, call.course, call.person.id, call.now)
    locked = await decide_all(report, place, person, decision, call, work)
    undo = action("attendance.isnot", call.course.id, report.id, str(place))
    name = shown_name(known)
    said = "not in the class" if person is None else person.name
    await audited(call, work, f"said that somebody in {session.title} is {said}", undo)
    blocks = views.decided(name, person, decision is not None, locked, undo)
    return await _after(report, session, blocks, call, work)


async def _after(
    report: SessionReport, session: Session, blocks: Sequence[Block], call: Call, work: UnitOfWork
) -> View:
    """Return where staff were: at a draft, or at the list of what counts."""
    now = await work.reports.get(report.id)
    if now is not None and now.applied is None:
        return await _outlook(now, session, call, work, blocks)
    return await listed(session, call, work, blocks)


async def _outlook(
    draft: SessionReport,
    session: Session,
    call: Call,
    work: UnitOfWork,
    before: Sequence[Block] = (),
) -> View:
    others = await work.reports.of_session(session.id)
    found = await roll(session, call.course, call.now, work, as_if_applied(draft, others))
    open = await unknowns((draft,), session, call.course, work)
    return views.outlook(draft, call.course, found, open, earlier(draft, others), before)


async def _report(ask: Action, call: Call, work: UnitOfWork) -> tuple[SessionReport, Session]:
    report = await work.reports.get(ask.object)
    if report is None or report.course != call.course.id or not report.known:
        raise Refusal(GONE)
    return report, await session_of(report.session, call, work)


def _place(report: SessionReport, place: str) -> int:
    if not place.isdecimal() or int(place) >= len(report.known):
        raise Refusal(GONE)
    return int(place)


commands.suggest("attendance show", "session")(begun_sessions)
commands.suggest("attendance import", "session")(begun_sessions)


@commands.suggest("attendance match", "name")
async def unknown_names(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest the names that nobody knows yet."""
    if not call.person.is_staff:
        return ()
    return tuple(
        Choice(f"{report.id}.{place}", shown_name(known))
        for report, place, known in await names_in_reports(call.course, work)
        if known.is_open and text.casefold() in known.attendee.name.casefold()
    )


@commands.suggest("attendance match", "person")
async def students(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest students whose name holds the text."""
    if not call.person.is_staff:
        return ()
    return students_like(await work.people.of(call.course.id), text)
