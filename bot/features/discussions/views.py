"""How discussions look to the class: the post, what is expected of me, how it counts, the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.chat.actions import action
from bot.chat.spans import Inline, Link, LocalTime, PersonName, Spans, Text, bold, spans
from bot.chat.tags import filed
from bot.chat.views import Block, Bullets, Button, Heading, View, controls, note, paragraph
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.participation.acts.contributions import Dues
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.phrases import joined, tasks
from bot.model.participation.policies.policy import Option, Part, Policy, Within, figure
from bot.model.places import Message
from bot.model.time.due import Due
from bot.model.time.spoken import MINUTE, spoken_date

QUOTED = 240
"""The most characters of a message that a list of messages shows."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody's message in a list: who wrote it, how it begins, when, and where it stands."""

    message: Message
    person: str
    name: str
    text: str
    posted: datetime


def due_span(due: Due) -> Inline:
    """Return a due time for everybody's eyes: an instant, or a wall time of each reader's own.

    A wall's midnight is told as the minute before it: 00:00 reads as the end of the wrong day.
    """
    if due.wall is None:
        return LocalTime(due.at)
    wall = due.wall if due.wall.time() != time() else due.wall - MINUTE
    day = spoken_date(wall.date(), wall.date())
    return Text(f"{wall:%H:%M} your local time on {day}")


def expected(expects: Expectation) -> str:
    """Return what taking part in full means: `write 1 post of 75 words or more and 2 replies`."""
    asked = [
        (Part((Act.POST,)), expects.posts, expects.words),
        (Part((Act.REPLY,)), expects.replies, expects.reply_words),
    ]
    return tasks([each for each in asked if each[1]])


def discussion_post(discussion: Discussion) -> View:
    """Return the post under which the discussion's thread hangs, as it stands now."""
    over = discussion.state in (DiscussionState.CLOSED, DiscussionState.CANCELLED)
    return filed(replace(_post(discussion), thread=discussion.title), discussion.week, closed=over)


def _post(discussion: Discussion) -> View:
    blocks: list[Block] = [paragraph(Text(discussion.prompt))]
    asked = expected(discussion.expects)
    if discussion.state is DiscussionState.CANCELLED:
        blocks.append(note("This discussion was called off. Nothing is asked of anyone for it."))
        return View(tuple(blocks), title=f"Called off: {discussion.title}")
    if discussion.state is DiscussionState.CLOSED:
        blocks.append(note("This discussion is closed. What was written stays here to be read."))
        blocks.append(controls(_counts_button(discussion)))
        return View(tuple(blocks), title=f"Closed: {discussion.title}")
    if asked:
        blocks.append(paragraph(f"To take part, {asked}, in the thread under this message."))
    blocks.append(
        Bullets(
            (
                spans("Post by ", due_span(discussion.posts_due)),
                spans("Replies until ", due_span(discussion.closes)),
            )
        )
    )
    mine = action("discussions.expect", discussion.course, discussion.id)
    blocks.append(
        controls(Button("What's expected of me", mine), _counts_button(discussion)),
    )
    if not discussion.counted:
        blocks.append(note("This one is for the pleasure of it: it is not graded."))
    return View(tuple(blocks), title=discussion.title, fallback=f"Discussion: {discussion.title}")


def _counts_button(discussion: Discussion) -> Button:
    return Button("How it counts", action("discussions.counts", discussion.course, discussion.id))


def expectation(
    discussion: Discussion, dues: Dues, entries: Sequence[Entry], now: datetime, *, now_open: bool
) -> View:
    """Return a student's own state in a discussion; `entries` are their acts in it that stand."""
    expects = discussion.expects
    posts = [entry for entry in entries if entry.act is Act.POST]
    replies = [entry for entry in entries if entry.act is Act.REPLY]
    lines = [
        _line("Posts", posts, expects.posts, expects.words, LocalTime(dues.posts)),
        _line("Replies", replies, expects.replies, expects.reply_words, LocalTime(dues.closes)),
    ]
    blocks: list[Block] = [Bullets(tuple(line for line in lines if line))]
    blocks += [
        note(
            f"One message has {entry.amount} of the {entry.out_of} words asked. You can still "
            "edit it until ",
            LocalTime(dues.posts),
            ".",
        )
        for entry in posts[:1]
        if now_open and now < dues.posts and entry.amount < (entry.out_of or 0)
    ]
    if now_open:
        blocks.append(_where(discussion))
    else:
        blocks.append(note("This discussion is closed, so nothing more is expected of you."))
    blocks.append(note("Only you can see this."))
    return View(tuple(blocks), title=f"You in “{discussion.title}”")


