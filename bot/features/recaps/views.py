"""How a recap looks: the draft in the staff place, and the recap that the class reads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.spans import Inline, Link, LocalTime, Spans, Text, TimeStyle, bold, short, spans
from bot.chat.tags import filed
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Control,
    Heading,
    Look,
    Quote,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.recaps.facts import Facts
from bot.model.live.polls import Poll
from bot.model.live.questions import Question
from bot.model.places import Message
from bot.model.recap.recaps import Said
from bot.model.sessions import State

MOST = 12
SHORTENED = 300
SEE = "see it"


def shortened(text: str) -> str:
    """Return a text as a recap's line shows it."""
    return short(text, SHORTENED)


def recap(facts: Facts) -> View:
    """Return the published recap: the same for every reader, so without what may be hidden.

    Answers and results stand in it once the make-up has closed.
    """
    opened = facts.recap.makeup_closed or not facts.session.counted
    blocks = [*_body(facts, opened=opened), *_take_part(facts)]
    title = f"Recap: {facts.recap.contents.title}"
    return filed(View(tuple(blocks), title=title, fallback=title, thread=title), facts.session.week)


def draft(facts: Facts) -> View:
    """Return the staff's card: the draft with everything in it, or what became of it."""
    title = facts.recap.contents.title
    if facts.session.state is State.LIVE:
        return View((paragraph("The session goes on. Its draft is made again when it ends."),))
    if facts.recap.published is not None:
        return _published(facts)
    blocks: list[Block] = [paragraph(*_waits(facts)), *_body(facts, opened=True)]
    blocks.append(controls(*_staff_controls(facts)))
    blocks.append(
        note(
            "Counts and links follow what happens; answers stay hidden from the class "
            "until they may be read."
        )
    )
    return View(tuple(blocks), title=f"Draft recap: {title}", fallback=f"Draft recap: {title}")


def _published(facts: Facts) -> View:
    recap = facts.recap
    pieces: list[Inline] = ["Published ", LocalTime(recap.published or recap.drafted), "."]
    if facts.stands is not None:
        pieces += [" ", Link("Read it", message=facts.stands)]
    blocks: list[Block] = [paragraph(*pieces)]
    if recap.revised is not None:
        blocks.append(note("Revised ", LocalTime(recap.revised), "."))
    blocks.append(controls(*_staff_controls(facts)))
    title = f"Recap is out: {recap.contents.title}"
    return View(tuple(blocks), title=title, fallback=title)


def _waits(facts: Facts) -> tuple[Inline, ...]:
    after = facts.course.publish_after
    if facts.recap.needs_staff:
        return ("It holds words of a transcript, so it waits for you. Check them, then publish.",)
    if facts.recap.publications:
        return ("It was taken back. It waits for you to publish it again.",)
    if facts.bare:
        return ("Nothing was asked or shared, so it doesn't publish itself. Publish it if you "
                "like.",)  # fmt: skip
    if after is None:
        return ("It waits for you to publish it.",)
    at = LocalTime(facts.recap.drafted + after)
    return ("It publishes itself ", at, ". Change it before then, or after.")


def _staff_controls(facts: Facts) -> tuple[Control, ...]:
    course, session = facts.session.course, facts.session.id
    out = facts.recap.published is not None
    label = "Change the recording" if facts.recap.contents.recording else "Add recording"
    items: list[Control] = [
        Button("Revise" if out else "Edit", action("recap.edit", course, session)),
        Button(label, action("recap.recording", course, session)),
        Button("History", action("recap.history", course, session)),
    ]
    if out:
        back = action("recap.unpublish", course, session)
        return (*items, Button("Take it back", back, Look.DANGER))
    return (Button("Publish", action("recap.publish", course, session), Look.MAIN), *items)


