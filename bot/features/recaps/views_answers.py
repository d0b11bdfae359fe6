"""What is shown of a recap privately: answers to one reader; forms and history to staff."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import LocalTime, Spans, bold, short, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    Heading,
    Look,
    Quote,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.recaps.facts import Facts
from bot.features.recaps.views import poll_blocks, shortened
from bot.model.recap.recaps import Recap, Revision, write_lines

FIELD = 3000
LONGEST_URL = 500
MOST_CHOICES = 25


def answers(facts: Facts, *, opened: bool) -> View:
    """Return the session's answers and results for one reader, or how they open."""
    session = facts.session
    if not opened:
        return closed(facts)
    blocks: list[Block] = []
    for question in facts.questions:
        blocks.append(paragraph(bold(shortened(question.shown))))
        if question.answer:
            blocks.append(Quote(spans(question.answer)))
        else:
            blocks.append(note("answered in the session" if question.answered else "still open"))
    for poll in facts.polls:
        blocks += [Heading(poll.question), *poll_blocks(poll, opened=True)]
    if not blocks:
        blocks.append(paragraph("Nothing was asked in this session."))
    return View(tuple(blocks), title=f"Answers: {session.title}")


def closed(facts: Facts) -> View:
    """Return what someone reads for whom answers aren't open yet, and how they open."""
    until = facts.recap.makeup_until
    open_makeup = action("makeup.open", facts.session.course, facts.session.id)
    pieces = ("Answers open for you once you sent in your own make-up",)
    return View(
        (
            paragraph(*pieces, *((", and for everyone ", LocalTime(until)) if until else ()), "."),
            controls(Button("Make it up", open_makeup, Look.MAIN)),
        ),
        title=f"Answers: {facts.session.title}",
    )


def edit_form(recap: Recap) -> Form:
    """Return the form to change a recap; one line is one point."""
    contents = recap.contents
    return Form(
        "Revise the recap" if recap.published else "Edit the recap",
        action("recap.edit", recap.course, recap.session),
        (
            FormField("title", "Title", value=contents.title, most=150),
            FormField(
                "summary",
                "In short",
                FieldType.TEXT,
                required=False,
                hint="What happened, one point a line",
                value=write_lines(contents.summary)[:FIELD],
                most=FIELD,
            ),
            FormField(
                "stayed_open",
                "What stayed open",
                FieldType.TEXT,
                required=False,
                hint="One a line; unanswered questions are listed by themselves",
                value=write_lines(contents.stayed_open)[:FIELD],
                most=FIELD,
            ),
        ),
        submit="Save",
    )


def recording_form(recap: Recap) -> Form:
    """Return the form for the recording's address; an empty one takes it off."""
    return Form(
        "Recording",
        action("recap.recording", recap.course, recap.session),
        (
            FormField(
                "url",
                "Address of the recording",
                required=False,
                hint="https://… (empty: none)",
                value=recap.contents.recording or "",
                most=LONGEST_URL,
            ),
        ),
        submit="Save",
    )


def history(facts: Facts, names: Mapping[str, str], *, staff: bool) -> View:
    """Return a recap's versions, the newest first; staff may go back to one."""
    versions = tuple(reversed(facts.recap.history))
    blocks: list[Block] = [Bullets(tuple(_version(each, names) for each in versions))]
    if staff and len(versions) > 1:
        choices = tuple(
            (
                f"{each.number}: {short(each.contents.title, 60)}",
                action("recap.restore", facts.session.course, facts.session.id, str(each.number)),
            )
            for each in versions[1:MOST_CHOICES]
        )
        blocks.append(controls(Select("Go back to a version", choices)))
    return View(tuple(blocks), title=f"History: {facts.recap.contents.title}")


def _version(revision: Revision, names: Mapping[str, str]) -> Spans:
    who = names.get(revision.by, "someone who has left") if revision.by else "Homeroom"
    return spans(bold(str(revision.number)), f" · {who} {revision.what} · ", LocalTime(revision.at))


def out(recap: Recap, undo: str) -> View:
    """Return the answer to staff who published a recap, with the way back."""
    return _done(recap, "the class can read it now.", "Take it back", undo)


def done(recap: Recap, words: str, label: str = "", undo: str = "") -> View:
    """Return the answer to staff who changed a recap, with its state and the way back."""
    state = "published" if recap.published else "a draft"
    return _done(recap, f"{words}. It is {state}.", label, undo)


def _done(recap: Recap, words: str, label: str, undo: str) -> View:
    items: tuple[Control, ...] = (Button(label, undo),) if undo else ()
    return View(
        (
            paragraph(bold(recap.contents.title), f": {words}"),
            *((controls(*items),) if items else ()),
        ),
        title="Done",
        fallback=words,
    )
