"""`/class discuss copies`: what messages repeat of themselves, the prompt and earlier words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.discussions import views_copies
from bot.features.discussions.records import (
    STARTED,
    authors_of,
    discussion_of,
    names_of,
    threads_of,
)
from bot.model.discussions import Discussion
from bot.model.participation.acts.padding import Written, repetitions
from bot.model.people import STAFF, Role
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowCopies:
    """Show messages that repeat themselves, the prompt or their author's earlier ones."""

    discussion: Annotated[str, Param("which one; the latest if left out", suggests=True)] = ""


@commands.on("discuss copies", allowed=STAFF, answers="confidential", reads=True)
async def show_copies(ask: ShowCopies, call: Call, work: UnitOfWork) -> View:
    """Answer with what staff may want to look at; it changes nothing and nobody is told."""
    started = await _started(call, work)
    if ask.discussion:
        discussion = await discussion_of(ask.discussion, call, work)
    elif started:
        discussion = started[-1]
    else:
        raise Refusal("No discussion has opened yet, so there is nothing to compare.")
    return await _copies(discussion, started, call, work)


@commands.button("discussions.copies", allowed=STAFF, answers="confidential", reads=True)
async def copies_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer for the button's discussion."""
    discussion = await discussion_of(ask.object, call, work)
    return await _copies(discussion, await _started(call, work), call, work)


async def _copies(
    discussion: Discussion, started: Sequence[Discussion], call: Call, work: UnitOfWork
) -> View:
    """Compare what students wrote in a discussion with their own words in those before it."""
    written = await _written(discussion, work, asked=True)
    people = {each.person for each in written}
    for each in started if people else ():
        if each.id != discussion.id and each.opens <= discussion.opens:
            before = await _written(each, work, asked=False)
            written += [one for one in before if one.person in people]
    found = await asyncio.to_thread(repetitions, written, discussion.prompt)
    return views_copies.copies(discussion, found, await names_of(call.course.id, work))


async def _written(discussion: Discussion, work: UnitOfWork, *, asked: bool) -> list[Written]:
    """Return what students wrote in a discussion, as far as its words are still kept."""
    threads = await threads_of(discussion, work)
    kept = [each for thread in threads for each in await work.messages.in_thread(thread)]
    people = await authors_of(discussion, kept, work)
    return [
        Written(each.message, author.id, each.posted, each.text, discussion.week, asked)
        for each in kept
        if each.text and each.deleted is None
        if (author := people.get(each.account)) is not None and author.role is Role.STUDENT
    ]


async def _started(call: Call, work: UnitOfWork) -> list[Discussion]:
    """Return the course's discussions that have opened, the latest at last."""
    known = await work.discussions.of(call.course.id)
    started = (each for each in known if each.state in STARTED)
    return sorted(started, key=lambda each: (each.opens, each.id))


@commands.suggest("discuss copies", "discussion")
async def started_discussions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest discussions that have opened, the latest first."""
    if not call.person.is_staff:
        return ()
    return titles_like(reversed(await _started(call, work)), text, call.zone)
