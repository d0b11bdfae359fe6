"""How a session's roll looks: who was there, who is missing, and which names nobody knows yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.actions import action
from bot.chat.spans import LocalTime, PersonName, Spans, Text, TimeStyle, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    Heading,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.attendance.roll.listing import Roll, Row
from bot.model.attendance.kept import SessionReport
from bot.model.attendance.matching import Known
from bot.model.live.moment import OVER
from bot.model.participation.review.differences import nobody_loses
from bot.model.people import Person
from bot.model.sessions import Session

ASKED_AT_ONCE = 3
"""Names that staff are asked about in one message."""
LONGEST_NAME = 60
NOBODY = "-"
"""Stands in a button for somebody who isn't in the class."""
MOST_OTHERS = 25
MOST_LISTED = 20
"""Names that are listed of those whom nobody knows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An attendee whom nobody knows yet: the report, their place in it, and who they may be."""

    report: SessionReport
    place: int
    known: Known
    candidates: Sequence[Person]

    @property
    def name(self) -> str:
        """What they called themselves, cut to what can be shown."""
        return shown_name(self.known)


def shown_name(known: Known) -> str:
    """Return what an attendee called themselves, cut to what can be shown."""
    name = known.attendee.name or known.attendee.email or "somebody without a name"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def groups(roll: Roll) -> list[Block]:
    """Return the students of a session in their groups."""
    blocks: list[Block] = []
    for title, rows in roll.shown():
        blocks.append(Heading(f"{title}: {len(rows)}"))
        if rows:
            blocks.append(Bullets(tuple(_row(row) for row in rows)))
    return blocks


def unknown(open: Sequence[Unknown], missing: Sequence[Person]) -> list[Block]:
    """Return the names that nobody knows yet, the first of them with a button a candidate.

    `missing` are the students who weren't found there: whoever is meant is probably one of them.
    """
    if not open:
        return []
    blocks: list[Block] = [Heading(f"Who is this? {len(open)}")]
    for each in open[:ASKED_AT_ONCE]:
        blocks += [paragraph(*_about(each)), controls(*_choices(each, missing))]
    rest = open[ASKED_AT_ONCE:]
    if rest:
        blocks.append(paragraph("Then these are asked about:"))
        blocks.append(Bullets(tuple(spans(each.name) for each in rest[:MOST_LISTED])))
    if len(rest) > MOST_LISTED:
        blocks.append(note(f"And {len(rest) - MOST_LISTED} more."))
    blocks.append(note("What you say is remembered in this course, except for names like “iPad”."))
    return blocks


def _about(each: Unknown) -> Spans:
    attendee = each.known.attendee
    seconds = sum(
        (int((stay.left - stay.joined).total_seconds()) for stay in attendee.stays if stay.left), 0
    )
    if attendee.total is not None:
        seconds = int(attendee.total.total_seconds())
    length = f", {_minutes(seconds // 60)} in the meeting"
    email = f" ({attendee.email})" if attendee.email and attendee.name else ""
    return spans(bold(each.name), Text(f"{email}{length}"))


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def _choices(each: Unknown, missing: Sequence[Person]) -> list[Control]:
    def chosen(person: str) -> str:
        return action("attendance.is", each.report.course, each.report.id, f"{each.place}.{person}")

    likely = {person.id for person in each.candidates}
    items: list[Control] = [
        Button(f"It's {person.name[:LONGEST_NAME]}", chosen(person.id))
        for person in each.candidates
    ]
    items.append(Button("Not in the class", chosen(NOBODY)))
    others = [person for person in missing if person.id not in likely][:MOST_OTHERS]
    if others:
        choices = tuple((person.name[:LONGEST_NAME], chosen(person.id)) for person in others)
        items.append(Select("It's somebody else", choices))
    return items


def roll_view(
    roll: Roll,
    open: Sequence[Unknown],
    reports: Sequence[SessionReport],
    names: Mapping[str, str],
    before: Sequence[Block] = (),
) -> View:
    """Return staff's list of a session; `names` are those of people, by id."""
    blocks = [*before, *groups(roll), *_doubts(roll), *unknown(open, roll.missing())]
    blocks += _notes(roll)
    for report in reports:
        blocks.append(note(counted(report, names)))
        undo = action("attendance.takeback", report.course, report.id)
        blocks.append(controls(Button("Take the report back", undo)))
    if roll.session.state in OVER:
        marks = action("attendance.marks", roll.session.course, roll.session.id)
        blocks.append(controls(Button("File for Moodle's attendance", marks)))
    blocks.append(
        note(
            "Mark someone by hand with /class session present. Bring a meeting program's report "
            "with /class attendance import."
        )
    )
    return View(tuple(blocks), title=f"Attendance of {roll.session.title}")


def _doubts(roll: Roll) -> list[Block]:
    """Return a button for some who checked in but were hardly there: by it their minutes count."""
    if not roll.doubtful:
        return []
    session = roll.session
    items = tuple(
        Button(
            f"Only {person.name[:LONGEST_NAME]}'s minutes",
            action("attendance.strike", session.course, session.id, person.id),
        )
        for person in roll.doubtful[:ASKED_AT_ONCE]
    )
    return [
        paragraph("A check-in by code counts as the whole session, unless you say otherwise:"),
        controls(*items),
    ]


def kept(locked: Sequence[int]) -> list[str]:
    """Return, to end a paragraph with, that locked weeks keep what they had given; or nothing."""
    return [f" {nobody_loses(locked)}"] if locked else []


def struck(session: Session, person: Person, locked: Sequence[int], undo: str) -> list[Block]:
    """Return what stands above a list after a check-in was struck out; see `kept`."""
    name = PersonName(person.id, person.name)
    title = bold(session.title)
    return [
        paragraph(name, "'s check-in to ", title, " counts no longer.", *kept(locked)),
        controls(Button("Undo", undo)),
    ]


def restored(session: Session, person: Person) -> list[Block]:
    """Return what stands above a list after a check-in counts again."""
    name = PersonName(person.id, person.name)
    return [paragraph(name, "'s check-in to ", bold(session.title), " counts again.")]


def counted(report: SessionReport, names: Mapping[str, str]) -> str:
    """Return in words which report counts, and who brought it."""
    by = f", brought by {names[report.by]}" if report.by in names else ""
    file = f" ({report.file})" if report.file else ""
    return f"{report.title}{file} counts{by}."


def _notes(roll: Roll) -> list[Block]:
    blocks: list[Block] = []
    if roll.others:
        accounts = "1 account" if roll.others == 1 else f"{roll.others} accounts"
        blocks.append(
            note(
                f"In the voice place, but not on the roster: {accounts}. Whoever joins "
                "with their code is credited for it afterwards."
            )
        )
    if roll.looked is not None:
        blocks.append(
            note(
                "Homeroom was away for a while until ",
                LocalTime(roll.looked, TimeStyle.TIME),
                ": who came in meanwhile may have been there longer than it says.",
            )
        )
    return blocks


def _row(row: Row) -> Spans:
    person, how = row
    name = PersonName(person.id, person.name)
    return spans(name, f": {how}") if how else spans(name)
