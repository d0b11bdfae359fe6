"""What staff do with discussions: open, close and extend them, and see who waits for a reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.discussions import due, views_staff, waiting
from bot.features.discussions.assessment import assess
from bot.features.discussions.planning import (
    check_order,
    items_for,
    read_due,
    read_due_time,
    write_due,
)
from bot.features.discussions.records import discussion_of
from bot.features.discussions.views import Quoted
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.ids import short_id
from bot.model.participation.review.differences import nobody_loses
from bot.model.people import STAFF
from bot.model.time.due import Due, latest
from bot.model.time.weeks import week_of
from bot.ports.deeds import audited
from bot.ports.locked import decision, differing, locked_among
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class OpenDiscussion:
    """Open a discussion now."""

    prompt: Annotated[str, Param("what to write about", most=3000)]
    posts_due: Annotated[str, Param("when posts are due, such as thu 23:59 or local thu 23:59")]
    closes: Annotated[str, Param("when replies are due and it closes, such as sun 23:59")]
    title: Annotated[str, Param("its title; the prompt's first words if left out", most=100)] = ""
    words: Annotated[int | None, Param("words of a post; as in the last one if left out")] = None
    replies: Annotated[int | None, Param("how many replies; as in the last one if left out")] = None


@commands.on("discuss open", allowed=STAFF)
async def open_discussion(ask: OpenDiscussion, call: Call, work: UnitOfWork) -> View:
    """Open a discussion that isn't in the plan."""
    expects = await _usual(call, work)
    if ask.words is not None:
        expects = replace(expects, words=ask.words)
    if ask.replies is not None:
        expects = replace(expects, replies=ask.replies)
    if not (0 <= expects.words <= 5000 and 0 <= expects.replies <= 50):
        raise Refusal("Please ask for 0 to 5000 words and 0 to 50 replies.")
    return await _open(ask, expects, call, work)


@dataclass(frozen=True, slots=True)
class NewDiscussion:
    """Open a discussion with a form."""


@commands.on("discuss new", allowed=STAFF, answers="form")
async def new_discussion(ask: NewDiscussion, call: Call, work: UnitOfWork) -> Form:
    """Open the form for a discussion."""
    return views_staff.new_form(call.course.id, "")


@commands.form("discussions.new", allowed=STAFF)
async def new_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Open the discussion of the form."""
    line = sent.answers.line
    ask = OpenDiscussion(line("prompt"), line("posts_due"), line("closes"), line("title"))
    return await _open(ask, await _usual(call, work), call, work)


async def _usual(call: Call, work: UnitOfWork) -> Expectation:
    """Return what the course's last discussion expected."""
    known = await work.discussions.of(call.course.id)
    return known[-1].expects if known else Expectation(posts=1, words=75, replies=2)


async def _open(ask: OpenDiscussion, expects: Expectation, call: Call, work: UnitOfWork) -> View:
    posts_due = read_due_time(ask.posts_due, call.course, call.now)
    closes = read_due_time(ask.closes, call.course, call.now)
    check_order(call.now, posts_due, closes)
    name = short_id(call.course.id, "discussion", call.id)
    discussion = Discussion(
        id=name,
        course=call.course.id,
        key=f"chat-{name}",
        title=ask.title or " ".join(ask.prompt.split()[:8]),
        prompt=ask.prompt,
        opens=call.now,
        posts_due=posts_due,
        closes=closes,
        week=week_of(call.course, posts_due.at),
        expects=expects,
    )
    opened = await due.open_now(call.course, discussion, call.now, work)
    undo = action("discussions.cancel", call.course.id, name)
    await audited(call, work, f"opened the discussion {opened.title}", undo)
    return views_staff.changed(opened, "is open", undo)


