"""Every kind of call is answered where it may be seen, over a socket and over HTTP alike."""

from __future__ import annotations

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.views import Download, Picture, View, paragraph, say
from bot.model.places import Message, Place
from tests.support.discord.core import Core, until
from tests.support.slack.asked import (
    DONE,
    REFUSED,
    TABLE,
    card,
    pressed,
    private,
    words,
)
from tests.support.slack.server import WireServer


async def test_a_private_answer(server: WireServer, core: Core) -> None:
    """Only the caller sees it, where they are."""
    mei = server.person("mei")
    core.answer = Answer(say("Only you see this."), Answering.PRIVATE)
    shown = await mei.command("say private", where="general")
    assert "Only you see this." in words(shown)
    assert shown.message is not None
    assert shown.message.only == mei.user.id
    assert server.recording.of("post") == []
    (call,) = core.calls
    assert (call.command, call.options) == ("say private", {})
    assert call.at == server.clock.now.replace(microsecond=0)
    assert (call.account.id, call.keeper) == (mei.user.id, False)
    assert call.place == Place("slack", server.channel("general").id)


async def test_a_confidential_answer(server: WireServer, core: Core) -> None:
    """It comes by private message; where the caller is it is only said that it did."""
    mei = server.person("mei")
    core.answer = Answer(say("You have 3 of 5."), Answering.CONFIDENTIAL)
    await mei.command("say confidential", where="general")
    await until(lambda: len(mei.sees("general")) == 1)
    (secret,) = mei.sees(mei.private)
    (pointer,) = mei.sees("general")
    assert "3 of 5" in words(secret)
    assert not secret.only
    assert "3 of 5" not in words(pointer)
    assert "answered you privately" in words(pointer)
    assert secret.ts.replace(".", "") in words(pointer)
    assert pointer.only == mei.user.id
    assert server.person("tom").sees("general") == []


async def test_in_private_there_is_no_pointer(server: WireServer, core: Core) -> None:
    """Whatever is answered there stays there, and stands until it is needed."""
    mei = server.person("mei")
    for how in (Answering.PRIVATE, Answering.CONFIDENTIAL):
        core.answer = Answer(say("You have 3 of 5."), how)
        shown = await mei.command(f"say {how}", where=mei.private)
        assert "3 of 5" in words(shown)
    assert [one.only for one in mei.sees(mei.private)] == ["", ""]


async def test_nobody_can_be_written_to(server: WireServer, core: Core) -> None:
    """What is confidential stands on the caller's own page then, and they are told."""
    mei = server.person("mei")
    server.state.messages_tab = False
    core.answer = Answer(say("You have 3 of 5."), Answering.CONFIDENTIAL)
    await mei.command("say confidential", where="general")
    await until(lambda: len(mei.sees("general")) == 1)
    (pointer,) = mei.sees("general")
    assert "Home tab" in words(pointer)
    assert "3 of 5" not in words(pointer)
    assert "3 of 5" in str(mei.user.home)


async def test_a_public_answer(server: WireServer, core: Core) -> None:
    """All see it; a refusal they don't."""
    core.answer = Answer(say("Hello all."), Answering.PUBLIC)
    shown = await server.person("mei").command("say public", where="general")
    assert not private(server, shown)
    core.answer = REFUSED
    shown = await server.person("mei").command("say public", where="general")
    assert private(server, shown)
    assert "staff only" in words(shown)
    assert len(server.person("tom").sees("general")) == 1


async def test_a_public_answer_where_the_bot_is_not(server: WireServer, core: Core) -> None:
    """It can't post there; the caller sees the answer all the same."""
    core.answer = Answer(say("Hello all."), Answering.PUBLIC)
    shown = await server.person("mei").command("say public", where="random")
    assert private(server, shown)
    assert "Hello all." in words(shown)


async def test_an_update(server: WireServer, core: Core) -> None:
    """The message whose button was pressed reads otherwise now."""
    shown = await pressed(server, core, Answering.UPDATE, Answer(say("New"), Answering.UPDATE))
    assert shown.kind == "update"
    assert "New" in words(shown)
    call = core.calls[-1]
    general = Place("slack", server.channel("general").id)
    assert shown.message is not None
    assert (call.state, call.message) == (
        action("b.update", "c1"),
        Message(general, shown.message.ts),
    )
    assert not call.private


async def test_a_refusal_replaces_nothing(server: WireServer, core: Core) -> None:
    """Nor does a private answer to a button that usually changes its message."""
    for answer in (REFUSED, DONE):
        shown = await pressed(server, core, Answering.UPDATE, answer)
        assert private(server, shown)
        assert "A card" in words(server.person("tom").sees("general")[-1])


