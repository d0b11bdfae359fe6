"""How the panel looks: the same for every reader, so it holds nothing of anybody's but the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.actions import action
from bot.chat.spans import Inline, Link, LocalTime, Spans, TimeStyle, bold, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Controls,
    Look,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.course import Course
from bot.model.discussions import Discussion, Expectation
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.phrases import tasks
from bot.model.participation.policies.policy import (
    Option,
    Part,
    Period,
    Policy,
    Requirement,
    figure,
)
from bot.model.sessions import Session, State
from bot.model.time.weeks import last_week, week_end, week_of, week_start


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel shows: the session that is live or next, and the discussions now open.

    `expects` is what this week's discussion asks, for options that leave it to the discussion.
    """

    course: Course
    session: Session | None
    discussions: Sequence[Discussion]
    policy: Policy | None
    expects: Expectation | None


def panel(facts: Facts, now: datetime) -> View:
    """Return the panel as it stands at an instant."""
    course = facts.course
    blocks: list[Block] = [paragraph(*_next(facts.session))]
    blocks += [paragraph(*_open(each)) for each in facts.discussions]
    blocks += _week(facts, now)
    blocks += [*_buttons(course.id), note("Each button answers you alone.")]
    title = course.title
    return View(tuple(blocks), title=title, fallback=f"{title} at a glance", pinned=True)


def goodbye(course: Course) -> View:
    """Return what stands in the panel's place once the course is frozen."""
    blocks = (
        paragraph("This course is over. Thank you for being part of it."),
        paragraph("Nothing is added any more; everything can still be read."),
        controls(_standing(course.id), _archive(course.id), _my_data(course.id)),
    )
    title = course.title
    return View(blocks, title=title, fallback=f"{title} is over", pinned=True)


def _next(session: Session | None) -> tuple[Inline, ...]:
    if session is None:
        return ("No further session is planned.",)
    join: tuple[Inline, ...] = (" · ", Link("join", session.link)) if session.link else ()
    if session.state is State.LIVE:
        ends = LocalTime(session.ends, TimeStyle.TIME)
        return (bold(session.title), " is live now, until ", ends, *join)
    starts = LocalTime(session.starts)
    soon = LocalTime(session.starts, TimeStyle.RELATIVE)
    return ("Next session: ", bold(session.title), ", ", starts, " (", soon, ")", *join)


def _open(discussion: Discussion) -> tuple[Inline, ...]:
    title: Inline = bold(discussion.title)
    if discussion.root is not None:
        title = Link(discussion.title, message=discussion.root)
    closes = discussion.closes.at
    return ("Open discussion: ", title, ", until ", LocalTime(closes))


def _week(facts: Facts, now: datetime) -> list[Block]:
    """Return what the present week asks, in the policy's own options, and when it ends."""
    course, policy = facts.course, facts.policy
    week = week_of(course, now)
    if week > last_week(course):
        return [paragraph("The term is over. What is still open can be finished.")]
    if week < 1:
        starts = LocalTime(week_start(course, 1), TimeStyle.DATE)
        return [paragraph("The term begins ", starts, ".")]
    until: tuple[Inline, ...] = (
        bold(f"Week {week}"),
        ", until ",
        LocalTime(week_end(course, week)),
    )
    if policy is None or week in policy.free_weeks or not policy.requirements:
        return [paragraph(*until, ": nothing is asked.")]
    blocks: list[Block] = []
    for number, each in enumerate(policy.requirements):
        head = (*until, ": ") if number == 0 else ("And ",)
        blocks.append(paragraph(*head, *_asks(each)))
        blocks.append(Bullets(tuple(_way(policy.option(o), facts.expects) for o in each.options)))
    return blocks


def _asks(requirement: Requirement) -> tuple[Inline, ...]:
    longer = "" if requirement.per is Period.WEEK else f" over the {requirement.per}"
    if requirement.points is not None:
        return (f"{figure(requirement.points)} points from these{longer}.",)
    if longer:
        return (f"any {requirement.choose} of these{longer}.",)
    if requirement.choose == len(requirement.options):
        return ("this.",) if requirement.choose == 1 else ("all of these.",)
    return (f"any {requirement.choose} of these.",)


def _way(option: Option, expects: Expectation | None) -> Spans:
    """Return one option: what it is called, what it asks, and about how long it takes."""
    asked = [(part, *_amount(part, expects)) for part in option.parts]
    what = tasks([each for each in asked if each[1]])
    return spans(bold(option.title), f": {what}" if what else "", f" (about {option.minutes} min)")


def _amount(part: Part, expects: Expectation | None) -> tuple[int, int]:
    """Return how many acts a part asks for, and how many words or minutes each has."""
    posts = part.acts[0] is Act.POST
    count, words = 1, 0
    if expects is not None and part.acts[0] in (Act.POST, Act.REPLY, Act.RECEIVED):
        count = expects.posts if posts else expects.replies
        words = expects.words if posts else expects.reply_words
    own = count if part.count is None else part.count
    return own, max(part.minimum, words if part.share else 0)


def _buttons(course: str) -> tuple[Controls, ...]:
    """Return what students do most, in two rows of five."""
    return (
        controls(
            _standing(course),
            Button("Next sessions", action("session.next", course)),
            Button("What did I miss?", action("catchup.show", course)),
            Button("How I take part", action("choose.show", course)),
            Button("Ask a question", action("questions.form", course)),
        ),
        controls(
            Button("Reminders", action("reminders.offer", course)),
            Button("Time zone", action("timezone.form", course)),
            _archive(course),
            _my_data(course),
            Button("Help", action("help.show", course)),
        ),
    )


def _standing(course: str) -> Button:
    return Button("My standing", action("progress.show", course), Look.MAIN)


def _archive(course: str) -> Button:
    return Button("Archive", action("archive.more", course, "n0"))


def _my_data(course: str) -> Button:
    return Button("My data", action("me.show", course))
