"""How one's own data looks: what is stored, the file, and what withdrawing means."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import bold, spans
from bot.chat.views import (
    Bullets,
    Button,
    Download,
    Look,
    Table,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.features.mydata.gathering import Part
from bot.model.course import Course
from bot.model.people import Person


def stored(course: Course, person: Person, parts: Sequence[Part]) -> View:
    """Return what is stored about a person, in counts, with what they can do about it."""
    rows = tuple((spans(part.title), spans(str(len(part.things)))) for part in parts if part.things)
    return View(
        (
            paragraph(bold(person.name), ": ", _on_roster(person), "."),
            Table(("What is stored", "How many"), rows),
            paragraph("Staff see your part in class. Classmates see only what you wrote openly. "
                      "Nothing of your screen, voice or camera is ever recorded by the bot."),
            controls(
                Button("Download everything", action("me.export", course.id)),
                Button("Withdraw my words", action("me.withdraw", course.id), Look.DANGER),
            ),
        ),
        title=f"What {course.title} stores about you",
    )  # fmt: skip


def _on_roster(person: Person) -> str:
    """Return the role and what else the roster says, each by its name: `student, number 17`."""
    facts = (
        ("e-mail", person.email),
        ("username", person.username),
        ("number", person.number),
        ("group", person.group),
    )
    return ", ".join([person.role.value, *(f"{name} {fact}" for name, fact in facts if fact)])


def exported(file: str, name: str, hours: int) -> View:
    """Return the file to download."""
    return View(
        (
            paragraph("Here is everything that is stored about you, as data."),
            Download(file, name),
            note(f"The file is deleted on our side in {hours} hours."),
        ),
        title="Your data",
    )


def really(course: Course, parts: Sequence[Part]) -> View:
    """Return what withdrawing means, before it is done."""
    gone = tuple(
        spans(f"{part.title}: {len(part.things)}") for part in parts if part.words and part.things
    )
    blocks = [paragraph("This erases your words, here and in the archive's search, for good:")]
    return View(
        (
            *blocks,
            Bullets(gone or (spans("Nothing of yours is kept in words."),)),
            paragraph("What stays is the wordless record that you took part, so your standing "
                      "doesn't change. Messages in chat itself are yours to delete there."),
            paragraph("You may want to download everything first. This can't be undone."),
            controls(
                Button("Erase my words for good", action("me.erase", course.id), Look.DANGER),
                Button("Download everything", action("me.export", course.id)),
                Button("Keep them", action("me.show", course.id)),
            ),
        ),
        title="Withdraw your words?",
    )  # fmt: skip


def answered_before() -> View:
    """Return what stands for an answer that may have quoted words which were erased."""
    return say("This was answered before; nothing was done twice. Please ask again to see it.")


def withdrawn(course: Course) -> View:
    """Return the answer to somebody whose words were erased."""
    return View(
        (
            paragraph("Your words, survey answers and wishes are erased. Your standing is as it "
                      "was."),
            controls(Button("What is stored now", action("me.show", course.id))),
        ),
        title="Erased",
    )  # fmt: skip
