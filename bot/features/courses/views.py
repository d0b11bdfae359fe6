"""How joining, the roster and a course's end look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import PersonName, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Look,
    Select,
    Table,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.model.course import Course
from bot.model.courses.joining import JoinCode, JoinRequest, spoken_code
from bot.model.participation.policies.phrases import joined
from bot.model.participation.review.differences import nobody_loses
from bot.model.people import Person, Role

MOST_NAMES = 25
"""The strictest platform's limit of choices in a select."""


def welcome(course: Course, person: Person) -> View:
    """Return the answer to someone who has just joined."""
    return View(
        (
            paragraph("Welcome to ", bold(course.title), ", ", person.name, "."),
            controls(
                Button("What can I do here?", action("help.show", course.id), Look.MAIN),
                Button("Answer the survey", action("survey.open", course.id)),
            ),
        ),
        title="You're in",
    )


def asked(course: Course) -> View:
    """Return the answer to someone without a code: staff have been asked."""
    return say(
        f"The staff of {course.title} have been asked who you are. "
        "You're in as soon as one of them presses a button."
    )


def request_card(
    request: JoinRequest, candidates: Sequence[Person], keep: Sequence[int] = ()
) -> View:
    """Return the card by which staff say who somebody in chat is.

    `keep` are the locked weeks of whom it was taken for before.
    """
    blocks: list[Block] = [
        paragraph("Someone who calls themselves “", request.name, "” asks to join. "
                  "Who on the roster is it?"),
    ]  # fmt: skip
    if keep:
        blocks.insert(0, note(f"The account is taken back. {nobody_loses(keep)}"))
    if candidates:
        choices = tuple(
            (person.name, action("roster.confirm", request.course, request.id, person.id))
            for person in candidates
        )
        blocks.append(controls(Select("It is", choices)))
        blocks.append(note("Only people without an account are listed. Not sure? Leave it."))
    else:
        blocks.append(note("Everyone on the roster has an account already."))
    new = action("roster.admit", request.course, request.id)
    blocks.append(controls(Button("Somebody new: put them on the roster", new)))
    return View(tuple(blocks), title="Someone asks to join")


def request_settled(request: JoinRequest, person: Person, undo: str) -> View:
    """Return the card once staff have said who it is."""
    return View(
        (
            paragraph("“", request.name, "” is ", PersonName(person.id, person.name), "."),
            controls(Button("Undo", undo)),
        ),
        title="Joined",
    )


def code_made(course: Course, person: Person, code: str, made: JoinCode) -> View:
    """Return a new code, shown this once."""
    return View(
        (
            paragraph("The personal code of ", bold(person.name), " is ",
                      bold(spoken_code(code).upper()), "."),
            paragraph(f"They type /class join code:{spoken_code(code)} once, in this course's "
                      "place."),
            note("It is shown only now, works once, and for 14 days. A new one replaces it."),
            controls(Button("Take it back", action("roster.drop", course.id, person.id))),
        ),
        title="Personal code",
    )  # fmt: skip


def roster(course: Course, people: Sequence[Person], unlinked: Sequence[Person]) -> View:
    """Return the roster in counts, and who has no account in chat yet."""
    here = [person for person in people if person.dropped is None]
    rows = tuple(
        (
            spans(f"{role}s"),
            spans(str(sum(person.role is role for person in here))),
            spans(str(sum(person.role is role for person in unlinked))),
        )
        for role in Role
    )
    blocks: list[Block] = [Table(("Role", "In the course", "Not in chat yet"), rows)]
    zones = len({person.zone for person in here if person.zone})
    left = len(people) - len(here)
    blocks.append(paragraph(f"{zones} time zones are known; {left} have left the course."))
    if unlinked:
        names = [person.name for person in unlinked[:MOST_NAMES]]
        more = len(unlinked) - len(names)
        if more:
            names.append(f"{more} more")
        blocks.append(paragraph(bold("Not in chat yet: "), joined(names), "."))
        blocks.append(note("/class roster code gives one of them a personal code to join with."))
    return View(tuple(blocks), title=f"Roster of {course.title}")


def freeze_asked(course: Course) -> View:
    """Return what freezing means, before it is done."""
    return View(
        (
            paragraph("Freezing ends ", bold(course.title), ":"),
            Bullets(
                (
                    spans("a last export of all weeks is made"),
                    spans("nothing is announced or reminded of any more"),
                    spans("everybody can still read; nobody can add anything"),
                )
            ),
            controls(Button("Freeze the course", action("course.freeze", course.id), Look.DANGER)),
        ),
        title="Freeze the course?",
    )


def frozen(course: Course) -> View:
    """Return the answer to whoever froze a course, with the way back."""
    return View(
        (
            paragraph(bold(course.title), " is frozen. Everything can still be read."),
            controls(Button("Undo", action("course.thaw", course.id))),
        ),
        title="Frozen",
    )


def term_over(course: Course) -> View:
    """Return the card by which staff are asked, after the term, to freeze the course."""
    return View(
        (
            paragraph("The term of ", bold(course.title), " is over. When all weeks are settled, "
                      "an instructor can freeze the course."),
            controls(Button("Freeze …", action("course.ending", course.id))),
        ),
        title="The term is over",
    )  # fmt: skip
