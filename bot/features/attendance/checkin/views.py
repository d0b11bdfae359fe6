"""How attendance looks: the code for staff, the check-in form, absences, who is here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.forms import Form, FormField
from bot.chat.spans import LocalTime, PersonName, Text, TimeStyle, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Look,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.live.checkin import Code
from bot.model.people import Person
from bot.model.sessions import Session

MAKE_UP = "Its recap has a make-up that earns the same."
NOT_GRADED = "It isn't graded, so nothing is lost."
CODE_FIELD = "code"


def instead(session: Session) -> str:
    """Return in a sentence what there is for whoever isn't in a session."""
    return MAKE_UP if session.counted else NOT_GRADED


def code_card(session: Session, code: Code, away: Sequence[Person]) -> View:
    """Return what staff see of the code: to read out or show, and how to renew it."""
    blocks: list[Block] = [
        paragraph("Check-in code for ", bold(session.title), ": ", Text(code.digits, code=True)),
        paragraph(
            "Show it in the session. It works until ",
            LocalTime(code.expires, TimeStyle.TIME),
            ".",
        ),
    ]
    if away:
        blocks += [paragraph("Said that they can't come:"), _names(away)]
    blocks.append(
        controls(
            Button("New code", action("attendance.renew", session.course, session.id)),
            Button("Who is here", action("attendance.list", session.course, session.id)),
            Button("New poll", action("polls.form", session.course, session.id)),
            Button("End the session", action("session.end", session.course, session.id)),
        )
    )
    return View(tuple(blocks), title="Check-in code", fallback=f"Check-in code: {code.digits}")


def replaced_card(session: Session) -> View:
    """Return what stands where an older code stood."""
    return View(
        (paragraph("The check-in code for ", bold(session.title), " was replaced by a new one."),),
        title="Check-in code",
    )


def void_card(session: Session) -> View:
    """Return what stands where the code of a start stood that was undone."""
    return View(
        (
            paragraph(
                bold(session.title),
                " is planned again: its start was undone, so its code no longer works. "
                "A new one is made when it starts.",
            ),
        ),
        title="Check-in code",
    )


def checkin_form(session: Session) -> Form:
    """Return the form that asks for the code."""
    return Form(
        "Check in",
        action("attendance.checkin", session.course, session.id),
        (FormField(CODE_FIELD, "The code shown in the session", most=20),),
        submit="Check in",
    )


def checked_in(session: Session) -> View:
    """Return the answer to a check-in that counts."""
    return View(
        (
            paragraph("You're checked in to ", bold(session.title), "."),
            note("Answers and poll results are open to you in “What did I miss?”."),
        ),
        fallback=f"You're checked in to {session.title}",
    )


def wrong_code(session: Session, left: int) -> View:
    """Return the answer to a code that isn't this session's; `left` says how often one may try."""
    again = controls(Button("Try again", action("attendance.code", session.course, session.id)))
    if left == 0:
        return too_many()
    tries = "once more" if left == 1 else f"{left} more times"
    return View(
        (
            paragraph(
                "That isn't the code of ",
                bold(session.title),
                f". Check the digits: you can try {tries}.",
            ),
            again,
        ),
        fallback="That isn't the code",
    )


def too_many() -> View:
    """Return the answer to someone who guessed too often."""
    return View(
        (
            paragraph(
                "That was wrong too often. Please wait ten minutes, or ask staff to mark you "
                "present: they can do it at any time."
            ),
        ),
        fallback="Too many wrong codes",
    )


def expired(session: Session) -> View:
    """Return the answer to a code whose time is over."""
    return View(
        (
            paragraph(
                "That code for ",
                bold(session.title),
                " has expired, so you are not checked in. If you are there, ask staff for a new "
                "code or to mark you present.",
            ),
            note(f"Couldn't be there? {instead(session)}"),
        ),
        fallback="That code has expired",
    )


def away(session: Session) -> View:
    """Return the answer to someone who said that they can't come."""
    back = action("attendance.back", session.course, session.id)
    return View(
        (
            paragraph("Noted: you can't come to ", bold(session.title), ". ", instead(session)),
            note("Only the course's staff can see this."),
            controls(Button("I can come after all", back)),
        ),
        fallback=f"Noted: you can't come to {session.title}",
    )


def back(session: Session) -> View:
    """Return the answer to someone who can come after all."""
    again = action("attendance.away", session.course, session.id)
    return View(
        (
            paragraph("Good: staff see you as coming to ", bold(session.title), " again."),
            controls(Button("I can't come", again)),
        ),
        fallback=f"You are coming to {session.title}",
    )


def _names(people: Sequence[Person]) -> Bullets:
    return Bullets(tuple(spans(PersonName(person.id, person.name)) for person in people))


def marked(session: Session, person: Person, undo: str) -> View:
    """Return the answer to staff who marked someone present."""
    return View(
        (
            paragraph(
                PersonName(person.id, person.name),
                " is marked present in ",
                bold(session.title),
                ".",
            ),
            controls(Button("Undo", undo)),
        ),
        title="Done",
    )


def unmarked(session: Session, person: Person) -> View:
    """Return the answer to staff who took such a mark back, with the way back."""
    again = action("attendance.mark", session.course, session.id, person.id)
    return View(
        (
            paragraph(
                PersonName(person.id, person.name),
                " is no longer marked present in ",
                bold(session.title),
            ),
            controls(Button("Mark present", again)),
        ),
        title="Undone",
    )


def renewed(session: Session, code: Code, undo: str) -> View:
    """Return the answer to staff who renewed the code."""
    return code_card(session, code, ()).also(
        note("The code before it no longer works."),
        controls(Button("Undo: the old code again", undo, Look.PLAIN)),
    )
