"""Every kind of interaction is answered in the order of steps that Discord asks for."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord.answering import answering
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.forms import Form, FormField
from bot.chat.views import (
    Button,
    Download,
    Picture,
    View,
    controls,
    paragraph,
    say,
)
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile
from tests.support.discord.asking import (
    DONE,
    FORM,
    REFUSED,
    answered,
    asking,
    in_turn,
    private,
    words,
)
from tests.support.discord.calling import Shown
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.server import WireServer
from tests.support.discord.serving import serving_doors


@pytest.mark.parametrize("how", ["private", "confidential"])
async def test_a_private_answer(server: WireServer, core: Core, how: str) -> None:
    core.answer = Answer(say("Only you see this."), Answering(how))
    shown = await server.person("mei").command(f"say {how}", where="general")
    assert "Only you see this." in words(shown)
    assert private(shown)
    assert answered(server) == [("POST", "callback", 5), ("PATCH", "@original", None)]
    call = core.calls[0]
    assert (call.command, call.options, call.at) == (f"say {how}", {}, server.clock.now)
    assert call.account.id == str(server.person("mei").user.id)
    assert call.place == Place("discord", str(server.channel("general").id))


async def test_a_public_answer(server: WireServer, core: Core) -> None:
    core.answer = Answer(say("Hello all."), Answering.PUBLIC)
    shown = await server.person("mei").command("say public", where="general")
    assert "Hello all." in words(shown)
    assert not private(shown)
    core.answer = REFUSED
    shown = await server.person("mei").command("say public", where="general")
    assert private(shown)
    assert "staff only" in words(shown)
    assert len(server.person("tom").sees("general")) == 1


async def test_a_question_back_to_a_public_command_is_private(
    server: WireServer, core: Core
) -> None:
    core.answer = Answer(say("Which course?"), Answering.PRIVATE)
    shown = await server.person("mei").command("say public", where="general")
    assert private(shown)


async def test_a_form_is_opened_filled_and_sent(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), DONE)
    form = await mei.command("say form", where="general")
    assert form.kind == "form"
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert private(shown)
    sent = core.calls[-1]
    assert (sent.state, sent.values) == (FORM.action, {"zone": "Asia/Kathmandu"})
    kinds = [("POST", "callback", 9), ("POST", "callback", 5), ("PATCH", "@original", None)]
    assert answered(server) == kinds


async def test_a_form_that_is_refused(server: WireServer, core: Core) -> None:
    core.answer = REFUSED
    shown = await server.person("mei").command("say form", where="general")
    assert private(shown)
    assert answered(server) == [("POST", "callback", 4)]


async def late(server: WireServer, core: Core, command: str, patch: pytest.MonkeyPatch) -> Shown:
    """Use a command whose answer the core needs long for; return what Mei is shown."""
    patch.setattr(answering, "PATIENCE", 0.01)
    slowly = asyncio.Event()

    async def slow(self: Core, call: Invocation) -> Answer:
        await slowly.wait()
        return self.answer

    patch.setattr(Core, "invoke", slow)
    asked = asyncio.create_task(server.person("mei").command(command, where="general"))
    await until(lambda: answered(server))
    slowly.set()
    return await asked


async def test_a_form_that_comes_too_late(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.answer = Answer(FORM, Answering.FORM)
    shown = await late(server, core, "say form", monkeypatch)
    assert "too long" in words(shown)
    assert private(shown)


async def test_a_public_answer_that_comes_late(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.answer = Answer(say("Hello all."), Answering.PUBLIC)
    shown = await late(server, core, "say public", monkeypatch)
    assert "Hello all." in words(shown)
    assert not private(shown)
    assert answered(server) == [("POST", "callback", 5), ("PATCH", "@original", None)]


async def test_a_late_refusal_is_seen_by_nobody_else(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    core.answer = REFUSED
    shown = await late(server, core, "say public", monkeypatch)
    assert "staff only" in words(shown)
    assert private(shown)
    assert server.person("tom").sees("general") == []
    assert [one for one, _, _ in answered(server)] == ["POST", "DELETE", "POST"]


async def board(server: WireServer, core: Core, *states: str) -> Shown:
    """Show everybody a message with buttons."""
    buttons = (Button(state.split(":")[1], state) for state in states)
    core.answer = Answer(View((paragraph("Board"), controls(*buttons))), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    server.recording.requests.clear()
    core.calls.clear()
    return shown


async def test_a_button_updates_its_message(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    shown = await board(server, core, action("b.update", "c1", "q1"))
    assert shown.message is not None
    core.answer = Answer(say("1 vote"), Answering.UPDATE)
    after = await mei.press(shown.message, "b.update")
    assert after.kind == "update"
    assert "1 vote" in words(after)
    assert answered(server) == [("POST", "callback", 6), ("PATCH", "@original", None)]
    call = core.calls[0]
    assert call.state == action("b.update", "c1", "q1")
    assert call.message == Message(call.place, str(shown.message.id))


async def test_a_refused_button_leaves_its_message_alone(server: WireServer, core: Core) -> None:
    shown = await board(server, core, action("b.update", "c1"))
    assert shown.message is not None
    core.answer = REFUSED
    after = await server.person("mei").press(shown.message, "b.update")
    assert private(after)
    assert "staff only" in words(after)
    assert "Board" in words(shown)
    assert "staff only" not in words(shown)


async def test_an_update_keeps_what_the_sender_finds_the_message_by(
    server: WireServer, core: Core
) -> None:
    shown = await board(server, core, action("b.update", "c1"))
    assert shown.message is not None
    shown.message.components[0]["id"] = 123_456
    core.answer = Answer(say("1 vote"), Answering.UPDATE)
    await server.person("mei").press(shown.message, "b.update")
    assert shown.message.components[0]["id"] == 123_456


async def test_a_button_answers_privately_or_with_a_form(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    states = (action("b.private", "c1"), action("b.form", "c1"))
    shown = await board(server, core, *states)
    assert shown.message is not None
    core.answer = Answer(say("Your standing"), Answering.PRIVATE)
    assert private(await mei.press(shown.message, "b.private"))
    form = Form("Change", action("f.update", "c1"), (FormField("words", "Words"),))
    core.say = in_turn(
        Answer(form, Answering.FORM), Answer(say("Changed"), Answering.UPDATE), REFUSED
    )
    opened = await mei.press(shown.message, "b.form")
    sent = await mei.submit(opened, {"Words": "New"})
    assert sent.kind == "update"
    assert "Changed" in words(sent)
    assert core.calls[-1].message == Message(core.calls[-1].place, str(shown.message.id))


async def test_a_form_of_a_command_has_no_message_to_update(server: WireServer, core: Core) -> None:
    form = Form("Change", action("f.update", "c1"), (FormField("words", "Words"),))
    core.say = in_turn(Answer(form, Answering.FORM), Answer(say("Changed"), Answering.UPDATE))
    mei = server.person("mei")
    sent = await mei.submit(await mei.command("say form", where="general"), {"Words": "New"})
    assert private(sent)
    assert "Changed" in words(sent)


@pytest.mark.parametrize("state", ["v1:gone:c1::", "v0:b.update:c1::", "nonsense"])
async def test_an_old_button_says_where_to_go(server: WireServer, core: Core, state: str) -> None:
    shown = await board(server, core, "v1:b.update:c1::")
    assert shown.message is not None
    for row in _rows(shown.message.components):
        row["custom_id"] = state
    core.answer = REFUSED
    after = await server.person("mei").press(shown.message, custom_id=state)
    assert private(after)
    assert answered(server) == [("POST", "callback", 4)]


async def test_a_chooser_repeats_any_command(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    again = Button("Weather", action("again", "c1", "77"))
    chooser = Answer(View((controls(again),)), Answering.PRIVATE)
    for repeated in (
        Answer(FORM, Answering.FORM),
        Answer(say("To all"), Answering.PUBLIC),
        Answer(say("To you"), Answering.PRIVATE),
        Answer(say("In place"), Answering.UPDATE),
    ):
        core.say = in_turn(chooser, repeated)
        asked = await mei.command("say private", where="general")
        assert asked.message is not None
        shown = await mei.press(asked.message, "Weather")
        if repeated.how is Answering.FORM:
            assert shown.kind == "form"
        else:
            assert private(shown) is (repeated.how is not Answering.PUBLIC)


async def test_files_that_an_answer_shows(server: WireServer) -> None:
    kept = {
        "chart": StoredFile("chart", "chart.png", "image/png", "A chart", b"png"),
        "export": StoredFile("export", "export.csv", "text/csv", "The export", b"a,b"),
    }
    core = Core(commands=asking())
    view = View((Picture("chart", "A chart"), Download("export", "export.csv")))
    core.answer = Answer(view, Answering.PRIVATE)
    async with serving_doors(server, core, Notebook(), files=kept):
        await until(lambda: server.state.commands.get(None))
        shown = await server.person("mei").command("say private", where="general")
    assert shown.message is not None
    assert {one.content for one in shown.message.attachments} == {b"png", b"a,b"}


def _rows(components: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return all components that have a custom_id, however deep."""
    found = []
    for one in components:
        inner = one.get("components")
        found += _rows(inner) if isinstance(inner, list) else []
        found += [one] if "custom_id" in one else []
    return found
