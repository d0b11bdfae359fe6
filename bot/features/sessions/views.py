"""How sessions look: the announcement, the card while live, the answer to /class next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import (
    GroupMention,
    Inline,
    Link,
    LocalTime,
    Spans,
    TimeStyle,
    bold,
    ending,
    spans,
)
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    LinkButton,
    Look,
    Paragraph,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.places import Group
from bot.model.sessions import Session, State


def announcement(session: Session, called: Group | None = None) -> View:
    """Return the session's announcement as it stands now: it follows every change of plan.

    The group that staff want `called` upon is named at its very beginning.
    """
    if session.state is State.CANCELLED:
        return View(
            (
                paragraph(bold("Cancelled: "), session.title, ", planned for ", _when(session)),
                note("Nothing is asked of anyone for it."),
            ),
            title=f"Cancelled: {session.title}",
        )
    if session.state is State.LIVE:
        return View(_now(session), title=session.title, fallback=f"{session.title} is live now")
    if session.state is not State.PLANNED:
        over = paragraph("This session is over. It was ", _when(session), ".")
        return View((over,), title=session.title, fallback=f"{session.title} is over")
    whom: tuple[Inline, ...] = (GroupMention(called), " ") if called else ()
    facts = _facts(session, whom)
    if session.revision:
        moved = paragraph(*whom, bold("Moved. "), "This is the new time.")
        facts = (moved, *_facts(session))
    return View(
        (*facts, _ways(session)),
        title=session.title,
        fallback=f"{session.title}: a session is planned",
    )


def _now(session: Session) -> tuple[Block, ...]:
    items: list[Control] = [
        Button("I can't come", action("attendance.away", session.course, session.id))
    ]
    if session.link:
        items.insert(0, LinkButton("Join link", session.link))
    until = ending(session.ends, session.began or session.starts)
    return (paragraph(bold("Live now"), " until ", until, "."), controls(*items))


def _facts(session: Session, whom: tuple[Inline, ...] = ()) -> tuple[Block, ...]:
    facts: list[Block] = [
        paragraph(
            *whom,
            "Starts ",
            _when(session),
            " (",
            LocalTime(session.starts, TimeStyle.RELATIVE),
            "), ends ",
            ending(session.ends, session.starts),
            ".",
        )
    ]
    if not session.counted:
        facts.append(note("Come for the company: this one is not graded."))
    else:
        facts.append(note("Can't come? The recap afterwards has a make-up that earns the same."))
    return tuple(facts)


def _ways(session: Session) -> Block:
    items: list[Control] = [
        Button("Remind me", action("reminders.offer", session.course, session.id)),
        Button("I can't come", action("attendance.away", session.course, session.id)),
    ]
    if session.link:
        items.insert(0, LinkButton("Join link", session.link))
    return controls(*items)


def live_card(session: Session) -> View:
    """Return the card that stands in the live place while a session runs, and after."""
    if session.state is not State.LIVE:
        return View(
            (paragraph("The recap follows in the recaps' place."),),
            title=f"{session.title} has ended",
        )
    course = session.course
    until = ending(session.ends, session.began or session.starts)
    items: list[Control] = [
        Button("Check in", action("attendance.code", course, session.id), Look.MAIN),
        Button("Ask a question", action("questions.form", course, session.id)),
        Button("What did I miss?", action("catchup.show", course, session.id)),
    ]
    if session.link:
        items.insert(0, LinkButton("Join link", session.link))
    return View(
        (
            paragraph("It is live until ", until, "."),
            controls(*items),
            note("The check-in code is shown in the session."),
        ),
        title=f"Live now: {session.title}",
    )


def upcoming(sessions: Sequence[Session]) -> View:
    """Return the next sessions in the reader's time; `sessions` are planned ones, by start."""
    if not sessions:
        return View((paragraph("No further session is planned."),), title="Next sessions")
    first = sessions[0]
    blocks: list[Block] = [Paragraph(_line(first))]
    if len(sessions) > 1:
        blocks.append(Bullets(tuple(_line(session) for session in sessions[1:])))
    blocks.append(_ways(first))
    return View(tuple(blocks), title="Next sessions")


def _line(session: Session) -> Spans:
    pieces: list[Inline] = [bold(session.title), ": ", _when(session)]
    if session.state is State.LIVE:
        pieces = [bold(session.title), " is live now"]
    if session.link:
        pieces += [" · ", Link("join", session.link)]
    return spans(*pieces)


def _when(session: Session) -> LocalTime:
    return LocalTime(session.starts)


def changed(session: Session, what: str, undo: str | None) -> View:
    """Return the answer to staff who changed a session, with the way back."""
    said: list[Inline] = [bold(session.title), f" {what}."]
    if session.state is State.PLANNED:
        said += [" It is planned for ", _when(session), "."]
    blocks: tuple[Block, ...] = (paragraph(*said),)
    if undo is not None:
        blocks = (*blocks, controls(Button("Undo", undo)))
    return View(blocks, title="Done")
