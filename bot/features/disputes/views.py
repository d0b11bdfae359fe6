"""How disputes look: the forms, staff's card, and what the student is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Inline, LocalTime, PersonName, Text, bold, short, spans
from bot.chat.views import (
    Block,
    Button,
    Look,
    Quote,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.features.disputes.cases import Case
from bot.model.course import Course
from bot.model.participation.policies.policy import figure
from bot.model.participation.review.disputes import Dispute, Outcome

MOST_WORDS = 1000
MOST_CHOICES = 25
"""The strictest platform's limit of choices in a field."""
CHOICE = 70
SHOWN = 5
"""How many waiting disputes are listed with their buttons at once."""
DECISIONS = (
    (Outcome.CREDITED.value, "Credit it"),
    (Outcome.STAYS.value, "It stays"),
)
OUTCOMES = {Outcome.CREDITED: "It is credited now.", Outcome.STAYS: "It stays as it is."}
WORDS = FormField(
    "words",
    "What isn't right?",
    FieldType.TEXT,
    hint="A sentence is enough. Staff read it.",
    most=MOST_WORDS,
)


def entry_form(course: str, entry: str, week: int, what: str) -> Form:
    """Return the form in which a student says what is wrong with an entry."""
    return Form(
        "That's not right",
        action("dispute.entered", course, entry, str(week)),
        (WORDS,),
        intro=f"Week {week}: {what}. Staff see it with the entry and its evidence.",
        submit="Send to staff",
    )


def missing_form(course: str, week: int, choices: Sequence[tuple[str, str]]) -> Form:
    """Return the form in which a student says what is missing in a week."""
    some = tuple((value, short(label, CHOICE)) for value, label in choices[:MOST_CHOICES])
    said = f"Week {week}. Say when and where you did it, so that staff can find it."
    if len(choices) > MOST_CHOICES:
        said += (
            " The list is too long to show whole: if yours isn't in it, write to your instructor."
        )
    return Form(
        "Something is missing",
        action("dispute.missed", course, str(week)),
        (
            FormField("what", "What is missing?", FieldType.ONE, choices=some),
            replace(WORDS, label="When and where was it?"),
        ),
        intro=said,
        submit="Send to staff",
    )


def sent(dispute: Dispute) -> View:
    """Return the answer to a student who disputed something."""
    why = action("progress.why", dispute.course, "", str(dispute.week))
    return say(
        "Staff have it, with the entry and your words. Their answer will stand under “Why” of "
        f"week {dispute.week}, and counts even if the week is locked by then."
    ).also(controls(Button("Why", why)))


def card(case: Case) -> View:
    """Return staff's card: the entry, its evidence, the student's words, and the two ways."""
    return View(tuple(_card(case)), title=f"Week {case.dispute.week}: not right?")


def waiting(cases: Sequence[Case], more: int) -> View:
    """Return disputes that wait for staff, each with its two ways, and how many `more` do."""
    blocks: list[Block] = []
    for case in cases:
        blocks += _card(case)
    if more:
        come = "1 more comes" if more == 1 else f"{more} more come"
        blocks.append(note(f"{come} when these are decided."))
    if not cases:
        blocks.append(paragraph("Nothing waits: every dispute is decided."))
    return View(tuple(blocks), title="Disputes")


def decided(case: Case) -> View:
    """Return the answer to staff who decided, with what the week comes to now."""
    mark = case.mark
    now = f"{figure(mark.earned)} of {figure(mark.asked)}" if mark else "not counted"
    outcome = case.dispute.outcome
    name = PersonName(case.person.id, case.person.name)
    # What shows the act counts again only after this: so nothing is said of the week yet.
    said = "It waits for a decision again."
    if outcome:
        said = f"{OUTCOMES[outcome]} Week {case.dispute.week} is {now}."
    line = paragraph(name, f", {case.what}: {said}")
    return View((line, *_buttons(case.dispute)), title="Done")


def told(course: Course, dispute: Dispute, what: str) -> View:
    """Return the private message about staff's answer."""
    said = OUTCOMES[dispute.outcome] if dispute.outcome else ""
    blocks: list[Block] = [
        paragraph(bold(f"{course.title}, week {dispute.week}: "), f"you disputed: {what}. {said}")
    ]
    if dispute.answer:
        blocks.append(Quote(spans(Text(dispute.answer))))
    why = action("progress.why", course.id, "", str(dispute.week))
    blocks.append(controls(Button("Why", why)))
    return View(tuple(blocks), title="Staff answered")


def undo(dispute: Dispute) -> str:
    """Return the action that takes a decision back."""
    return action("dispute.reopen", dispute.course, dispute.id)


def _card(case: Case) -> list[Block]:
    dispute = case.dispute
    name = PersonName(case.person.id, case.person.name)
    head: list[Inline] = [name, ", ", bold(case.what), *case.evidence, ". ", case.why]
    blocks: list[Block] = [paragraph(*head)]
    if dispute.words:
        blocks.append(Quote(spans(Text(dispute.words))))
    else:
        blocks.append(note("The words were withdrawn by who wrote them."))
    if dispute.outcome and dispute.decided:
        blocks.append(
            paragraph(bold(OUTCOMES[dispute.outcome]), f" {case.by}, ", LocalTime(dispute.decided))
        )
        if dispute.answer:
            blocks.append(Quote(spans(Text(dispute.answer))))
    return [*blocks, *_buttons(dispute)]


def _buttons(dispute: Dispute) -> list[Block]:
    if not dispute.open:
        return [controls(Button("Undo", undo(dispute)))]
    course, name = dispute.course, dispute.id
    return [
        controls(
            Button("Credit it", action("dispute.credit", course, name), Look.MAIN),
            Button("It stays", action("dispute.stay", course, name)),
            Button("Answer with a sentence", action("dispute.sentence", course, name)),
        )
    ]


def sentence_form(case: Case) -> Form:
    """Return the form in which staff decide and say why."""
    return Form(
        "Answer the dispute",
        action("dispute.decided", case.dispute.course, case.dispute.id),
        (
            FormField("outcome", "What do you decide?", FieldType.ONE, choices=DECISIONS),
            FormField("answer", "A sentence for the student", required=False, most=300),
        ),
        intro=f"{case.person.name}, week {case.dispute.week}: {case.what}.",
        submit="Decide",
    )
