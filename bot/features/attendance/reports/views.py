"""How an attendance report looks that is brought: what it would enter, then that it did."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import Inline, LocalTime, PersonName, Text, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    Look,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.attendance.roll.listing import Roll
from bot.features.attendance.roll.views import Unknown, groups, kept, shown_name, unknown
from bot.model.attendance.kept import SessionReport
from bot.model.attendance.matching import How, Known
from bot.model.course import Course
from bot.model.participation.review.differences import nobody_loses
from bot.model.people import Person
from bot.model.sessions import Session


def outlook(
    report: SessionReport,
    course: Course,
    roll: Roll,
    open: Sequence[Unknown],
    corrected: Sequence[SessionReport],
    before: Sequence[Block] = (),
) -> View:
    """Return what a report would enter, before anything is.

    `corrected` are the reports of the same meeting in whose place it would count.
    """
    blocks: list[Block] = [*before, paragraph(*_facts(report, course)), *groups(roll)]
    blocks += unknown(open, roll.missing())
    strangers = [known for known in report.known if _is_stranger(known)]
    if strangers:
        blocks.append(Heading(f"Not in the class: {len(strangers)}"))
        blocks.append(Bullets(tuple(spans(Text(shown_name(known))) for known in strangers)))
    waiting = [known for known in report.known if not known.attendee.was_there]
    if waiting:
        blocks.append(Heading(f"Only in the waiting room: {len(waiting)}"))
        blocks.append(Bullets(tuple(spans(Text(shown_name(known))) for known in waiting)))
    if corrected:
        blocks.append(note("It takes the place of the report of this meeting that counts now."))
    if open:
        blocks.append(
            note(
                "You can enter it now and say later who these are: they stay listed in "
                "/class attendance show."
            )
        )
    blocks.append(paragraph("Nothing has been entered yet."))
    blocks.append(
        controls(
            Button(
                "Enter this attendance",
                action("attendance.enter", course.id, report.id),
                Look.MAIN,
            )
        )
    )
    title = f"Attendance of {roll.session.title}, by {report.meeting.source}"
    return View(tuple(blocks), title=title)


def entered(report: SessionReport, session: Session, present: int, open: int) -> View:
    """Return the answer to staff who applied a report, with the way back."""
    course = report.course
    items = [
        Button("Undo", action("attendance.takeback", course, report.id)),
        Button("Show the list", action("attendance.list", course, session.id)),
    ]
    people = "1 student is" if present == 1 else f"{present} students are"
    blocks: list[Block] = [
        paragraph(
            f"Entered by {report.title}: {people} present in ",
            bold(session.title),
            ".",
        )
    ]
    if open:
        names = "1 name isn't" if open == 1 else f"{open} names aren't"
        blocks.append(paragraph(f"{names} known yet; the list asks about them."))
    return View((*blocks, controls(*items)), title="Entered")


def waiting(report: SessionReport, session: Session) -> View:
    """Return the answer to staff who applied a report while the session runs."""
    undo = action("attendance.takeback", report.course, report.id)
    return View(
        (
            paragraph(
                bold(session.title),
                " is still running: what the report says is entered when it ends.",
            ),
            controls(Button("Undo", undo)),
        ),
        title="Kept",
    )


def taken_back(report: SessionReport, session: Session, *, locked: bool) -> View:
    """Return the answer to staff who took a report back."""
    again = action("attendance.enter", report.course, report.id)
    rest = ": the rest of the evidence stands."
    if locked:
        rest = f". {nobody_loses([session.week])}"
    return View(
        (
            paragraph(f"{report.title} counts no longer for ", bold(session.title), rest),
            controls(Button("Enter it again", again)),
        ),
        title="Undone",
    )


def decided(
    name: str, person: Person | None, lasting: bool, locked: Sequence[int], undo: str
) -> list[Block]:
    """Return what stands above a list after staff said who somebody is.

    `locked` are the weeks that keep what they had given to whom the name was taken for before.
    """
    who: Inline = "not in the class" if person is None else PersonName(person.id, person.name)
    how_long = "from now on, in this course" if lasting else "in this meeting only"
    return [
        paragraph(bold(name), " is ", who, f", {how_long}.", *kept(locked)),
        controls(Button("Undo", undo)),
    ]


def undecided(name: str, locked: Sequence[int]) -> list[Block]:
    """Return what stands above a list after such a decision was taken back; see `decided`."""
    return [paragraph("It is open again who ", bold(name), " is.", *kept(locked))]


def _facts(report: SessionReport, course: Course) -> list[Inline]:
    meeting = report.meeting
    pieces: list[Inline] = [bold(report.file), f", from {meeting.source}"]
    if not report.is_timed or meeting.begins is None or meeting.ends is None:
        return [*pieces, ". It says how long people were there, but not when: that is at most."]
    pieces += [": ", LocalTime(meeting.begins), " to ", LocalTime(meeting.ends), "."]
    if report.zone == course.zone:
        pieces.append(f" Its times name no zone: they were read as {report.zone}'s, the course's.")
    elif report.zone is not None:
        pieces.append(f" Its times were read as {report.zone}'s, as you said.")
    return pieces


def _is_stranger(known: Known) -> bool:
    return known.how is How.STAFF and known.person is None
