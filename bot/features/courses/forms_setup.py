"""The forms of a course's setup, a page a step, filled with what was answered before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.model.courses.setup.setups import KEEP, VOICE, Setup, Step
from bot.model.participation.policies.policy import Excused
from bot.model.participation.policies.presets import MOST_CHOSEN, WORDS
from bot.model.places import Purpose
from bot.model.time.recurrence import Repeats
from bot.model.time.spoken import zone_city
from bot.model.time.zones import is_zone

TITLES: Mapping[str, str] = {
    Step.COURSE: "Course and term",
    Step.PLACES: "Places",
    Step.PEOPLE: "People",
    Step.RULES: "What counts",
    Step.SESSION: "First session",
    VOICE: "Voice place",
}
"""The steps' names, and the one of the page beside them."""
ROSTER = "roster"
"""The field that takes a file."""
USUAL_TITLE = "Live session"
USUAL_MINUTES = "75"


def step_form(setup: Setup, page: str, course: str) -> Form:
    """Return the form of a step (or VOICE); `course` is the id in its action, "" for none yet."""
    fields = {
        Step.COURSE: _course,
        Step.PLACES: _places,
        Step.PEOPLE: _people,
        Step.RULES: _rules,
        Step.SESSION: _session,
        VOICE: _voice,
    }[page]
    steps = [str(step) for step in Step]
    walked = setup.base is None and page in steps
    return Form(
        title=title_of(setup, page),
        action=action("setup.save", course, setup.id, page),
        fields=fields(setup),
        submit="Save",
        page=steps.index(page) + 1 if walked else 1,
        pages=len(steps) if walked else 1,
    )


def title_of(setup: Setup, page: str) -> str:
    """Return what a step is called."""
    if setup.base is not None and page == Step.SESSION:
        return "Another session"
    return TITLES[page]


def _course(setup: Setup) -> tuple[FormField, ...]:
    fields = (
        FormField("title", "What is the course called?", value=setup.answer("title"), most=80),
        FormField(
            "zone",
            "By whose clock are its times?",
            hint="A city or a time zone, such as Berlin or America/Chicago",
            value=setup.answer("zone"),
            most=80,
        ),
        FormField(
            "starts",
            "The term's first day",
            hint="Such as 2026-09-21",
            value=setup.answer("starts"),
            most=20,
        ),
        FormField(
            "ends",
            "The term's last day",
            hint="Such as 2026-12-18",
            value=setup.answer("ends"),
            most=20,
        ),
    )
    if setup.base is not None:
        return fields
    name = FormField("name", "Your name, as students know it", value=setup.answer("name"), most=80)
    return (*fields, name)


def _places(setup: Setup) -> tuple[FormField, ...]:
    home = setup.answer(Purpose.MAIN) or setup.place.id
    return (
        _place(setup, Purpose.MAIN, "Where everything is announced", value=home),
        _place(setup, Purpose.STAFF, "Where only staff can read"),
        _place(setup, Purpose.LIVE, "Where live sessions are accompanied", required=False),
        _place(setup, Purpose.RECAPS, "Where recaps are posted", required=False),
        _place(setup, Purpose.DISCUSSIONS, "Where discussions are held", required=False),
    )


def _voice(setup: Setup) -> tuple[FormField, ...]:
    label = "Where the class meets by voice"
    return (_place(setup, Purpose.VOICE, label, required=False),)


def _place(
    setup: Setup, purpose: Purpose, label: str, value: str = "", *, required: bool = True
) -> FormField:
    hints = {
        Purpose.STAFF: "Closed to students: drafts, absences and standings are posted there",
        Purpose.VOICE: "Whoever is there during a session is noted as present",
    }
    hint = hints.get(purpose, "" if required else "Left out, it is where everything is announced")
    return FormField(
        purpose,
        label,
        FieldType.PLACE,
        required,
        hint,
        value or setup.answer(purpose),
        purpose=purpose,
    )


def _people(setup: Setup) -> tuple[FormField, ...]:
    return (
        FormField(
            ROSTER,
            "A roster",
            FieldType.FILE,
            required=False,
            hint="A CSV file from Moodle, Canvas or Blackboard, or of your own",
        ),
        FormField(
            "rows",
            "Or its rows",
            FieldType.TEXT,
            required=False,
            hint="The first line names the columns: username,name,email",
            value=setup.answer("rows"),
            most=4000,
        ),
    )


def _rules(setup: Setup) -> tuple[FormField, ...]:
    choices = tuple((str(preset), words) for preset, words in WORDS.items())
    if setup.base is not None:
        choices = ((KEEP, "As they are"), *choices)
    numbers = tuple((str(number), str(number)) for number in range(1, MOST_CHOSEN + 1))
    excuses = (
        (str(Excused.NOT_COUNTED), "The week asks less of them"),
        (str(Excused.PRESENT), "It counts as if they had been there"),
    )
    return (
        FormField(
            "rules",
            "What counts as taking part?",
            FieldType.ONE,
            value=setup.answer("rules") or choices[0][0],
            choices=choices,
        ),
        FormField(
            "choose",
            "How many a week?",
            FieldType.ONE,
            hint="“Come or make up, and discuss” asks one of each; points, four for each",
            value=setup.answer("choose") or "1",
            choices=numbers,
        ),
        FormField(
            "excuses",
            "What does an excuse do?",
            FieldType.ONE,
            value=setup.answer("excuses") or str(Excused.NOT_COUNTED),
            choices=excuses,
        ),
    )


def _session(setup: Setup) -> tuple[FormField, ...]:
    zone = setup.answer("zone")
    clock = f"By the clock of {zone_city(zone)}" if is_zone(zone) else "By the course's clock"
    new = setup.base is None
    repeats = (
        (str(Repeats.WEEKLY), "Every week until the term ends"),
        (str(Repeats.ONCE), "Once"),
    )
    return (
        FormField(
            "topic", "Its title", required=new, value=setup.answer("topic") or USUAL_TITLE, most=80
        ),
        FormField(
            "when",
            "When does it begin?",
            required=new,
            hint=f"{clock}: tue 15:00 or 2026-10-06 15:00",
            value=setup.answer("when"),
            most=40,
        ),
        FormField(
            "lasts",
            "How many minutes does it last?",
            required=new,
            value=setup.answer("lasts") or USUAL_MINUTES,
            most=4,
        ),
        FormField(
            "repeats",
            "How often?",
            FieldType.ONE,
            value=setup.answer("repeats") or str(Repeats.WEEKLY),
            choices=repeats,
        ),
        FormField(
            "link",
            "A link to it",
            required=False,
            hint="Such as https://meet.example.edu/my-class; left out, it is held in chat",
            value=setup.answer("link"),
            most=300,
        ),
    )
