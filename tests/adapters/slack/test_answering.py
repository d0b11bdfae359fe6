"""Every kind of call is answered where it may be seen, over a socket and over HTTP alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.slack import answering, replies
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.views import Button, Download, Picture, View, controls, paragraph, say
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile
from tests.support.discord.core import Core, until
from tests.support.slack.asked import (
    DONE,
    FORM,
    REFUSED,
    in_turn,
    private,
    serving,
    small,
    words,
)
from tests.support.slack.calling import Shown
from tests.support.slack.server import WireServer
from tests.support.slack.serving import WAYS

CHART = StoredFile("f1", "chart.png", "image/png", "A chart: 3 of 5", b"\x89PNG chart")
TABLE = StoredFile("f2", "week.csv", "text/csv", "The week", b"a,b\n1,2\n")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(replies, "PAUSE", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


@pytest.fixture(params=WAYS)
async def core(server: WireServer, request: pytest.FixtureRequest) -> AsyncIterator[Core]:
    """Serve a core that answers as it is told."""
    async with serving(server, request.param, {"f1": CHART, "f2": TABLE}) as made:
        yield made


def card(how: str) -> View:
    """Return words with a button that is answered that way."""
    return View((paragraph("A card"), controls(Button("Press", action(f"b.{how}", "c1")))))


async def pressed(server: WireServer, core: Core, how: Answering, answer: Answer) -> Shown:
    """Press a button of a message that all see, and be answered so."""
    core.answer = Answer(card(how.value), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    assert shown.message is not None
    core.answer = answer
    return await server.person("mei").press(shown.message, "Press")


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


async def test_a_form_is_opened_filled_and_sent(server: WireServer, core: Core) -> None:
    """It closes, and the answer comes where it was opened."""
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), DONE)
    form = await mei.command("say form", where="general")
    assert form.kind == "form"
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert private(server, shown)
    sent = core.calls[-1]
    assert (sent.state, sent.values) == (FORM.action, {"zone": "Asia/Kathmandu"})
    assert sent.place == Place("slack", server.channel("general").id)
    assert len({call.id for call in core.calls}) == 2


async def test_a_form_that_is_refused_stays_open(server: WireServer, core: Core) -> None:
    """With what was typed, and what is wrong with it; sent again it is another call."""
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), REFUSED, DONE)
    form = await mei.command("say form", where="general")
    refused = await mei.submit(form, {"Your zone": "Nowhere"})
    assert refused.errors == {"zone": "This is for staff only."}
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert len({call.id for call in core.calls}) == 3


async def test_a_form_may_change_the_message_it_was_opened_from(
    server: WireServer, core: Core
) -> None:
    """It knows which that was."""
    shown = await pressed(server, core, Answering.FORM, Answer(FORM, Answering.FORM))
    core.answer = Answer(say("Changed"), Answering.UPDATE)
    assert (await server.person("mei").submit(shown, {"Your zone": "UTC"})).kind == "update"
    assert "Changed" in words(server.person("tom").sees("general")[0])
    assert core.calls[-1].message == core.calls[-2].message


async def test_a_form_after_a_form(server: WireServer, core: Core) -> None:
    """It takes the place of the one before."""
    mei = server.person("mei")
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.command("say form", where="general")
    again = await mei.submit(form, {"Your zone": "UTC"})
    assert again.kind == "form"
    core.answer = DONE
    assert "Done." in words(await mei.submit(again, {"Your zone": "UTC"}))


async def test_a_form_that_can_not_be_opened(server: WireServer, core: Core) -> None:
    """Whoever wanted it is told to try again."""
    server.faults.add("views.open", "refuse", code="expired_trigger_id")
    core.answer = Answer(FORM, Answering.FORM)
    shown = await server.person("mei").command("say form", where="general")
    assert "too long" in words(shown)
    assert private(server, shown)


async def slowly(core: Core, patch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let the core answer only once the event is set."""
    patch.setattr(answering, "PATIENCE", 0.01)
    gate = asyncio.Event()

    async def slow(self: Core, call: Invocation) -> Answer:
        await gate.wait()
        return self.answer

    patch.setattr(Core, "invoke", slow)
    return gate


@pytest.mark.parametrize("refused", [True, False])
async def test_a_form_that_takes_longer(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    """A page on top of it says so, and then what came of it; what was typed is underneath."""
    mei = server.person("mei")
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.command("say form", where="general")
    core.answer = REFUSED if refused else DONE
    gate = await slowly(core, monkeypatch)
    page = await mei.submit(form, {"Your zone": "UTC"})
    assert "a little longer" in words(page)
    assert page.view is not None
    gate.set()
    id = page.view["id"]
    said = "staff only" if refused else "Done."
    await until(lambda: said in str(server.state.views[id]["blocks"]))
    if not refused:
        await until(lambda: any("Done." in words(one) for one in mei.sees("general")))


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
