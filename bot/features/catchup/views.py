"""How catching up looks to one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import action
from bot.chat.spans import (
    Inline,
    Link,
    LocalTime,
    Spans,
    Text,
    TimeStyle,
    bold,
    ending,
    short,
    spans,
)
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Control,
    Heading,
    Look,
    Paragraph,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.live.polls import Poll
from bot.model.live.questions import Question, ranked
from bot.model.sessions import Session, State
from bot.ports.messages import Kept

BUTTONS = 5
SHORTENED = 160
MOST = 10
MOST_CHOICES = 25


@dataclass(frozen=True, slots=True)
class Missed:
    """What there is to catch up with: facts of the session, and how the reader stands to it.

    `opened` says whether answers and results are open for the reader; `reader` is their id.
    `highlights` are the messages that staff marked, `messages` those the class reacted to most:
    they stand in while nothing is marked.
    """

    session: Session
    reader: str
    checked_in: bool
    opened: bool
    questions: Sequence[Question]
    polls: Sequence[Poll]
    links: Sequence[str]
    highlights: Sequence[Kept]
    messages: Sequence[Kept]

    @property
    def bare(self) -> bool:
        """Whether no recap follows by itself: not counted, nothing asked, shared or marked."""
        told = (ranked(self.questions), self.polls, self.links, self.highlights)
        return not self.session.counted and not any(told)


def missed(facts: Missed) -> View:
    """Return what a reader missed so far of a session."""
    session = facts.session
    live = session.state is State.LIVE
    blocks: list[Block] = [_opening(session), *_state(facts)]
    blocks += _questions(facts)
    for poll in facts.polls:
        blocks += _poll(facts, poll)
    if facts.links:
        blocks.append(Heading("Links that were shared"))
        blocks.append(Bullets(tuple(spans(Link(link, link)) for link in facts.links[:MOST])))
    if facts.highlights:
        blocks.append(Heading("Highlights"))
        blocks.append(Bullets(tuple(_highlight(kept) for kept in facts.highlights[:MOST])))
    elif facts.messages:
        blocks.append(Heading("What the class reacted to"))
        blocks.append(Bullets(tuple(_message(kept) for kept in facts.messages)))
    if live:
        ask = action("questions.form", session.course, session.id)
        blocks.append(controls(Button("Ask a question", ask)))
    elif facts.bare:
        blocks.append(note("Nothing was asked or shared, so no recap follows by itself."))
    else:
        making_up = " and a way to make it up" if session.counted else ""
        blocks.append(note(f"The recap follows, with everything{making_up}."))
    return View(tuple(blocks), title=f"So far: {session.title}")


def _opening(session: Session) -> Paragraph:
    began = session.began or session.starts
    if session.state is State.LIVE:
        until = ending(session.ends, began)
        since = LocalTime(began, TimeStyle.TIME)
        return paragraph(
            bold(session.title), " began at ", since, " and is live until ", until, "."
        )
    return paragraph(bold(session.title), " began ", LocalTime(began), " and has ended.")


def _state(facts: Missed) -> list[Block]:
    if facts.checked_in:
        return [note("You're checked in.")]
    blocks: list[Block] = []
    if facts.session.state is State.LIVE and not facts.opened:
        check_in = action("attendance.code", facts.session.course, facts.session.id)
        blocks.append(paragraph("You're not checked in."))
        blocks.append(controls(Button("Check in", check_in, Look.MAIN)))
    if not facts.opened:
        blocks.append(
            note(
                "Answers and poll results open once you checked in or sent your own make-up, and "
                "for everyone when the make-up has closed."
            )
        )
    return blocks


def _questions(facts: Missed) -> list[Block]:
    standing = ranked(facts.questions)
    blocks: list[Block] = [Heading(f"Questions: {len(standing)}")]
    if not standing:
        live = facts.session.state is State.LIVE
        return [*blocks, paragraph("None so far." if live else "Nobody asked a question.")]
    blocks.append(Bullets(tuple(_question(q, opened=facts.opened) for q in standing[:MOST])))
    if len(standing) > MOST:
        blocks.append(note(f"{len(standing) - MOST} more: type /class questions."))
    votable = [q for q in standing if facts.reader not in q.voters | {q.person}]
    if facts.session.state is State.LIVE and votable:
        choices = tuple(
            (short(q.shown, 70), action("questions.up", q.course, q.id, "up"))
            for q in votable[:MOST_CHOICES]
        )
        blocks.append(controls(Select("I want this answered", choices)))
    return blocks


def _question(question: Question, *, opened: bool) -> Spans:
    votes = "1 vote" if question.votes == 1 else f"{question.votes} votes"
    pieces: list[Inline] = [
        bold(short(question.shown, SHORTENED)),
        f" · {votes} · ",
        Text(str(question.state), italic=True),
    ]
    if opened and question.answer:
        pieces.append(f": {short(question.answer, SHORTENED)}")
    return spans(*pieces)


def _poll(facts: Missed, poll: Poll) -> list[Block]:
    blocks: list[Block] = [Heading(f"Poll: {poll.question}")]
    mine = poll.choices.get(facts.reader)
    if facts.opened:
        blocks.append(Bars(poll.results))
    elif poll.closed is not None:
        blocks.append(Bullets(tuple(spans(option) for option in poll.options)))
    if poll.closed is None:
        blocks.append(controls(*_choices(poll)))
    if mine is not None:
        blocks.append(note("Your vote: ", Text(poll.options[mine])))
    return blocks


def _choices(poll: Poll) -> tuple[Control, ...]:
    actions = [
        (option, action("polls.vote", poll.course, poll.id, str(index)))
        for index, option in enumerate(poll.options)
    ]
    if len(actions) > BUTTONS:
        return (Select("Choose one", tuple(actions)),)
    return tuple(Button(option, state) for option, state in actions)


def _highlight(kept: Kept) -> Spans:
    return spans(short(kept.text, SHORTENED), " · ", Link("see it", message=kept.message))


def _message(kept: Kept) -> Spans:
    count = "1 reaction" if kept.reactions == 1 else f"{kept.reactions} reactions"
    words, there = short(kept.text, SHORTENED), Link("see it", message=kept.message)
    return spans(words, " · ", there, f" · {count}")
