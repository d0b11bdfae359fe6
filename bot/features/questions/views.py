"""How questions look: the board, the forms, the answers to those who asked or voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Inline, LocalTime, Spans, Text, bold, short, spans
from bot.chat.views import (
    Block,
    Button,
    Control,
    Look,
    Paragraph,
    Quote,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.live.moment import OVER
from bot.model.live.questions import LONGEST, Question, author_shown, ranked
from bot.model.sessions import Session, State

MOST_SHOWN = 13
"""Questions on the board: what fits on the strictest platform with its controls."""
MOST_CHOICES = 25
"""Choices of a select: the strictest platform's limit."""
LABEL = 70
SHORTENED = 160
ANONYMOUS = "anonymous"
NAMED = "named"
WHO_SEES_ANONYMOUS = (
    "Anonymous to your class. The course's staff can see your name, and so can whoever runs this "
    "Homeroom's database."
)
WHO_SEES_NAMED = "Asked with your name: everyone who can read the board sees it."


def board(session: Session, questions: Sequence[Question], names: Mapping[str, str]) -> View:
    """Return the question board as everyone sees it; `names` are people's names by id."""
    standing = ranked(questions)
    open_ = session.state is State.LIVE
    blocks: list[Block] = []
    for question in standing[:MOST_SHOWN]:
        blocks += _on_board(question, names)
    if not standing and session.state in OVER:
        blocks.append(paragraph("Nobody asked a question."))
    elif not standing:
        blocks.append(paragraph("No questions yet. The first one is the hardest; ask it."))
    more = len(standing) - MOST_SHOWN
    if more > 0:
        blocks.append(note(f"{more} more: type /class questions to read them all."))
    if open_:
        blocks.append(controls(*_board_controls(session, standing[:MOST_SHOWN])))
    else:
        where = "; what stayed open goes into the recap" if standing else ""
        blocks.append(note(f"The session is over{where}."))
    waiting = sum(not question.answered for question in standing)
    fallback = f"{len(standing)} questions, {waiting} not answered yet"
    return View(tuple(blocks), title=f"Questions: {session.title}", fallback=fallback)