def _where(discussion: Discussion) -> Block:
    """Return where to write: what stands elsewhere isn't counted, and nothing else says so."""
    root = discussion.root
    opened: tuple[Inline, ...] = (" (", Link("open it", message=root), ")") if root else ()
    beside = ": what stands beside it in the channel isn't counted."
    return note("Write in the thread under the discussion's message", *opened, beside)


def _line(
    what: str, entries: Sequence[Entry], count: int, words: int, due: LocalTime
) -> Spans | tuple[()]:
    if not count:
        return ()
    done = sum(entry.in_time and entry.amount >= words for entry in entries)
    if done >= count:
        return spans(bold(f"{what}: done"), f" ({done} of {count})")
    size = f" of {words} words or more" if words else ""
    return spans(bold(f"{what}{size}: {done} of {count}"), ", by ", due)


def how_it_counts(discussion: Discussion, policy: Policy | None) -> View:
    """Return which options of the policy the discussion serves, and the rules of editing."""
    options = [option for option in policy.options if _serves(option)] if policy else []
    blocks: list[Block] = []
    if not discussion.counted or not options:
        blocks.append(paragraph("This discussion is not graded."))
    else:
        blocks.append(Bullets(tuple(spans(bold(o.title), _earns(o, discussion)) for o in options)))
    blocks.append(
        Bullets(
            (
                spans("Your first message with enough words, before posts are due, is your post."),
                spans("What you write after somebody else has written is a reply."),
                spans("Edits count until the due time; later ones take nothing away."),
                spans("What you delete no longer counts while the week is open."),
            )
        )
    )
    return View(tuple(blocks), title=f"How “{discussion.title}” counts")


def _serves(option: Option) -> bool:
    return bool(option.acts & {Act.POST, Act.REPLY}) and option.within is not Within.SESSION


def _earns(option: Option, discussion: Discussion) -> str:
    expects = discussion.expects
    sizes = {Act.POST: (expects.posts, expects.words)}
    sizes[Act.REPLY] = (expects.replies, expects.reply_words)
    sizes[Act.RECEIVED] = (1, expects.reply_words)
    asked = []
    for part in option.parts:
        count, words = sizes.get(part.acts[0], (1, 0))
        size = max(part.minimum, words if part.share else 0)
        asked.append((part, part.count if part.count is not None else count, size))
    worth = "is optional" if option.optional else f"earns {figure(option.worth)}"
    return f" {worth}: {tasks([each for each in asked if each[1]])}."


def closing(discussion: Discussion, highlights: Sequence[Quoted]) -> View:
    """Return the closing summary, for the thread."""
    blocks: list[Block] = [paragraph(Text(discussion.summary or ""))]
    if highlights:
        blocks += [Heading("Worth reading again"), quotes(highlights)]
    return View(tuple(blocks), title=f"Summary of “{discussion.title}”")


def quotes(messages: Sequence[Quoted]) -> Bullets:
    """Return messages as a list, each with its author and a link to where it stands."""
    return Bullets(
        tuple(
            spans(
                PersonName(each.person, each.name),
                ": “",
                Text(shortened(each.text)),
                "” ",
                Link("open", message=each.message),
            )
            for each in messages
        )
    )


def shortened(text: str) -> str:
    """Return how a message begins, on one line, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= QUOTED:
        return flat
    return f"{flat[:QUOTED].rpartition(' ')[0] or flat[:QUOTED]}…"


def in_figures(posts: int, replies: int, people: int, staff: int) -> str:
    """Return a thread's figures in a sentence."""
    if not posts + replies:
        return "Nobody wrote in this discussion."
    counts = [_count(posts, "post", "posts"), _count(replies, "reply", "replies")]
    who = _count(people, "student", "students")
    more = f" Staff wrote {_count(staff, 'message', 'messages')}." if staff else ""
    return f"{who} wrote {joined(counts)}.{more}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
