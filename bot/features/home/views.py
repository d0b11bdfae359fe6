"""How home looks: others' answers, one under the other, and what staff have yet to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.actions import action
from bot.chat.spans import LocalTime, bold, short, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Controls,
    Heading,
    Look,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.recap.recaps import Recap

MOST = 3
"""Drafts that have buttons, and discussions: more stand in the staff's place."""
LABEL = 60


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits for staff: drafts of recaps, open discussions, the last full week, disputes."""

    drafts: Sequence[Recap]
    discussions: Sequence[Discussion]
    week: int | None
    disputes: int = 0


def student(course: Course, pieces: Sequence[View]) -> View:
    """Return a student's home: these answers, and buttons for the rest."""
    blocks: list[Block] = [block for piece in pieces for block in titled(piece)]
    return _home(course, [*blocks, *_more(course.id)])


def staff(course: Course, pieces: Sequence[View], todo: ToDo) -> View:
    """Return a member of staff's home; who did what stays behind buttons, for shared screens."""
    blocks: list[Block] = [block for piece in pieces for block in titled(piece)]
    blocks += _drafts(course, todo.drafts)
    blocks += _discussions(course, todo.discussions)
    items = [_to("Help", "help.show", course.id), _to("My data", "me.show", course.id)]
    if todo.week is not None:
        export = action("export.make", course.id, str(todo.week), "csv")
        items.insert(0, Button(f"Export week {todo.week}", export))
    if todo.disputes:
        waiting = action("dispute.waiting", course.id)
        items.insert(0, Button(f"Disputes: {todo.disputes}", waiting, Look.MAIN))
    return _home(course, [*blocks, Heading("More"), controls(*items)])


def titled(view: View) -> Iterator[Block]:
    """Yield an answer's blocks under its title."""
    if view.title:
        yield Heading(view.title)
    yield from view.blocks


def _home(course: Course, blocks: Sequence[Block]) -> View:
    return View(tuple(blocks), title=course.title, fallback=f"{course.title}: your page")


def _more(course: str) -> tuple[Block, ...]:
    return (
        Heading("More"),
        controls(
            _to("What did I miss?", "catchup.show", course),
            _to("Ask a question", "questions.form", course),
            Button("Archive", action("archive.more", course, "n0")),
            _to("Reminders", "reminders.offer", course),
            _to("Time zone", "timezone.form", course),
            _to("Survey", "survey.mine", course),
            _to("My data", "me.show", course),
            _to("Help", "help.show", course),
        ),
    )


def _drafts(course: Course, drafts: Sequence[Recap]) -> list[Block]:
    if not drafts:
        return [Heading("Recaps"), paragraph("No draft waits to be published.")]
    blocks: list[Block] = [Heading("Recaps to publish")]
    for draft in drafts[:MOST]:
        title = short(draft.contents.title, LABEL)
        blocks.append(paragraph(bold(title), ", drafted ", LocalTime(draft.drafted)))
        blocks.append(_draft(course.id, draft.session))
    if len(drafts) > MOST:
        blocks.append(note(f"{len(drafts) - MOST} more wait in the staff's place."))
    return blocks


def _draft(course: str, session: str) -> Controls:
    return controls(
        Button("Publish", action("recap.publish", course, session), Look.MAIN),
        Button("Edit", action("recap.edit", course, session)),
    )


def _discussions(course: Course, discussions: Sequence[Discussion]) -> list[Block]:
    if not discussions:
        return []
    lines = tuple(
        spans(bold(each.title), ", until ", LocalTime(each.closes.at)) for each in discussions
    )
    buttons = (
        Button(
            f"Unanswered in {short(each.title, LABEL)}",
            action("discussions.unanswered", course.id, each.id),
        )
        for each in discussions[:MOST]
    )
    return [Heading("Open discussions"), Bullets(lines), controls(*buttons)]


def _to(label: str, verb: str, course: str) -> Button:
    return Button(label, action(verb, course))
