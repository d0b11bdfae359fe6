"""How setting a course up in chat looks: one card that says what stands and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.actions import action
from bot.chat.spans import Inline, LocalTime, PlaceName, Spans, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    Look,
    Select,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.features.courses.forms_setup import title_of
from bot.model.course import Course
from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.merging import Changes
from bot.model.courses.setup.building import Built, policy_of
from bot.model.courses.setup.setups import VOICE, Problem, Setup, Step
from bot.model.participation.policies.phrases import joined
from bot.model.people import Role
from bot.model.places import Purpose
from bot.model.reminders.subjects import clock_there
from bot.ports.cities import City

ADMINISTRATORS = (
    "Those who run this server or workspace can come by everything that is written in it, in the "
    "staff's places too: some by reading it there, others by an export. Homeroom can't change "
    "that: what none of them may see doesn't belong in chat."
)
MOST_CHANGES = 15


@dataclass(frozen=True, slots=True)
class Shown:
    """What a setup's card is made from; `cities` are what an unclear zone may mean.

    `changes` are what a finished setup would do to a course that runs already.
    """

    setup: Setup
    built: Built
    problems: Sequence[Problem]
    cities: Sequence[City]
    changes: Changes | None
    course: str
    """The course's id in the buttons' actions, "" while there is none."""
    voice: bool = True
    """Whether there are places here where people meet by voice."""


def card(shown: Shown, now: datetime) -> View:
    """Return where a setup stands, with a button for what comes next."""
    setup = shown.setup
    new = setup.base is None
    wrong = {problem.step for problem in shown.problems}
    left = [step for step in Step if step in wrong or step in shown.built.open]
    lines = tuple(
        spans(bold(f"{title_of(setup, step)}: "), *_said(setup, step, step in left))
        for step in Step
    )
    blocks: list[Block] = [paragraph(_intro(setup, left)), Bullets(lines)]
    blocks += [paragraph(bold("To correct: "), problem.text) for problem in shown.problems]
    if shown.cities:
        blocks.append(_city_choice(shown, now))
    if not left and shown.built.description is not None:
        blocks += _outlook(shown, shown.built.description)
    blocks.append(_next(shown, left))
    blocks.append(_pages(shown, left))
    blocks.append(note(ADMINISTRATORS))
    title = "Set up a course" if new else f"Change {setup.answer('title') or 'the course'}"
    return View(tuple(blocks), title=title)


def _intro(setup: Setup, left: Sequence[Step]) -> str:
    if setup.base is not None:
        return "Change what you like, page by page. Nothing is done before you save the changes."
    if not left:
        return "Everything is said. Nothing has been posted yet."
    if not setup.said:
        return (
            "Five short pages, and the course can start. Each page is kept: you can go on any time "
            "with /class setup in this place."
        )
    return "Each page is kept. You can go on any time with /class setup in this place."


def _said(setup: Setup, step: Step, unfinished: bool) -> Sequence[Inline]:
    """Return what stands in a step, in one line."""
    said = {
        Step.COURSE: _course_said,
        Step.PLACES: _places_said,
        Step.PEOPLE: _people_said,
        Step.RULES: _rules_said,
        Step.SESSION: _session_said,
    }[step](setup)
    if not unfinished:
        return said
    return (*said, " (not finished)") if said else ("not yet",)


def _course_said(setup: Setup) -> Sequence[Inline]:
    title, zone, starts, ends, name = (
        setup.answer(one) for one in ("title", "zone", "starts", "ends", "name")
    )
    parts = [
        title,
        f"by the clock of {zone}" if zone else "",
        f"{starts} to {ends}" if starts else "",
    ]
    parts.append(f"taught by {name}" if name else "")
    text = ", ".join(filter(None, parts))
    return (text,) if text else ()


def _places_said(setup: Setup) -> Sequence[Inline]:
    found: list[Inline] = []
    for purpose in Purpose:
        for place in setup.places(purpose):
            found += [", " if found else "", f"{purpose} ", PlaceName(place)]
    return found


def _people_said(setup: Setup) -> Sequence[Inline]:
    if setup.people:
        return (f"{len(setup.people)} from a roster",)
    if setup.base is not None:
        return ("as they are",)
    if setup.answer("people"):
        return ("students ask to join with /class join, or you add a roster later",)
    return ()


def _rules_said(setup: Setup) -> Sequence[Inline]:
    policy = policy_of(setup)
    return (policy.title,) if policy else ()


def _session_said(setup: Setup) -> Sequence[Inline]:
    when = setup.answer("when")
    if not when:
        return ("none is added",) if setup.base is not None else ()
    often = "every week from" if setup.answer("repeats") == "weekly" else "once, on"
    return (f"“{setup.answer('topic')}”, {often} {when}, {setup.answer('lasts')} minutes",)


def _city_choice(shown: Shown, now: datetime) -> Block:
    """Return the choice among the places that the course's zone may be meant by."""
    choices = tuple(
        (
            f"{city.label}: {clock_there(now, city.zone)} there now",
            action("setup.zone", shown.course, shown.setup.id, city.zone),
        )
        for city in shown.cities
    )
    return controls(Select("Which one?", choices))


