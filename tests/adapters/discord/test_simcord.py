"""Somebody else's idea of Discord: simcord feeds the client, and answers its requests."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import simcord

from adapters.discord.connection import connected
from adapters.discord.gateway.gateway import HomeroomClient
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.chat.forms import Form, FormField
from bot.chat.views import Button, View, controls, paragraph, say
from bot.ports.platform import StoredFile
from tests.support.discord.asking import asking, in_turn
from tests.support.discord.core import Core, Notebook, SetClock, until


async def no_files(name: str) -> StoredFile | None:
    """Keep no files."""
    return None


@contextlib.asynccontextmanager
async def serving(client: HomeroomClient, core: Core) -> AsyncIterator[None]:
    """Serve a core on simcord until the block ends."""
    notes = Notebook()
    core.clock = SetClock()
    inbox = connected(client, core.clock, time.monotonic, notes).inbox(core, no_files)
    task = asyncio.create_task(inbox.run(connect=False))
    try:
        await asyncio.wait_for(inbox.settled.wait(), 60)
        await until(lambda: notes.texts.get("discord commands"))
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Class:
    """A channel and somebody in it, on simcord."""

    env: simcord.Env
    core: Core
    general: simcord.ChannelHandle
    mei: simcord.MemberActor


@contextlib.asynccontextmanager
async def a_room() -> AsyncIterator[Class]:
    core = Core(commands=asking())
    client = HomeroomClient()
    async with simcord.run(client) as env:
        guild = env.create_guild()
        general = guild.create_text_channel("general")
        core.watch(str(general.id))
        async with serving(client, core):
            yield Class(env, core, general, guild.add_member(env.create_user("mei")))


async def test_what_is_said_arrives() -> None:
    async with a_room() as room:
        said = await room.mei.send(room.general, "Helo")
        await room.env.advance_time(60)
        await room.mei.edit(said, "Hello")
        await room.mei.react(said, "👍")
        await room.mei.delete(said)
        await until(lambda: len(room.core.events) == 4)
    kinds = [type(one) for one in room.core.events]
    assert kinds == [MessageSeen, MessageSeen, ReactionSeen, MessageDeleted]
    assert set(room.core.texts()) == {"Helo", "Hello"}


async def test_private_and_public_answers() -> None:
    async with a_room() as room:
        core, mei = room.core, room.mei
        core.answer = Answer(say("Only you see this."), Answering.PRIVATE)
        shown = await mei.slash(room.general, "class say private")
        assert shown.response is not None
        assert shown.response.ephemeral
        assert "Only you" in str(shown.response.components)
        core.answer = Answer(say("Hello all."), Answering.PUBLIC)
        shown = await mei.slash(room.general, "class say public")
        assert shown.response is not None
        assert not shown.response.ephemeral
        core.answer = Answer(say("This is for staff."), Answering.PRIVATE, refused=True)
        shown = await mei.slash(room.general, "class say public")
        assert shown.response is not None
        assert shown.response.ephemeral


async def test_a_button_and_a_form() -> None:
    async with a_room() as room:
        core, mei = room.core, room.mei
        board = View((paragraph("Board"), controls(Button("Vote", action("b.update", "c1")))))
        form = Form("Survey", action("f.private", "c1"), (FormField("zone", "Your zone"),))
        core.say = in_turn(
            Answer(board, Answering.PUBLIC),
            Answer(say("1 vote"), Answering.UPDATE),
            Answer(form, Answering.FORM),
            Answer(say("Thank you"), Answering.PRIVATE),
        )
        shown = await mei.slash(room.general, "class say public")
        assert shown.response is not None
        pressed = await mei.click(shown.response, label="Vote")
        assert pressed.acknowledged
        assert "1 vote" in str(shown.response.components)
        opened = await mei.slash(room.general, "class say form")
        assert opened.modal is not None
        sent = await mei.submit_modal(opened, {"zone": "Asia/Kathmandu"})
        assert sent.response is not None
        assert "Thank you" in str(sent.response.components)
        assert core.calls[-1].values == {"zone": "Asia/Kathmandu"}


async def test_suggestions() -> None:
    async with a_room() as room:
        offered = await room.mei.autocomplete(room.general, "class much", "text", "wi")
        assert [one["value"] for one in offered] == ["wi"]
