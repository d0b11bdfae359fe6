"""What staff do with a closed discussion's summary: read, edit, publish it, take it back."""

from __future__ import annotations

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
from bot.features.discussions import due, views_staff
from bot.features.discussions.records import discussion_of, is_published
from bot.features.discussions.views import shortened
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.references import read_message, write_message
from bot.model.people import STAFF
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()
NOT_YET = "{title} has no summary yet. It is drafted when the discussion closes."


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Show a closed discussion's summary, to edit or publish it."""

    discussion: Annotated[str, Param("which one; the last closed if left out", suggests=True)] = ""


@commands.on("discuss summary", allowed=STAFF, reads=True)
async def show_summary(ask: ShowSummary, call: Call, work: UnitOfWork) -> View:
    """Answer with the summary as it stands."""
    if ask.discussion:
        return await _draft(await _summed_up(ask.discussion, call, work), call, work)
    closed = await _closed(call, work)
    if not closed:
        raise Refusal("No discussion has closed yet, so there is no summary.")
    return await _draft(await _summed_up(closed[-1].id, call, work), call, work)


@commands.button("discussions.publish", allowed=STAFF)
async def publish_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Put the summary into the thread."""
    discussion = await _summed_up(ask.object, call, work)
    await due.publish(call.course, discussion, work)
    undo = action("discussions.unpublish", call.course.id, discussion.id)
    await audited(call, work, f"published the summary of {discussion.title}", undo)
    return await _draft(discussion, call, work)


@commands.button("discussions.unpublish", allowed=STAFF)
async def unpublish_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take the summary out of the thread: the undo of publishing."""
    discussion = await _summed_up(ask.object, call, work)
    await due.take_back(discussion, work)
    await due.show_draft(call.course, discussion, work)
    undo = action("discussions.publish", call.course.id, discussion.id)
    await audited(call, work, f"took back the summary of {discussion.title}", undo)
    return await _draft(discussion, call, work)


@commands.button("discussions.edit", allowed=STAFF, answers="form")
async def edit_pressed(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form that edits the summary."""
    discussion = await _summed_up(ask.object, call, work)
    quoted = await due.quoted(discussion, discussion.highlights, work)
    choices = [(write_message(q.message), f"{q.name}: {shortened(q.text)[:80]}") for q in quoted]
    chosen = "\n".join(value for value, _ in choices)
    return views_staff.draft_form(discussion, choices, chosen)


@commands.form("discussions.edited", allowed=STAFF)
async def edited(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep the edited summary; one that is published changes where it stands."""
    discussion = await _summed_up(sent.action.object, call, work)
    wanted = {read_message(value) for value in sent.answers.some("highlights")}
    after = replace(
        discussion,
        summary=sent.answers.line("summary"),
        highlights=tuple(each for each in discussion.highlights if each in wanted),
    )
    await work.discussions.save((after,))
    await work.outbox.redraw(due.SUMMARY, after.id)
    await due.show_draft(call.course, after, work)
    await audited(call, work, f"edited the summary of {after.title}", None)
    return await _draft(after, call, work)


async def _draft(discussion: Discussion, call: Call, work: UnitOfWork) -> View:
    highlights = await due.quoted(discussion, discussion.highlights, work)
    published = await is_published(discussion, work)
    return views_staff.draft(discussion, highlights, published=published)


async def _summed_up(name: str, call: Call, work: UnitOfWork) -> Discussion:
    discussion = await discussion_of(name, call, work)
    if discussion.summary is None or discussion.state is not DiscussionState.CLOSED:
        raise Refusal(NOT_YET.format(title=discussion.title))
    return discussion


async def _closed(call: Call, work: UnitOfWork) -> list[Discussion]:
    known = await work.discussions.of(call.course.id)
    closed = [each for each in known if each.state is DiscussionState.CLOSED]
    return sorted(closed, key=lambda each: (each.closes.at, each.id))


@commands.suggest("discuss summary", "discussion")
async def closed_discussions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest closed discussions."""
    if not call.person.is_staff:
        return ()
    return titles_like(reversed(await _closed(call, work)), text, call.zone)
