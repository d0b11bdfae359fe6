"""How a roster looks that is brought to a running course: what it would do, then that it did."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import bold, spans
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
    say,
)
from bot.features.courses.importing import FILE, KIND, NOTES, PARTIAL, Outlook
from bot.model.course import Course
from bot.model.courses.loading.merging import Sign
from bot.model.courses.loading.rosters import Doubt
from bot.model.courses.setup.setups import Setup
from bot.model.participation.policies.phrases import joined
from bot.model.people import Person

MOST_LINES = 15
"""Sentences that are shown of each sort; the rest is counted."""
MOST_DOUBTS = 4
HEADINGS = ((Sign.ADD, "Who joins"), (Sign.REMOVE, "Who leaves"), (Sign.CHANGE, "What changes"))


def outlook(course: Course, setup: Setup, found: Outlook, again: bool = False) -> View:
    """Return what a roster would do; `again` says that something else has changed meanwhile."""
    blocks: list[Block] = []
    if again:
        blocks.append(paragraph(bold("The course has changed since this was shown."), " Nothing "
                                "was done. Look through it again."))  # fmt: skip
    count = len(setup.people)
    people = "1 person" if count == 1 else f"{count} people"
    blocks.append(paragraph(bold(setup.answer(FILE)), f" ({setup.answer(KIND)}): {people}."))
    notes = [spans(line) for line in setup.answer(NOTES).split("\n") if line]
    blocks += [Bullets(tuple(notes))] if notes else []
    if found.doubts:
        return _asking(course, setup, found.doubts, blocks)
    kept = [spans(text) for text in found.changes.conflicts[:MOST_LINES]]
    if found.changes.refused:
        blocks.append(paragraph("This can't be done, and nothing was changed:"))
        return View((*blocks, Bullets(tuple(kept))), title=_title(course))
    if found.changes.empty:
        blocks.append(paragraph("Nothing changes: the roster is as the file says."))
        blocks += [Bullets(tuple(kept))] if kept else []
        return View(tuple(blocks), title=_title(course))
    blocks.append(paragraph(summary(found), ". Nothing has been changed yet."))
    blocks += _warning(found)
    blocks += _lists(found)
    blocks.append(
        note(
            "Who leaves keeps their record, and has it again once a roster lists them; the weeks "
            "in between ask nothing of them."
        )
    )
    blocks.append(
        controls(
            Button("Do this", action("roster.bring", course.id, setup.id, found.mark), Look.MAIN),
            Button("Throw it away", action("roster.leave", course.id, setup.id)),
        )
    )
    return View(tuple(blocks), title=_title(course))


def summary(found: Outlook) -> str:
    """Return in a few words what a roster does."""
    join, leave, change = found.counted()
    parts = [
        f"{join} to add" if join else "",
        f"{leave} to leave" if leave else "",
        f"{change} to change" if change else "",
    ]
    return joined([part for part in parts if part]) or "nothing to do"


def _title(course: Course) -> str:
    return f"A roster for {course.title}"


def _warning(found: Outlook) -> list[Block]:
    """Return a word of warning where a file seems to hold only some of the class."""
    _, leave, _ = found.counted()
    if leave * 2 < found.students or leave < 2:
        return []
    text = (
        f"{leave} of {found.students} students would leave. If the file lists only some of the "
        "class, bring it again with partial:yes."
    )
    return [paragraph(bold("Is this the whole class? "), text)]


def _lists(found: Outlook) -> list[Block]:
    blocks: list[Block] = []
    for sign, heading in HEADINGS:
        texts = [one.text for one in found.changes.says if one.sign is sign]
        if texts:
            more = len(texts) - MOST_LINES
            texts = texts[:MOST_LINES] + ([f"{more} more"] if more > 0 else [])
            blocks += [Heading(heading), Bullets(tuple(spans(text) for text in texts))]
    kept = found.changes.conflicts[:MOST_LINES]
    if kept:
        blocks += [Heading("What stays"), Bullets(tuple(spans(text) for text in kept))]
    return blocks


def _asking(course: Course, setup: Setup, doubts: Sequence[Doubt], blocks: list[Block]) -> View:
    """Return the questions who is whom; what else would change is shown after them."""
    blocks.append(paragraph("First: is this the same person? Each is asked once."))
    for doubt in doubts[:MOST_DOUBTS]:
        new, known = bold(_described(doubt.new)), bold(_described(doubt.known))
        blocks.append(paragraph(new, " in the file, and ", known, f" here: {doubt.why}."))
        arg = f"{doubt.row}-{doubt.known.id}"
        blocks.append(
            controls(
                Button("The same person", action("roster.same", course.id, setup.id, arg)),
                Button("Somebody else", action("roster.other", course.id, setup.id, arg)),
            )
        )
    if len(doubts) > 1:
        label = f"All {len(doubts)} are the same people"
        blocks.append(controls(Button(label, action("roster.same", course.id, setup.id, "all"))))
    return View(tuple(blocks), title=_title(course))


def _described(person: Person) -> str:
    keys = filter(None, (person.number, person.username, person.email))
    known = next(keys, None)
    return f"{person.name} ({known})" if known else person.name


def brought(course: Course, setup: Setup, found: Outlook, undo: str) -> View:
    """Return the answer once a roster has been brought, with the way back."""
    return View(
        (
            paragraph(bold(setup.answer(FILE)), f": {summary(found)}. That is done."),
            note("/class roster show says who isn't in chat yet."),
            controls(Button("Undo", undo)),
        ),
        title=_title(course),
    )


def taken_back(course: Course, stay: Sequence[Person]) -> View:
    """Return the answer once a roster is taken back."""
    text = f"The roster of {course.title} is as it was before."
    if stay:
        names = joined([one.name for one in stay[:MOST_LINES]])
        text += f" These have changed since and stay as they are: {names}."
    return say(text)


def left(course: Course) -> View:
    """Return the answer once a roster was thrown away."""
    return say(f"It is thrown away. Nothing of {course.title} was changed.")


def is_partial(setup: Setup) -> bool:
    """Whether the roster lists only some of the class."""
    return setup.answer(PARTIAL) == "yes"
