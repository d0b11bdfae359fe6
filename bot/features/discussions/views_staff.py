"""How discussions look to staff: the draft of a summary, posts nobody answered, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Inline, Link, LocalTime, Text, bold, short
from bot.chat.views import Block, Button, Look, Select, View, controls, note, paragraph
from bot.features.discussions.views import Quoted, closing, due_span, quotes
from bot.model.discussions import Discussion
from bot.model.live.questions import Question
from bot.model.places import Message

SHOWN = 15
"""How many unanswered posts a list shows; more would be more than one reads."""

CHOICE = 70
"""Characters of a question as it stands in a select."""
MOST_CHOICES = 25
"""The strictest platform's limit of choices in a select."""
SHARED = "Make-up answers that were shared"


def changed(discussion: Discussion, what: str, undo: str | None, keeps: str = "") -> View:
    """Return the answer to staff who changed a discussion, with the way back.

    `keeps` is a sentence on what stays all the same, "" if nothing does.
    """
    blocks: list[Block] = [
        paragraph(bold(discussion.title), f" {what}. "),
        paragraph(
            "Posts are due ",
            due_span(discussion.posts_due),
            "; it closes ",
            due_span(discussion.closes),
            ".",
        ),
    ]
    blocks += [note(keeps)] if keeps else []
    if undo is not None:
        blocks.append(controls(Button("Undo", undo)))
    return View(tuple(blocks), title="Done")


def unanswered(found: Sequence[tuple[str, Sequence[Quoted]]]) -> View:
    """Return the posts that nobody answered yet, under the titles of where they stand."""
    waiting = [(title, posts) for title, posts in found if posts]
    if not waiting:
        return View((paragraph("Every post has been answered."),), title="Unanswered posts")
    blocks: list[Block] = []
    for title, posts in waiting:
        blocks.append(paragraph(bold(title), f": {len(posts)} waiting"))
        blocks.append(quotes(posts[:SHOWN]))
        if len(posts) > SHOWN:
            blocks.append(note(f"…and {len(posts) - SHOWN} more, later ones."))
    blocks.append(note("Open a post and reply in its thread: a few words by name are enough."))
    total = sum(len(posts) for _, posts in waiting)
    return View(tuple(blocks), title="Unanswered posts", fallback=f"{total} posts wait for a reply")


def draft(discussion: Discussion, highlights: Sequence[Quoted], *, published: bool) -> View:
    """Return the summary for staff, as a draft or with the way to take it back."""
    state: Inline = "The class can read this summary." if published else "A draft: staff only."
    object = (discussion.course, discussion.id)
    first = (
        Button("Take back", action("discussions.unpublish", *object))
        if published
        else Button("Publish", action("discussions.publish", *object), Look.MAIN)
    )
    edit = Button("Edit", action("discussions.edit", *object))
    return closing(discussion, highlights).also(note(state), controls(first, edit))


def draft_form(discussion: Discussion, highlights: Sequence[tuple[str, str]], chosen: str) -> Form:
    """Return the form that edits a summary; `highlights` are (reference, words) to keep or not."""
    fields = [
        FormField(
            "summary",
            "What should the class take away?",
            FieldType.TEXT,
            value=discussion.summary or "",
            most=3000,
        )
    ]
    if highlights:
        fields.append(
            FormField(
                "highlights",
                "Messages to point to",
                FieldType.SOME,
                required=False,
                value=chosen,
                choices=tuple(highlights),
            )
        )
    return Form(
        "Edit the summary",
        action("discussions.edited", discussion.course, discussion.id),
        tuple(fields),
        submit="Save",
    )


def new_form(course: str, title: str) -> Form:
    """Return the form that opens a discussion."""
    hint = "Such as sun 23:59, or local sun 23:59 for each student's own clock"
    return Form(
        "New discussion",
        action("discussions.new", course),
        (
            FormField("title", "Title", value=title, most=100),
            FormField("prompt", "Prompt", FieldType.TEXT, most=3000),
            FormField("posts_due", "Posts are due", hint=hint),
            FormField("closes", "It closes", hint=hint),
        ),
        submit="Open it",
    )


def which_question(course: str, questions: Sequence[Question]) -> View:
    """Return the question which of a board's questions was answered in the session."""
    choices = tuple(
        (short(each.shown, CHOICE), action("questions.aloud", course, each.id))
        for each in questions[:MOST_CHOICES]
    )
    return View(
        (
            paragraph("Which question was answered in the session?"),
            controls(Select("This one was answered", choices)),
            note("To write an answer down, use “Answer one” on the board."),
        ),
        title="Mark as answered",
    )


def marked(message: Message, undo: str, *, on: bool) -> View:
    """Return the answer to staff who marked a post as answered, or took the mark off."""
    said = "No longer among the posts that wait for a reply" if on else "It waits for a reply again"
    blocks = (
        paragraph(f"{said}. ", Link("See it", message=message)),
        controls(Button("Undo", undo)),
    )
    return View(blocks, title="Done")


def overview(discussion: Discussion, figures: str, waiting: int) -> View:
    """Return what staff see where students see what is expected of them."""
    unanswered_posts = action("discussions.unanswered", discussion.course, discussion.id)
    repeats = action("discussions.copies", discussion.course, discussion.id)
    return View(
        (
            paragraph(Text(figures)),
            paragraph(f"{waiting} posts have no reply yet."),
            controls(Button("Unanswered posts", unanswered_posts), Button("What repeats", repeats)),
        ),
        title=f"“{discussion.title}” so far",
    )


def nothing_open(next_opens: LocalTime | None) -> View:
    """Return the answer when no discussion is open."""
    if next_opens is None:
        return View((paragraph("No discussion is open or planned."),), title="Discussions")
    return View((paragraph("No discussion is open. The next opens ", next_opens, "."),))
