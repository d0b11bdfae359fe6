"""How reminders look: the messages themselves, and the settings behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Inline, Link, LocalTime, Spans, TimeStyle, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    Look,
    Paragraph,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.course import Course, QuietHours
from bot.model.discussions import Discussion
from bot.model.participation.policies.phrases import joined
from bot.model.reminders.reminders import DIGEST_TIME, Preferences, Reader, Subject, Topic
from bot.model.reminders.subjects import at_night
from bot.model.reminders.wishes import Wishes
from bot.model.sessions import Session, State
from bot.model.time.spoken import spoken_duration, zone_city

LEADS = (
    timedelta(days=2),
    timedelta(days=1),
    timedelta(hours=3),
    timedelta(hours=1),
    timedelta(minutes=15),
)
"""How long before a session one can be reminded."""
SILENT = Wishes(no_messages=True)
ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps private messages away, in a sentence; `closed` says that it is a mailbox."""

    why: str
    closed: bool


def reminder(course: Course, said: Sequence[tuple[Subject, Spans]]) -> View:
    """Return a private reminder: one line a subject, with what to press."""
    lines = tuple(line for _, line in said)
    body: Block = Paragraph(lines[0]) if len(lines) == 1 else Bullets(lines)
    alone = len(said) == 1 and said[0][0].topic is Topic.SESSION
    return View(
        (body, _ways(course, said[0][0].about if alone else "")),
        title=course.title,
        fallback=f"{course.title}: a reminder you asked for",
    )


def _ways(course: Course, session: str) -> Block:
    items: list[Control] = []
    if session:
        items.append(Button("I can't come", action("attendance.away", course.id, session)))
    items.append(Button("Change reminders", action("reminders.offer", course.id)))
    return controls(*items)


def session_line(session: Session) -> Spans:
    """Return a planned session on one line, which stays true when the session has begun."""
    pieces: list[Inline] = [bold(session.title), " · ", LocalTime(session.starts)]
    pieces += [" (", LocalTime(session.starts, TimeStyle.RELATIVE), ")"]
    if session.link:
        pieces += [" · ", Link("join", session.link)]
    return spans(*pieces)


def changed_line(session: Session, told: Subject) -> Spans:
    """Return a session that is no longer as a reminder said."""
    if session.state is State.CANCELLED:
        return spans(bold(session.title), " is cancelled. Nothing is asked of you for it.")
    if session.state is State.PLANNED and session.starts == told.until:
        return spans(bold(session.title), " takes place: it starts ", LocalTime(session.starts))
    if session.state is State.PLANNED:
        return spans(bold(session.title), " was moved. It now starts ", LocalTime(session.starts))
    return spans(bold(session.title), " has begun or is over.")


def discussion_line(discussion: Discussion, subject: Subject) -> Spans:
    """Return what is due in a discussion, and when for this reader."""
    what = "Your post in " if subject.topic is Topic.POSTS else "Your replies in "
    pieces: list[Inline] = [what, bold(discussion.title)]
    if subject.until is not None:
        verb = " is due " if subject.topic is Topic.POSTS else " are due "
        pieces += [verb, LocalTime(subject.until)]
    if discussion.root is not None:
        pieces += [" · ", Link("open it", message=discussion.root)]
    return spans(*pieces)


def recap_line(session: Session, subject: Subject) -> Spans:
    """Return the news of a recap, or how long its make-up is open."""
    if subject.topic is Topic.MAKE_UP and subject.until is not None:
        return spans("The make-up for ", bold(session.title), " is open until ",
                     LocalTime(subject.until))  # fmt: skip
    return spans("The recap of ", bold(session.title), " is out")


def correction(course: Course, session: Session, told: Subject) -> View:
    """Return the message to someone whom a reminder told what is no longer true."""
    return View(
        (Paragraph(changed_line(session, told)), _ways(course, "")),
        title=course.title,
        fallback=f"{course.title}: a session has changed",
    )


def settings(
    course: Course,
    wishes: Wishes,
    reader: Reader,
    nights: Sequence[Session],
    trouble: Trouble | None,
) -> View:
    """Return a person's reminders as they stand; `nights` are sessions ahead that fall at night."""
    blocks: list[Block] = []
    if not wishes.reminded:
        blocks.append(paragraph("You get no private reminders. Would you like some?"))
        blocks.append(Bullets((*_plan_lines(Preferences(), reader),)))
        yes = Button("Yes, remind me", action("reminders.on", course.id), Look.MAIN)
        blocks.append(controls(yes, _choose(course, "Choose when")))
        blocks.append(note("You are never asked again; /class reminders finds this."))
    else:
        blocks.append(paragraph("You are reminded privately:"))
        blocks.append(Bullets((*_plan_lines(wishes.reminders, reader),)))
        off = Button("Turn off", action("reminders.off", course.id))
        blocks.append(controls(_choose(course, "Change"), off))
        blocks += _night_blocks(course, wishes.reminders, nights)
    if trouble is not None:
        blocks += _trouble_blocks(trouble)
    return View(tuple(blocks), title="Your reminders")