def _on_board(question: Question, names: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [Paragraph(_line(question, names, to_staff=False))]
    if question.answer:
        blocks.append(Quote(spans(short(question.answer, SHORTENED))))
    return blocks


def _line(question: Question, names: Mapping[str, str], *, to_staff: bool) -> Spans:
    author = author_shown(question, to_staff)
    who = names.get(author, "someone who has left") if author else "anonymous"
    if author and question.anonymous:
        who = f"{who} (anonymous to the class)"
    votes = "1 vote" if question.votes == 1 else f"{question.votes} votes"
    state = str(question.state)
    if question.answer == "":
        state = f"{state}, in the session"
    return spans(
        bold(short(question.shown, SHORTENED)),
        f" · {votes} · {who} · ",
        Text(state, italic=True),
    )


def _board_controls(session: Session, shown: Sequence[Question]) -> list[Control]:
    course = session.course
    items: list[Control] = [
        Button("Ask a question", action("questions.form", course, session.id), Look.MAIN)
    ]
    if shown:
        votes = tuple(
            (short(q.shown, LABEL), action("questions.up", course, q.id, "up")) for q in shown
        )
        answers = tuple(
            (short(q.shown, LABEL), action("questions.answer", course, q.id)) for q in shown
        )
        items += [
            Select("I want this answered", votes),
            Select("Answer one", answers),
        ]
    return items


def whole_list(
    session: Session,
    questions: Sequence[Question],
    names: Mapping[str, str],
    *,
    to_staff: bool,
    answers_open: bool,
) -> View:
    """Return all of a session's questions for one reader, for staff with what they can do.

    Answers are shown where `answers_open`.
    """
    standing = ranked(questions)
    blocks: list[Block] = []
    for question in standing:
        blocks.append(Paragraph(_line(question, names, to_staff=to_staff)))
        if answers_open and question.answer:
            blocks.append(Quote(spans(question.answer)))
    if not standing:
        over = session.state in OVER
        blocks.append(paragraph("Nobody asked a question." if over else "Nothing was asked yet."))
    elif not answers_open:
        blocks.append(note("Answers open once you attended, or took part in the make-up."))
    if to_staff and standing:
        blocks.append(controls(*_staff_controls(session, standing)))
        blocks.append(note("Names beside anonymous questions are shown to staff only."))
    return View(tuple(blocks), title=f"Questions: {session.title}")


def never_asked(session: Session) -> View:
    """Return the answer where neither this session, the last, nor one before it has a question."""
    words = "Nobody asked a question, nor in any session before."
    return View((paragraph(words),), title=f"Questions: {session.title}")


def _staff_controls(session: Session, standing: Sequence[Question]) -> list[Control]:
    course = session.course
    items: list[Control] = []
    for label, verb, chosen in (
        ("Answer one", "questions.answer", list(standing)),
        ("Endorse a classmate's answer", "questions.endorse", [q for q in standing if _peer(q)]),
        ("Take one off the board", "questions.remove", list(standing)),
    ):
        choices = tuple(
            (short(q.shown, LABEL), action(verb, course, q.id)) for q in chosen[:MOST_CHOICES]
        )
        if choices:
            items.append(Select(label, choices))
    return items


def _peer(question: Question) -> bool:
    best = question.best
    return best is not None and not best.by_staff and best.endorsed_by is None


def ask_form(session: Session) -> Form:
    """Return the form to ask a question; the choice of name says who sees it."""
    return Form(
        "Ask a question",
        action("questions.ask", session.course, session.id),
        (
            FormField("text", "Your question", FieldType.TEXT, most=LONGEST),
            FormField(
                "name",
                "With your name?",
                FieldType.ONE,
                value=NAMED,
                choices=((NAMED, "With my name"), (ANONYMOUS, "Anonymous to my class")),
            ),
        ),
        intro=f"What anonymous means: {WHO_SEES_ANONYMOUS}",
        submit="Ask",
    )


def asked(question: Question, session: Session) -> View:
    """Return the answer to who asked: where it stands, who sees the name, the way back."""
    back = action("questions.withdraw", question.course, question.id)
    where: tuple[Inline, ...] = ("Your question is on the board of ", bold(session.title), ".")
    if session.state is State.PLANNED:
        where = (
            "No session is live, so your question is kept for ",
            bold(session.title),
            " on ",
            LocalTime(session.starts),
            ". It is on the board when that starts.",
        )
    return View(
        (
            paragraph(*where),
            Quote(spans(question.text)),
            note(WHO_SEES_ANONYMOUS if question.anonymous else WHO_SEES_NAMED),
            controls(Button("Take it back", back)),
        ),
        fallback="Your question was asked",
    )


def voted(question: Question, *, up: bool) -> View:
    """Return the answer to a vote, with the way back."""
    state, label = ("off", "Take my vote back") if up else ("up", "I want this answered")
    words = "You want this answered:" if up else "Your vote is taken back:"
    count = "1 vote" if question.votes == 1 else f"{question.votes} votes"
    return View(
        (
            paragraph(words),
            Quote(spans(short(question.shown, SHORTENED))),
            note(f"It has {count} now. Nobody is shown who voted."),
            controls(Button(label, action("questions.up", question.course, question.id, state))),
        ),
        fallback=words,
    )


def answer_form(question: Question, *, by_staff: bool) -> Form:
    """Return the form to answer a question; staff may leave the words out if they said them."""
    label = "The answer (empty: given aloud)" if by_staff else "Your answer"
    return Form(
        "Answer a question",
        action("questions.answer", question.course, question.id),
        (FormField("text", label, FieldType.TEXT, required=not by_staff, most=LONGEST),),
        intro=short(question.shown, SHORTENED),
        submit="Answer",
    )


def answered(question: Question, text: str, undo: str, *, by_staff: bool) -> View:
    """Return the answer to who answered."""
    words = "Marked as answered" if by_staff else "Your answer is on the board, without your name"
    blocks: list[Block] = [
        paragraph(f"{words}:"),
        Quote(spans(short(question.shown, SHORTENED))),
    ]
    if text:
        blocks.append(paragraph(text))
    blocks.append(controls(Button("Undo", undo)))
    return View(tuple(blocks), fallback=words)


def done(question: Question, words: str, label: str, undo: str, keeps: str = "") -> View:
    """Return the answer to who changed something about a question, with the way back.

    `keeps` is a sentence on what stays all the same, "" if nothing does.
    """
    return View(
        (
            paragraph(f"{words}:"),
            Quote(spans(short(question.shown, SHORTENED))),
            *([note(keeps)] if keeps else []),
            controls(Button(label, undo)),
        ),
        fallback=words,
    )