def _body(facts: Facts, *, opened: bool) -> list[Block]:
    session, contents = facts.session, facts.recap.contents
    began, ended = session.began or session.starts, session.ended or session.ends
    blocks: list[Block] = [
        paragraph(
            f"{session.kind.value.capitalize()}, ",
            LocalTime(began),
            " to ",
            LocalTime(ended, TimeStyle.TIME),
            f". {facts.attended} attended, {facts.made_up} made it up so far."
            if session.counted
            else ".",
        )
    ]
    if facts.recap.revised is not None:
        blocks.append(note("Revised ", LocalTime(facts.recap.revised), "."))
    blocks += _section("In short", facts.summary)
    blocks += _section("Highlights", facts.highlights)
    blocks += _questions(facts, opened=opened)
    blocks += _polls(facts, opened=opened)
    if facts.links:
        rows = (spans(Link(link.url, link.url), *_see(link.message)) for link in facts.links[:MOST])
        blocks += [Heading("Links that were shared"), Bullets(tuple(rows))]
    blocks += _section("What stayed open", facts.stayed_open)
    if contents.recording:
        blocks += [Heading("Recording"), paragraph(Link("Watch the recording", contents.recording))]
    return blocks


def _section(heading: str, lines: Sequence[Said]) -> list[Block]:
    if not lines:
        return []
    rows = tuple(spans(shortened(said.text), *_see(said.message)) for said in lines[:MOST])
    return [Heading(heading), Bullets(rows)]


def _see(message: Message | None) -> tuple[Inline, ...]:
    return () if message is None else (" · ", Link(SEE, message=message))


def _questions(facts: Facts, *, opened: bool) -> list[Block]:
    if not facts.questions:
        return []
    blocks: list[Block] = [Heading(f"Questions: {len(facts.questions)}")]
    for question in facts.questions[:MOST]:
        blocks.append(Bullets((_question(question, facts.board),)))
        if opened and question.answer:
            blocks.append(Quote(spans(shortened(question.answer))))
    if len(facts.questions) > MOST:
        blocks.append(note(f"{len(facts.questions) - MOST} more: type /class questions."))
    return blocks


def _question(question: Question, board: Message | None) -> Spans:
    votes = "1 vote" if question.votes == 1 else f"{question.votes} votes"
    state = Text(str(question.state), italic=True)
    return spans(bold(shortened(question.shown)), f" · {votes} · ", state, *_see(board))


def _polls(facts: Facts, *, opened: bool) -> list[Block]:
    blocks: list[Block] = []
    for poll in facts.polls:
        card = facts.poll_cards.get(poll.id)
        line = paragraph(bold(poll.question), f" · {_voted(poll)}", *_see(card))
        blocks += [Heading("Poll"), line, *poll_blocks(poll, opened=opened)]
    return blocks


def poll_blocks(poll: Poll, *, opened: bool) -> list[Block]:
    """Return a poll's results and staff's note, or only its options where they aren't open."""
    if not opened:
        return [Bullets(tuple(spans(option) for option in poll.options))]
    blocks: list[Block] = [Bars(poll.results)]
    if poll.note:
        blocks.append(Quote(spans(poll.note)))
    return blocks


def _voted(poll: Poll) -> str:
    return "1 voted" if poll.total == 1 else f"{poll.total} voted"


def _take_part(facts: Facts) -> list[Block]:
    """Return how to take part now, with its due time in each reader's own."""
    recap, session = facts.recap, facts.session
    if not session.counted or recap.makeup_until is None:
        return []
    if recap.makeup_closed:
        return [note("The make-up closed ", LocalTime(recap.makeup_until), ". Answers are open.")]
    course = session.course
    return [
        Heading("Take part now"),
        paragraph(
            "Weren't there? Answer the session's questions ",
            bold("before you see what others said"),
            ". It earns what attending earns. Open until ",
            LocalTime(recap.makeup_until),
            ".",
        ),
        controls(
            Button("Make it up", action("makeup.open", course, session.id), Look.MAIN),
            Button("See answers", action("recap.answers", course, session.id)),
        ),
    ]