def _outlook(shown: Shown, description: CourseDescription) -> list[Block]:
    """Return what starting the course, or saving its changes, will do."""
    changes = shown.changes
    if changes is None:
        return [Heading("What will happen"), Bullets(_beginning(description))]
    lines = [spans(one.text) for one in changes.says[:MOST_CHANGES]]
    more = len(changes.says) - len(lines)
    lines += [spans(f"{more} more")] if more > 0 else []
    blocks: list[Block] = [Heading("What will change")]
    blocks.append(Bullets(tuple(lines)) if lines else paragraph("Nothing so far."))
    blocks += [paragraph(bold("Stays: "), text) for text in changes.conflicts[:MOST_CHANGES]]
    return blocks


def _beginning(description: CourseDescription) -> tuple[Spans, ...]:
    course = description.course
    sessions = description.planned_sessions()
    counts = [
        f"{number} {role}{'s' if number > 1 else ''}"
        for role in Role
        if (number := sum(one.person.role is role for one in description.people))
    ]
    lines = [spans(f"The course has {joined(counts)}.")]
    for place in course.places_for(Purpose.MAIN):
        lines.append(spans("A welcome with a short survey is posted in ", PlaceName(place), "."))
    if sessions:
        times = "once" if len(sessions) == 1 else f"{len(sessions)} times"
        start = LocalTime(sessions[0].starts)
        lines.append(spans(f"The class meets {times}, first ", start, "."))
    days = course.announce_before.days
    lines.append(spans(f"Each session is announced {days} days before it begins."))
    return tuple(lines)


def _next(shown: Shown, left: Sequence[Step]) -> Block:
    """Return the one button that leads on."""
    setup = shown.setup
    if left:
        label = f"Continue: {title_of(setup, left[0])}"
        return controls(Button(label, _page(shown, left[0]), Look.MAIN))
    start = action("setup.start", shown.course, setup.id)
    if shown.changes is None:
        return controls(Button("Start the course", start, Look.MAIN))
    return controls(Button("Save the changes", start, Look.MAIN, disabled=shown.changes.empty))


def _pages(shown: Shown, left: Sequence[Step]) -> Block:
    """Return buttons for the other pages, and for giving up."""
    setup = shown.setup
    buttons = [
        Button(title_of(setup, step), _page(shown, step)) for step in Step if step not in left
    ]
    if setup.answer(Purpose.STAFF) and shown.voice:
        buttons.append(Button(title_of(setup, VOICE), _page(shown, VOICE)))
    drop = action("setup.drop", shown.course, setup.id)
    return controls(*buttons, Button("Throw this away …", drop))


def _page(shown: Shown, page: str) -> str:
    return action("setup.page", shown.course, shown.setup.id, page)


def really(setup: Setup, course: str) -> View:
    """Return the question whether what was answered is to be forgotten."""
    return View(
        (
            paragraph("Everything that was answered here is forgotten, the roster too."),
            controls(
                Button("Throw it away", action("setup.gone", course, setup.id), Look.DANGER),
                Button("Back", action("setup.show", course, setup.id)),
            ),
        ),
        title="Throw this away?",
    )


def thrown_away() -> View:
    """Return the answer once a setup is forgotten."""
    return say("It is thrown away. /class setup begins anew.")


def started(course: Course, description: CourseDescription) -> View:
    """Return the answer to whoever has just started a course, with what comes next."""
    waiting = any(not one.accounts for one in description.people)
    lines = [
        spans("/class roster show says who isn't in chat yet, and /class roster code gives one of "
              "them a personal code.") if waiting else
        spans("Students type /class join with their name; you let each of them in with a button."),
        spans("/class setup in one of the course's places changes any of this."),
        spans("/class help lists everything else."),
    ]  # fmt: skip
    return View(
        (
            paragraph(bold(course.title), " has started."),
            Bullets(tuple(lines)),
            note(f"On the bot's machine, homeroom course dump writes it as a file ({course.id})."),
            note(ADMINISTRATORS),
            controls(Button("What can I do here?", action("help.show", course.id), Look.MAIN)),
        ),
        title="The course has started",
    )


def changed(course: Course, changes: Changes, undo: str) -> View:
    """Return the answer once a course's changes are saved, with the way back."""
    return View(
        (
            paragraph(_counted(changes), " to ", bold(course.title), " saved."),
            controls(Button("Undo", undo)),
        ),
        title="Saved",
    )


def _counted(changes: Changes) -> str:
    number = len(changes.says)
    return "1 change" if number == 1 else f"{number} changes"


def undone(course: Course) -> View:
    """Return the answer once a course's changes are taken back."""
    return say(f"{course.title} is as it was before; what the class did meanwhile is kept.")