@commands.button("discussions.cancel", allowed=STAFF)
async def cancel_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Call a discussion off: the undo of opening it."""
    discussion = await discussion_of(ask.object, call, work)
    if discussion.state is not DiscussionState.OPEN:
        raise Refusal(f"{discussion.title} is {discussion.state}, so it can't be called off.")
    off = replace(discussion, state=DiscussionState.CANCELLED)
    why = decision(call, f"“{off.title}” was called off")
    async with differing(call.course, why, work, among={off.week}):
        await work.discussions.save((off,))
    await work.agenda.cancel(f"discussion/{off.id}/")
    await due.show(call.course, off, work)
    undo = action("discussions.restore", call.course.id, off.id)
    await audited(call, work, f"called off {off.title}", undo)
    return views_staff.changed(off, "is called off", undo)


@commands.button("discussions.restore", allowed=STAFF)
async def restore_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let a discussion that was called off go on."""
    discussion = await discussion_of(ask.object, call, work)
    if discussion.state is not DiscussionState.CANCELLED:
        raise Refusal(f"{discussion.title} is {discussion.state}: there is nothing to restore.")
    undo = action("discussions.cancel", call.course.id, discussion.id)
    return await _set(discussion, "goes on", undo, call, work)


@dataclass(frozen=True, slots=True)
class CloseDiscussion:
    """Close a discussion now; its summary is drafted at once."""

    discussion: Annotated[str, Param("which one; the open one if left out", suggests=True)] = ""


@commands.on("discuss close", allowed=STAFF)
async def close_discussion(ask: CloseDiscussion, call: Call, work: UnitOfWork) -> View:
    """Close an open discussion before its time: what is written from now on comes too late."""
    discussion = await _open_one(ask.discussion, call, work)
    before = f"{write_due(discussion.posts_due)}-{write_due(discussion.closes)}"
    posts_due = discussion.posts_due
    if latest(posts_due) > call.at:
        posts_due = Due(call.at)
    closing = replace(discussion, posts_due=posts_due, closes=Due(call.at))
    await work.agenda.cancel(f"discussion/{closing.id}/close/")
    closed = await due.close_now(call.course, closing, call.now, work)
    undo = action("discussions.reopen", call.course.id, closed.id, before)
    await audited(call, work, f"closed {closed.title}", undo)
    return views_staff.changed(closed, "is closed", undo)


@dataclass(frozen=True, slots=True)
class ExtendDiscussion:
    """Give a discussion more time, also one that has closed."""

    closes: Annotated[str, Param("when it closes, such as sun 23:59 or local sun 23:59")]
    posts_due: Annotated[str, Param("when posts are due; as before if left out")] = ""
    discussion: Annotated[str, Param("which one; the open one if left out", suggests=True)] = ""


@commands.on("discuss extend", allowed=STAFF)
async def extend_discussion(ask: ExtendDiscussion, call: Call, work: UnitOfWork) -> View:
    """Move a discussion's due times; what came in time by the new ones counts."""
    if ask.discussion:
        discussion = await discussion_of(ask.discussion, call, work)
    else:
        discussion = await _open_one("", call, work)
    closes = read_due_time(ask.closes, call.course, call.now)
    posts_due = discussion.posts_due
    if ask.posts_due:
        posts_due = read_due_time(ask.posts_due, call.course, call.now)
    if latest(closes) <= call.now:
        raise Refusal("That time has passed. To end it now, use /class discuss close.")
    check_order(discussion.opens, posts_due, closes)
    return await _retime(discussion, posts_due, closes, call, work)


