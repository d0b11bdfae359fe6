"""`/class me`: what is stored about one, as a file, and erased."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.actions import Action
from bot.chat.calls import Answer, Answering, Call
from bot.chat.commands import Commands
from bot.chat.views import View
from bot.features.mydata import views
from bot.features.mydata.gathering import as_file, gather
from bot.model.happenings import WordsWithdrawn
from bot.model.ids import short_id
from bot.ports.agenda import Item
from bot.ports.platform import StoredFile
from bot.ports.work import UnitOfWork

commands = Commands()
FORGET = "me.forget"
KEPT_HOURS = 24
"""How long a file with somebody's data waits to be downloaded."""


@dataclass(frozen=True, slots=True)
class ShowMe:
    """See what is stored about you; download or withdraw it."""


@commands.on("me", answers="confidential", reads=True)
async def show_me(ask: ShowMe, call: Call, work: UnitOfWork) -> View:
    """Show what is stored about whoever asks."""
    return await _stored(call, work)


@commands.button("me.show", answers="confidential", reads=True)
async def show_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Show what is stored about whoever presses."""
    return await _stored(call, work)


# Its file is made also when the course is frozen: everyone may always take their data along.
@commands.button("me.export", answers="confidential", reads=True)
async def export(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Give everything that is stored about whoever presses, as a file."""
    parts = await gather(call.course, call.person, work)
    text = json.dumps(as_file(call.course, parts, call.now), ensure_ascii=False, indent=2)
    file = short_id("me", call.person.id, call.id)
    content = text.encode("utf-8", "replace")
    name = "my-data.json"
    description = "Everything that is stored about you"
    stored = StoredFile(file, name, "application/json", description, content)
    await work.files.put(call.course.id, stored)
    due = call.now + timedelta(hours=KEPT_HOURS)
    args = {"file": file}
    key = f"me/{call.person.id}/{file}"
    await work.agenda.plan((Item(key, call.course.id, FORGET, due, args),))
    return views.exported(file, name, KEPT_HOURS)


@commands.button("me.withdraw", answers="confidential", reads=True)
async def ask_to_withdraw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say what withdrawing means, and ask again."""
    return views.really(call.course, await gather(call.course, call.person, work))


# Erasing one's words is a right that doesn't end with the course.
@commands.button("me.erase", answers="confidential", reads=True)
async def withdraw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Erase one's words: each feature erases what it keeps of them."""
    for item in await work.agenda.of(call.course.id):
        if item.kind == FORGET and item.key.startswith(f"me/{call.person.id}/"):
            await work.files.erase(item.args["file"])
    await work.joining.drop_codes(call.person.id)
    accounts = await work.people.accounts(call.person.id)
    await work.memory.forget_words(accounts, Answer(views.answered_before(), Answering.PRIVATE))
    work.happened(WordsWithdrawn(call.person.id))
    return views.withdrawn(call.course)


async def forget_file(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Delete a file that was made for somebody."""
    await work.files.erase(item.args["file"])


async def _stored(call: Call, work: UnitOfWork) -> View:
    parts = await gather(call.course, call.person, work)
    return views.stored(call.course, call.person, parts)
