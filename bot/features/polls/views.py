"""How polls look: the board with its results, the forms, and staff's list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Text, bold, spans
from bot.chat.views import (
    Bars,
    Block,
    Button,
    Control,
    Heading,
    Quote,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.live.polls import LONGEST_QUESTION, MOST, Poll

BUTTONS = 5
"""Options shown as buttons; more are a select."""
LONGEST_NOTE = 600
OPEN_NOTE = "One vote each; change it until the poll closes. Results show no names."


def board(poll: Poll) -> View:
    """Return the poll as everyone sees it, with its results so far."""
    blocks: list[Block] = [Bars(poll.results)]
    if poll.removed is not None:
        return View(
            (paragraph("Staff took this poll back. Nothing more is counted."),), title="Poll"
        )
    votes = "1 vote" if poll.total == 1 else f"{poll.total} votes"
    if poll.closed is not None:
        blocks.append(note(f"Closed with {votes}."))
    else:
        blocks += [controls(*_choices(poll)), note(f"{votes} so far. {OPEN_NOTE}")]
    return View(tuple(blocks), title=poll.question, fallback=f"Poll: {poll.question}")


def open_poll(poll: Poll) -> View:
    """Return the poll's question with what one can choose, and no results: to vote privately."""
    return View(
        (paragraph(bold(poll.question)), controls(*_choices(poll)), note(OPEN_NOTE)),
        fallback=f"Poll: {poll.question}",
    )


def _choices(poll: Poll) -> tuple[Control, ...]:
    actions = [
        (option, action("polls.vote", poll.course, poll.id, str(index)))
        for index, option in enumerate(poll.options)
    ]
    if len(actions) > BUTTONS:
        return (Select("Choose one", tuple(actions)),)
    return tuple(Button(option, state) for option, state in actions)


def voted(poll: Poll, option: int) -> View:
    """Return the answer to a vote."""
    return View(
        (
            paragraph("Your vote: ", bold(poll.options[option])),
            note("You can change it until the poll closes. Results show no names."),
        ),
        fallback="Your vote is counted",
    )


def opened(poll: Poll) -> View:
    """Return the answer to staff who opened a poll, with what they can do next."""
    undo = action("polls.discard", poll.course, poll.id)
    return View(
        (
            paragraph("The poll is open: ", bold(poll.question)),
            controls(*_staff_controls(poll), Button("Undo", undo)),
        ),
        fallback="The poll is open",
    )


def changed(poll: Poll, words: str, label: str, undo: str) -> View:
    """Return the answer to staff who changed a poll, with the way back."""
    blocks: list[Block] = [paragraph(f"{words}: ", bold(poll.question))]
    if poll.note:
        blocks.append(Quote(spans(poll.note)))
        blocks.append(note("Only staff see the note until the recap."))
    blocks.append(controls(Button(label, undo), *_staff_controls(poll)))
    return View(tuple(blocks), title="Done", fallback=words)


def _staff_controls(poll: Poll) -> tuple[Control, ...]:
    state = action("polls.note", poll.course, poll.id)
    items: list[Control] = [Button("Edit the note" if poll.note else "Add a note", state)]
    if poll.closed is None:
        items.insert(0, Button("Close", action("polls.close", poll.course, poll.id)))
    else:
        items.insert(0, Button("Reopen", action("polls.reopen", poll.course, poll.id)))
    return tuple(items)


def staff_list(polls: Sequence[Poll]) -> View:
    """Return staff's list of polls, each with its result, its note and what they can do."""
    blocks: list[Block] = []
    for poll in polls:
        state = "open" if poll.closed is None else "closed"
        blocks += [Heading(poll.question), Bars(poll.results)]
        if poll.note:
            blocks.append(paragraph(Text("Note: ", bold=True), poll.note))
        blocks += [note(f"{state}, {poll.total} voted"), controls(*_staff_controls(poll))]
    if not polls:
        blocks.append(paragraph("No polls yet. Open one with /class poll."))
    return View(tuple(blocks), title="Polls")


def poll_form(course: str, session: str) -> Form:
    """Return the form to open a poll."""
    return Form(
        "New poll",
        action("polls.open", course, session),
        (
            FormField("question", "Question", most=LONGEST_QUESTION),
            FormField(
                "options",
                "Options, one a line",
                FieldType.TEXT,
                hint=f"Two to {MOST}, each on its own line",
            ),
        ),
        submit="Open the poll",
    )


def note_form(poll: Poll) -> Form:
    """Return the form for staff's note on what a poll shows."""
    return Form(
        "Note on a poll",
        action("polls.note", poll.course, poll.id),
        (
            FormField(
                "note",
                "What does the result show?",
                FieldType.TEXT,
                required=False,
                hint="A misconception, for example. Staff only until the recap",
                value=poll.note or "",
                most=LONGEST_NOTE,
            ),
        ),
        intro=poll.question,
        submit="Save",
    )