@commands.button("discussions.reopen", allowed=STAFF)
async def reopen_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Give a discussion the due times in the button: the undo of closing and extending."""
    discussion = await discussion_of(ask.object, call, work)
    posts, _, closes = ask.arg.partition("-")
    return await _retime(discussion, read_due(posts), read_due(closes), call, work)


async def _retime(
    discussion: Discussion, posts_due: Due, closes: Due, call: Call, work: UnitOfWork
) -> View:
    if discussion.state is DiscussionState.CANCELLED:
        raise Refusal(f"{discussion.title} was called off. Restore it first.")
    before = f"{write_due(discussion.posts_due)}-{write_due(discussion.closes)}"
    timed = replace(discussion, posts_due=posts_due, closes=closes)
    undo = action("discussions.reopen", call.course.id, timed.id, before)
    if timed.state is DiscussionState.PLANNED:
        await work.discussions.save((timed,))
        await work.agenda.cancel(f"discussion/{timed.id}/close/")
        await work.agenda.plan(tuple(items_for(call.course, timed, call.now)))
        await audited(call, work, f"gave {timed.title} other due times", undo)
        return views_staff.changed(timed, "has other due times", undo)
    return await _set(timed, "has other due times", undo, call, work)


async def _set(discussion: Discussion, what: str, undo: str, call: Call, work: UnitOfWork) -> View:
    """Let a discussion be open, if its time hasn't passed, and count anew what was written."""
    over = latest(discussion.closes) <= call.now
    state = DiscussionState.CLOSED if over else DiscussionState.OPEN
    after = replace(discussion, state=state)
    if not over:
        await due.take_back(discussion, work)
        after = replace(after, summary=None, highlights=())
    why = decision(call, f"“{after.title}” {what}")
    async with differing(call.course, why, work, among={after.week}):
        await work.discussions.save((after,))
        await assess(after, call.now, work, None)
    await work.agenda.cancel(f"discussion/{after.id}/")
    await work.agenda.plan(tuple(items_for(call.course, after, call.now)))
    await due.show(call.course, after, work)
    await audited(call, work, f"changed {after.title}: it {what}", undo)
    locked = await locked_among({after.week}, call.course, call.now, work)
    return views_staff.changed(after, what, undo, nobody_loses(locked))


@dataclass(frozen=True, slots=True)
class ShowUnanswered:
    """List the posts that nobody answered yet."""

    discussion: Annotated[str, Param("which one; all open ones if left out", suggests=True)] = ""


@commands.on("discuss unanswered", allowed=STAFF, reads=True)
async def show_unanswered(ask: ShowUnanswered, call: Call, work: UnitOfWork) -> View:
    """Answer with the posts that wait for a reply, oldest first."""
    if ask.discussion:
        return await _unanswered([await discussion_of(ask.discussion, call, work)], call, work)
    shared = await waiting.shared_unanswered(call.course, work)
    return await _unanswered(await _all_open(call, work), call, work, shared)


@commands.button("discussions.unanswered", allowed=STAFF, answers="private", reads=True)
async def unanswered_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer for the button's discussion."""
    return await _unanswered([await discussion_of(ask.object, call, work)], call, work)


async def _unanswered(
    discussions: Iterable[Discussion],
    call: Call,
    work: UnitOfWork,
    shared: Sequence[Quoted] = (),
) -> View:
    found: list[tuple[str, Sequence[Quoted]]] = [
        (each.title, await waiting.unanswered_in(call.course, each, work)) for each in discussions
    ]
    return views_staff.unanswered([*found, (views_staff.SHARED, shared)])


async def _all_open(call: Call, work: UnitOfWork) -> list[Discussion]:
    known = await work.discussions.of(call.course.id)
    return [each for each in known if each.state is DiscussionState.OPEN]


async def _open_one(name: str, call: Call, work: UnitOfWork) -> Discussion:
    """Return the discussion named, or the only open one; it has to be open."""
    if name:
        discussion = await discussion_of(name, call, work)
        if discussion.state is not DiscussionState.OPEN:
            raise Refusal(f"{discussion.title} is {discussion.state}, not open.")
        return discussion
    opened = await _all_open(call, work)
    if len(opened) != 1:
        how = "No discussion is open." if not opened else "Several discussions are open."
        raise Refusal(f"{how} Name one: pick it from the list that appears as you type.")
    return opened[0]


@commands.suggest("discuss close", "discussion")
@commands.suggest("discuss extend", "discussion")
@commands.suggest("discuss unanswered", "discussion")
async def open_discussions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest open discussions."""
    if not call.person.is_staff:
        return ()
    return titles_like(reversed(await _all_open(call, work)), text, call.zone)