def _trouble_blocks(trouble: Trouble) -> Sequence[Block]:
    """Return what keeps private messages from a person, and how to change that."""
    if not trouble.closed:
        return (paragraph(bold("The last reminder didn't reach you. "), trouble.why),)
    return (
        paragraph(bold("Private messages can't reach you. "), trouble.why),
        note("Until then, what is for you alone comes along with our answers to you here."),
    )


def kept_away(count: int) -> Sequence[Block]:
    """Return what staff are told of private messages that wait for closed mailboxes, if any do."""
    if not count:
        return ()
    what = "message waits for a closed mailbox"
    if count > 1:
        what = "messages wait for closed mailboxes"
    return (
        paragraph(bold(f"{count} private {what}.")),
        note("Each comes along with the next private answer to whom it is for."),
    )


def _choose(course: Course, label: str) -> Button:
    return Button(label, action("reminders.form", course.id))


def _plan_lines(chosen: Preferences, reader: Reader) -> Sequence[Spans]:
    leads = [spoken_duration(lead) for lead in sorted(chosen.leads, reverse=True)]
    before = f"{joined(leads)} before each session" if leads else "sessions in the day's message"
    clock = f"{DIGEST_TIME:%H:%M} your time ({zone_city(reader.zone)})"
    rest = f"everything else in one message a day at most, at {clock}"
    if not chosen.merged:
        rest = f"due times {joined(leads) or 'a day'} before, each on its own"
    return (spans(before), spans(rest), spans(_quiet(reader.quiet)))


def _quiet(quiet: QuietHours) -> str:
    if quiet.starts == quiet.ends:
        return "at any hour: this course has no quiet hours"
    return f"never between {quiet.starts:%H:%M} and {quiet.ends:%H:%M} by your clock"


def _night_blocks(
    course: Course, chosen: Preferences, nights: Sequence[Session]
) -> Sequence[Block]:
    """Return the sessions ahead that fall at night, each with the word that one comes anyway."""
    blocks: list[Block] = []
    for session in nights:
        allowed = session.id in chosen.night_sessions
        blocks.append(paragraph(session.title, " falls at night for you: ",
                                LocalTime(session.starts)))  # fmt: skip
        blocks.append(controls(night_button(course, session, allowed=allowed)))
    return blocks


def night_button(course: Course, session: Session, *, allowed: bool) -> Button:
    """Return the button that allows reminders at night for one session, or takes that back."""
    label = "Don't wake me for it" if allowed else "I'll attend: remind me even at night"
    return Button(label, action("reminders.night", course.id, session.id, OFF if allowed else ON))


def offer(course: Course, session: Session, wishes: Wishes, reader: Reader) -> View:
    """Return what "Remind me" on a session's announcement leads to."""
    blocks: list[Block] = []
    items: list[Control] = []
    if wishes.reminded:
        blocks.append(paragraph("You are reminded of ", bold(session.title), " privately:"))
        blocks.append(Bullets((*_plan_lines(wishes.reminders, reader),)))
        items.append(_choose(course, "Change"))
    else:
        blocks.append(paragraph("Shall the bot remind you privately of this and what follows?"))
        blocks.append(Bullets((*_plan_lines(Preferences(), reader),)))
        items.append(Button("Yes, remind me", action("reminders.on", course.id), Look.MAIN))
        items.append(_choose(course, "Choose when"))
    if at_night(session, reader):
        allowed = session.id in wishes.reminders.night_sessions
        blocks.append(note("This session falls at night for you, or in hours you ruled out."))
        items.append(night_button(course, session, allowed=allowed))
    return View((*blocks, controls(*items)), title="Reminders")


def form(course: Course, chosen: Preferences) -> Form:
    """Return the form in which somebody chooses their reminders."""
    leads = FormField(
        "leads",
        "How long before a session?",
        FieldType.SOME,
        required=False,
        hint="None: sessions stand in the day's message",
        value="\n".join(minutes(lead) for lead in chosen.leads),
        choices=tuple((minutes(lead), spoken_duration(lead)) for lead in LEADS),
    )
    merged = FormField(
        "merged",
        "Everything else that is due, and news",
        FieldType.ONE,
        value=ON if chosen.merged else OFF,
        choices=((ON, "In one message a day at most"), (OFF, "Each due time on its own")),
    )
    state = action("reminders.save", course.id)
    return Form("Your reminders", state, (leads, merged), submit="Remind me")


def minutes(lead: timedelta) -> str:
    """Return a lead as a form's value."""
    return str(lead // timedelta(minutes=1))