async def test_what_only_one_sees_is_updated_for_them(server: WireServer, core: Core) -> None:
    """An ephemeral message can be changed by its URL alone."""
    mei = server.person("mei")
    core.answer = Answer(card("update"), Answering.PRIVATE)
    shown = await mei.command("say private", where="general")
    assert shown.message is not None
    core.answer = Answer(say("New"), Answering.UPDATE)
    again = await mei.press(shown.message, "Press")
    assert (again.kind, again.message) == ("update", shown.message)
    assert core.calls[-1].private


async def test_buttons_in_threads_are_answered_there(server: WireServer, core: Core) -> None:
    """Commands can't be typed there."""
    ana, mei = server.person("ana"), server.person("mei")
    shown = await pressed(server, core, Answering.PUBLIC, Answer(say("Hello"), Answering.PUBLIC))
    assert shown.message is not None
    root = await ana.write("general", "A thread")
    place = Place("slack", server.channel("general").id, root.ts)
    channel = server.state.channels[shown.message.channel]
    shown.message.thread = root.ts
    shown.message.blocks = channel.messages[channel.order[0]].blocks
    channel.threads[root.ts] = [shown.message.ts]
    core.answer = DONE
    answer = await mei.press(shown.message, "Press")
    assert core.calls[-1].place == place
    assert answer.message is not None
    assert (answer.message.thread, answer.message.only) == (root.ts, mei.user.id)
    core.answer = Answer(say("Hello all"), Answering.PUBLIC)
    answer = await mei.press(shown.message, "Press")
    assert answer.message is not None
    assert (answer.message.thread, answer.message.only) == (root.ts, "")


async def test_files_come_by_private_message(server: WireServer, core: Core) -> None:
    """Pictures in it, downloads under it."""
    mei = server.person("mei")
    view = View((paragraph("The week"), Picture("f1", "A chart"), Download("f2", "week.csv")))
    core.answer = Answer(view, Answering.PRIVATE)
    await mei.command("say private", where="general")
    await until(lambda: len(mei.sees("general")) == 1)
    secret, *_ = mei.sees(mei.private)
    assert any(one["type"] == "image" for one in secret.blocks)
    await until(lambda: len(mei.sees(mei.private, thread=secret)) == 2)
    (file,) = mei.sees(mei.private, thread=secret)[1].files
    assert file.content == TABLE.content


async def test_what_fails_is_said(server: WireServer, core: Core) -> None:
    """In a neutral sentence."""

    def fail(call: Invocation) -> Answer:
        raise OSError("The disk is full of secrets.")

    core.say = fail
    shown = await server.person("mei").command("say private", where="general")
    assert "on our side" in words(shown)
    assert "secrets" not in words(shown)


@pytest.mark.parametrize("fault", ["drop", "busy", "error"])
async def test_a_url_that_fails_is_tried_again(server: WireServer, core: Core, fault: str) -> None:
    """At most once where it may have arrived; an update as often as need be."""
    shown = await pressed(server, core, Answering.UPDATE, DONE)
    assert shown.message is not None
    card_shown = server.person("tom").sees("general")[-1]
    server.faults.add("respond", fault, times=2)
    core.answer = Answer(say("New"), Answering.UPDATE)
    assert (await server.person("mei").press(card_shown, "Press")).kind == "update"


async def test_a_url_that_is_used_up(server: WireServer, core: Core) -> None:
    """The answer comes all the same: alone to whom it is for."""
    for fault in ("refuse", "error"):
        server.faults.add("respond", fault, code="used_url", status=404)
        shown = await server.person("mei").command("say private", where="general")
        assert private(server, shown)
    assert len(server.recording.of("ephemeral")) == 2


async def test_a_url_that_is_used_up_where_the_bot_is_not(server: WireServer, core: Core) -> None:
    """It comes by private message."""
    server.faults.add("respond", "error", status=404)
    mei = server.person("mei")
    assert "Done." in words(await mei.command("say private", where="random"))
    assert "Done." in words(mei.sees(mei.private)[0])


@pytest.mark.parametrize("fault", ["lose", "cut", "fail", "drop", "busy", "error"])
async def test_a_confidential_answer_comes_once(server: WireServer, core: Core, fault: str) -> None:
    """Whether it was the message that got lost, or only Slack's answer to it."""
    mei = server.person("mei")
    core.answer = Answer(say("You have 3 of 5."), Answering.CONFIDENTIAL)
    server.faults.add("chat.postMessage", fault)
    await mei.command("say confidential", where="general", wait=False)
    await until(lambda: len(mei.sees("general")) == 1)
    assert ["3 of 5" in words(one) for one in mei.sees(mei.private)] == [True]
