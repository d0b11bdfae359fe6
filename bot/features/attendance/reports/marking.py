"""A session's attendance as a file for Moodle's attendance activity, for staff to upload there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.chat.actions import action
from bot.chat.calls import Call
from bot.chat.refusal import Refusal
from bot.chat.spans import bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Download,
    Heading,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.attendance.evidence.presence import FORGET
from bot.features.attendance.roll.listing import EARLY, PRESENT, Roll, roll
from bot.model.attendance.marks import Mark, Marked, marks
from bot.model.ids import short_id
from bot.model.live.moment import OVER
from bot.model.people import Person
from bot.model.sessions import Session
from bot.ports.agenda import Item
from bot.ports.deeds import audited
from bot.ports.gradebooks import LeftOut
from bot.ports.platform import StoredFile
from bot.ports.work import UnitOfWork

KEPT = timedelta(days=7)
"""How long the file waits to be downloaded."""
SAID = {Mark.PRESENT: "present (P)", Mark.EXCUSED: "excused (E)", Mark.ABSENT: "absent (A)"}
HOW = (
    "In Moodle: the attendance activity, this session, Upload attendance by CSV. Leave the scan "
    "time on “not set”. The letters are those of a new activity: if yours has others, replace "
    "them in the file. Moodle's L (late) is for you to give."
)


async def marks_file(session: Session, call: Call, work: UnitOfWork) -> View:
    """Answer with the marks of a session that is over, as a file; what can't be in it is said."""
    if session.state not in OVER:
        raise Refusal(f"{session.title} isn't over yet: its marks are known when it has ended.")
    found = await roll(session, call.course, call.now, work)
    left = list(_left_out(found))
    gone = {one.person for one in left}
    marked = marks(
        [one for one in _expected(found) if one.id not in gone],
        {person.id for person, _ in found.groups[PRESENT]},
        await _excused(session, call, work),
    )
    name = f"{call.course.title} {session.title}"
    file = await work.tools.gradebooks.marks(name, marked)
    id = short_id("marks", session.id, call.id)
    words = f"Attendance of {session.title}"
    await work.files.put(
        call.course.id, StoredFile(id, file.name, file.media_type, words, file.content)
    )
    due = call.now + KEPT
    await work.agenda.plan((Item(f"attendance/file/{id}", call.course.id, FORGET, due,
                                 {"file": id}),))  # fmt: skip
    await audited(call, work, f"exported the attendance of {session.title} for Moodle", None)
    download = Download(id, file.name)
    return _view(session, marked, (*left, *file.left_out), download, await _open(session, work))


def _expected(found: Roll) -> list[Person]:
    rows = [row for group, rows in found.groups.items() if group != EARLY for row in rows]
    return sorted((person for person, _ in rows), key=lambda person: (person.name, person.id))


def _left_out(found: Roll) -> Sequence[LeftOut]:
    gone = [one for one in _expected(found) if one.dropped is not None]
    early = [person for person, _ in found.groups[EARLY]]
    return (
        *(LeftOut(one.id, one.name, "No longer enrolled.") for one in gone),
        *(LeftOut(one.id, one.name, "Not enrolled on that day.") for one in early),
    )


async def _excused(session: Session, call: Call, work: UnitOfWork) -> set[str]:
    """Return who is excused from a session, or from its week."""
    standing = [one.excuse for one in await work.excuses.of(call.course.id) if one.undone is None]
    return {
        one.person
        for one in standing
        if one.about == session.id or (one.about is None and one.week == session.week)
    }


async def _open(session: Session, work: UnitOfWork) -> int:
    """Return how many names in the session's reports nobody knows yet."""
    reports = await work.reports.of_session(session.id)
    return sum(len(report.open) for report in reports if report.counts)


def _view(
    session: Session,
    marked: Sequence[Marked],
    left_out: Sequence[LeftOut],
    download: Download,
    open: int,
) -> View:
    out = {each.person for each in left_out}
    held = [each.mark for each in marked if each.person.id not in out]
    counts = ", ".join(f"{held.count(mark)} {said}" for mark, said in SAID.items())
    blocks: list[Block] = [paragraph(bold(session.title), f": {counts}."), download]
    if left_out:
        blocks.append(Heading("Not in the file"))
        blocks.append(Bullets(tuple(spans(bold(one.name), f": {one.why}") for one in left_out)))
    if open:
        names = (
            "1 name in its reports isn't" if open == 1 else f"{open} names in its reports aren't"
        )
        show = action("attendance.list", session.course, session.id)
        blocks.append(
            paragraph(f"{names} known yet, so somebody who was there may be absent in it.")
        )
        blocks.append(controls(Button("Show the list", show)))
    blocks.append(note(HOW))
    blocks.append(note("It holds personal data: keep it where only staff can read."))
    return View(tuple(blocks), title="Attendance for Moodle")
