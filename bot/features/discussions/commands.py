"""What everybody may ask of a discussion: what is expected of me, and how it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.spans import LocalTime
from bot.chat.views import View
from bot.features.discussions import views, views_staff
from bot.features.discussions.due import figures
from bot.features.discussions.records import discussion_of, words_of, zones_of
from bot.features.discussions.waiting import unanswered_in
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.ledger import in_force
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowDiscussion:
    """Show what a discussion still expects of you."""

    discussion: Annotated[str, Param("which one; the open one if left out", suggests=True)] = ""


@commands.on("discuss show", reads=True)
async def show_discussion(ask: ShowDiscussion, call: Call, work: UnitOfWork) -> View:
    """Answer for the discussion named, else for the open one that closes first."""
    if ask.discussion:
        return await _expected(await discussion_of(ask.discussion, call, work), call, work)
    discussions = await work.discussions.of(call.course.id)
    opened = [each for each in discussions if each.state is DiscussionState.OPEN]
    if opened:
        first = min(opened, key=lambda each: (each.closes.at, each.id))
        return await _expected(first, call, work)
    ahead = [each for each in discussions if each.state is DiscussionState.PLANNED]
    return views_staff.nothing_open(LocalTime(ahead[0].opens) if ahead else None)


@commands.button("discussions.expect", answers="private", reads=True)
async def expect_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer what the button's discussion still expects of the person."""
    return await _expected(await discussion_of(ask.object, call, work), call, work)


async def _expected(discussion: Discussion, call: Call, work: UnitOfWork) -> View:
    person = call.person
    if person.is_staff:
        said = await words_of(discussion, call.course, work)
        waiting = await unanswered_in(call.course, discussion, work)
        return views_staff.overview(discussion, figures(said), len(waiting))
    zones = await zones_of(discussion, call.course, work)
    entries = in_force(await work.ledger.about_people(discussion.id, (person.id,)))
    dues = zones.dues(discussion, person.id)
    still_open = discussion.state is DiscussionState.OPEN and call.at < dues.closes
    return views.expectation(discussion, dues, entries, call.at, now_open=still_open)


@commands.button("discussions.counts", answers="private", reads=True)
async def counts_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer how the button's discussion counts."""
    discussion = await discussion_of(ask.object, call, work)
    policy = await work.policies.ruling(call.course.id, discussion.week)
    return views.how_it_counts(discussion, policy)


@commands.suggest("discuss show", "discussion")
async def discussions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest discussions that have opened, the latest first."""
    opened = [
        each
        for each in await work.discussions.of(call.course.id)
        if each.state in (DiscussionState.OPEN, DiscussionState.CLOSED)
    ]
    return titles_like(reversed(opened), text, call.zone)
