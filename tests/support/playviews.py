"""Views and forms that between them show every kind of block, control and field."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Link, LocalTime, PersonName, PlaceName, Text, TimeStyle, bold, spans
from bot.chat.views import (
    Bars,
    Bullets,
    Button,
    Download,
    Heading,
    LinkButton,
    Look,
    Picture,
    Quote,
    Select,
    Table,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.places import Place
from bot.ports.platform import StoredFile

COURSE = "intercultural"
PAGES = 3
CHART = StoredFile(
    id="chart1",
    name="week-1.png",
    media_type="image/png",
    description="Bars of week 1: 14 students have earned all, 6 a part, 4 nothing yet.",
    content=base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADElEQVR42mNgaGAAAAGEAIFI1kuAAAAAAElFTkSu"
        "QmCC"
    ),
)


def announcement(at: datetime) -> View:
    """Return a session's announcement: every reader sees their own time."""
    return View(
        (
            paragraph(LocalTime(at), " · 75 minutes · ", LocalTime(at, TimeStyle.RELATIVE)),
            paragraph(
                "With ", PersonName("nomvula", "Nomvula Brandt"), ". Questions go to ",
                PlaceName(Place("sandbox", "live")), "; bring ", bold("one example"), " of yours.",
            ),
            note("Can't come? The recap tells how to take part afterwards, for the same credit."),
            controls(
                Button("I'm coming", action("coming", COURSE, "s1"), Look.MAIN),
                Button("I can't come", action("coming", COURSE, "s1", "no")),
                LinkButton("Join the meeting", "https://meet.example.edu/intercultural"),
            ),
        ),
        title="Seminar 3: Silence, turns and interruptions",
        fallback="Seminar 3 on Tuesday",
    )  # fmt: skip


def invitation() -> View:
    """Return the invitation to the form of three pages."""
    return View(
        (
            paragraph("Where are you, and which hours never work? Three short pages."),
            controls(Button("Answer the questions", action("survey.open", COURSE), Look.MAIN)),
        ),
        title="Tell us about your week",
    )


def poll(counts: Mapping[str, int]) -> View:
    """Return a poll with its live results."""
    names = {"yes": "Yes, it did", "no": "No", "both": "Both, depending on who was in the room"}
    return View(
        (
            paragraph("Did the silence mean agreement?"),
            Bars(tuple((names[key], count) for key, count in counts.items())),
            controls(
                Select(
                    "Your answer",
                    tuple(
                        (label, action("vote", COURSE, "p1", key)) for key, label in names.items()
                    ),
                )
            ),
            controls(
                Button("Yes", action("vote", COURSE, "p1", "yes")),
                Button("Close the poll", action("close", COURSE, "p1"), Look.DANGER),
                Button("Too late", action("late", COURSE, "p1"), disabled=True),
            ),
        ),
        title="Poll: silence",
    )


def recap(at: datetime) -> View:
    """Return a recap with headings, bullets, quotes and a table."""
    who = ("Amara Okafor", "Devi Rai", "Emil Sørensen")
    return View(
        (
            paragraph("We met on ", LocalTime(at - timedelta(days=7), TimeStyle.DATE), "."),
            Heading("What happened"),
            Bullets(
                (
                    spans("Silence reads differently in ", bold("high-context"), " talk."),
                    spans("Who interrupts, and who is ", Text("allowed", italic=True), " to."),
                    spans("More: ", Link("Edward T. Hall, 1976", "https://example.edu/hall")),
                    spans("A trap: ", Link("not a link", "javascript:alert(1)")),
                )
            ),
            Quote(spans("In my grandmother's house, the pause is the polite part.")),
            Heading("Questions"),
            Table(
                ("Question", "Asked by", "Votes", "State"),
                tuple(
                    (spans(f"Is a pause of {n} seconds long?"), spans(name), spans(str(9 - n)),
                     spans("answered"))
                    for n, name in enumerate(who, 2)
                ),
            ),
            note("Take part until ", LocalTime(at + timedelta(days=3)), "."),
            controls(Button("Make it up now", action("makeup", COURSE, "s1"), Look.MAIN)),
        ),
        title="Recap: Seminar 2, High and low context",
    )  # fmt: skip


def export() -> View:
    """Return the week's export with its picture and its file."""
    return View(
        (
            paragraph("Week 1 is complete: 14 of 24 have earned all of it."),
            Picture(CHART.id, CHART.description),
            Download(CHART.id, "week-1.csv"),
        ),
        title="Participation, week 1",
    )


def progress(at: datetime) -> View:
    """Return one student's standing."""
    return View(
        (
            Bars((("Attended", 1), ("Discussed", 2))),
            paragraph("Easiest next step: one reply before ", LocalTime(at), "."),
        ),
        title="Your week 2",
    )


def survey_page(page: int) -> Form:
    """Return one of the form's pages; between them every kind of field."""
    pages = {
        1: (
            FormField("city", "Where are you?", hint="A city or a zone", most=40),
            FormField("wishes", "What do you wish for?", FieldType.TEXT, required=False, most=200),
        ),
        2: (
            FormField(
                "hours", "Which hours never work?", FieldType.SOME, value="night",
                choices=(("night", "Night"), ("morning", "Morning"), ("evening", "Evening")),
            ),
            FormField(
                "line", "How good is your connection?", FieldType.ONE,
                choices=(("good", "Good"), ("poor", "Poor: no pictures, please")),
            ),
        ),
        3: (
            FormField("photo", "A picture of your view", FieldType.FILE, required=False),
            FormField(
                "language", "Your first language", FieldType.ONE, required=False,
                choices=tuple((f"l{n}", f"Language {n}") for n in range(9)),
            ),
            FormField("corner", "Your favorite place", FieldType.PLACE, required=False),
        ),
    }  # fmt: skip
    return Form(
        "Your week", action("survey.save", COURSE, "", str(page)), pages[page],
        intro="Only staff see this, and only in counts.", submit="Save", page=page, pages=PAGES,
    )  # fmt: skip


def note_form(state: str | None) -> Form:
    """Return a form that is filled in advance; `state` is the button's that opens it."""
    about = (state or "").split(":")[3]
    words = FormField("words", "Your note", FieldType.TEXT, value="As it was", required=False)
    return Form("A note", action("note.keep", COURSE, about), (words,), submit="Keep it")


def every_kind(at: datetime) -> list[View]:
    """Return a view of each kind."""
    counts = {"yes": 3, "no": 0, "both": 1}
    session = [announcement(at), invitation(), poll(counts), recap(at)]
    return [*session, export(), progress(at), survey_saved(1)]


def survey_saved(page: int) -> View:
    """Return what follows a saved page: the button that leads on, or thanks."""
    if page == PAGES:
        return View((paragraph("Thank you. All three pages are saved."),))
    following = action("survey.next", COURSE, "", str(page + 1))
    return View(
        (
            paragraph(f"Page {page} is saved."),
            controls(Button("Continue", following, Look.MAIN)),
        )
    )
