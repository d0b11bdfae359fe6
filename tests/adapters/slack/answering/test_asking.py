"""What people ask on Slack reaches the core whole: typed, pressed, picked, sent, from a menu."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.answering import replies
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.commands import Commands
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.views import Button, LinkButton, Select, View, controls, say
from bot.model.places import Message, Place
from tests.support.discord.core import Core, until
from tests.support.slack.asked import DONE, FORM, in_turn, private, serving, small, words
from tests.support.slack.server import WireServer
from tests.support.slack.things import Json


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(replies, "PAUSE", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


@pytest.fixture
async def core(server: WireServer) -> AsyncIterator[Core]:
    """Serve a core that answers as it is told."""
    async with serving(server) as made:
        yield made


async def test_typed_words_are_options(server: WireServer, core: Core) -> None:
    """Quoted or not, escaped as Slack does."""
    await server.person("mei").command('much "a < b & c" times:3 loud:yes', where="general")
    call = core.calls[0]
    assert call.command == "much"
    assert call.options == {"text": "a < b & c", "times": "3", "loud": "yes"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("sya private", "say private"), ("much tims:3 x", "times:"), ("say", "needs one more word")],
)
async def test_a_typing_error_is_told_with_what_may_be_meant(
    server: WireServer, core: Core, typed: str, said: str
) -> None:
    """To the caller alone; the core isn't asked."""
    shown = await server.person("mei").command(typed, where="general")
    assert said in words(shown)
    assert private(server, shown)
    assert core.calls == []


async def test_a_choice_is_an_action(server: WireServer, core: Core) -> None:
    """A select's option holds its state."""
    chosen = action("b.update", "c1", "q1", "2")
    first = action("b.update", "c1", "q1", "1")
    select = Select("Pick one", (("First", first), ("Second", chosen)))
    core.answer = Answer(View((controls(select),)), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    assert shown.message is not None
    core.answer = Answer(say("Picked"), Answering.UPDATE)
    await server.person("mei").press(shown.message, "Pick one", choice="Second")
    assert core.calls[-1].state == chosen


async def test_a_link_asks_nothing(server: WireServer, core: Core) -> None:
    """Slack tells of it all the same."""
    items = controls(LinkButton("Read", "https://x.org"), Button("Do", action("b.private", "c1")))
    core.answer = Answer(View((items,)), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    assert shown.message is not None
    asked = len(core.calls)
    await server.person("mei").press(shown.message, "Read", wait=False)
    assert len(core.calls) == asked


async def test_a_messages_menu(server: WireServer, core: Core) -> None:
    """On a reply, too; whatever the place."""
    ana, mei = server.person("ana"), server.person("mei")
    root = await mei.write("general", "Well said")
    reply = await mei.write("general", "Indeed", thread=root)
    assert private(server, await ana.context_menu(reply, "Mark as highlight"))
    call = core.calls[-1]
    place = Place("slack", server.channel("general").id, root.ts)
    assert (call.message_action, call.message) == ("mark", Message(place, reply.ts))
    assert (call.place, call.keeper) == (place, True)
    await ana.context_menu(root, "Mark as highlight")
    assert core.calls[-1].message == Message(place.parent, root.ts)


async def test_the_menu_that_is_everywhere(server: WireServer, core: Core) -> None:
    """It stands for a command, called from no channel: the answer comes privately."""
    server.state.shortcuts = tuple(
        replace(one, callback="class:help") if one.name == "Ask a question" else one
        for one in server.state.shortcuts
    )
    mei = server.person("mei")
    shown = await mei.shortcut("Ask a question")
    assert shown.message is not None
    assert shown.message.channel == mei.private.id
    assert core.calls[0].command == "help"
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.shortcut("Ask a question")
    core.answer = DONE
    sent = await mei.submit(form, {"Your zone": "UTC"})
    await until(lambda: len(mei.sees(mei.private)) == 2)
    assert sent.kind == "message"


async def test_the_same_act_is_the_same_call(server: WireServer, core: Core) -> None:
    """Told twice it has one id; done twice it has two."""
    mei = server.person("mei")
    shown = await mei.command("say private", where="general")
    await mei.by_hand(shown.act.payload, kind="slash_commands", wait=False)
    await mei.again(shown)
    await until(lambda: len(core.calls) == 3)
    ids = [call.id for call in core.calls]
    assert ids[0] == ids[1] != ids[2]
    assert all(":" not in id and len(id) < 40 for id in ids)


async def test_the_same_form_sent_twice_is_one_call(server: WireServer, core: Core) -> None:
    """People press again where nothing seems to happen; with other words it is another."""
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), DONE)
    form = await mei.command("say form", where="general")
    for zone in ("UTC", "UTC", "Asia/Tokyo"):
        await mei.submit(form, {"Your zone": zone})
    first, second, third = (call.id for call in core.calls[1:])
    assert first == second != third


async def test_a_forms_fields(server: WireServer, core: Core) -> None:
    """Words, choices, several of them, a channel, a file."""
    fields = (
        FormField("words", "Words", FieldType.TEXT),
        FormField("one", "One", FieldType.ONE, choices=(("a", "Ay"), ("b", "Bee"))),
        FormField("some", "Some", FieldType.SOME, choices=(("a", "Ay"), ("b", "Bee"))),
        FormField("file", "File", FieldType.FILE),
    )
    core.say = in_turn(
        Answer(Form("Much", action("f.private", "c1"), fields), Answering.FORM), DONE
    )
    mei = server.person("mei")
    form = await mei.command("say form", where="general")
    filled = {"Words": "a <b>", "One": "Bee", "Some": "Ay\nBee"}
    await mei.submit(form, filled, files={"File": {"notes.txt": b"Well"}})
    sent = core.calls[-1]
    assert sent.values == {"words": "a <b>", "one": "b", "some": "a\nb"}
    assert (sent.files["file"].name, sent.files["file"].content) == ("notes.txt", b"Well")


async def test_a_file_that_can_not_be_had(server: WireServer, core: Core) -> None:
    """Whoever sent it is told, in the form."""
    fields = (FormField("file", "File", FieldType.FILE),)
    core.answer = Answer(Form("Much", action("f.private", "c1"), fields), Answering.FORM)
    mei = server.person("mei")
    form = await mei.command("say form", where="general")
    big = b"x" * (10 * 1024 * 1024 + 1)
    shown = await mei.submit(form, files={"File": {"big.bin": big}})
    assert "larger than 10 MB" in words(shown)
    server.faults.add("files.info", "refuse", code="file_not_found", times=9)
    shown = await mei.submit(form, files={"File": {"gone.txt": b"?"}})
    assert "could not be read" in words(shown)
    assert len(core.calls) == 1


@pytest.fixture
def uploading(core: Core) -> Commands:
    """Let a command need a file."""
    much = core.commands.commands["much"]
    needed = tuple(
        replace(one, required=True) if one.kind == "file" else one for one in much.parameters
    )
    core.commands.commands["much"] = replace(much, parameters=needed)
    return core.commands


async def test_a_command_with_a_file_is_a_form(
    server: WireServer, core: Core, uploading: Commands
) -> None:
    """What was typed stands in it already."""
    mei = server.person("mei")
    form = await mei.command("much Hello times:3", where="general")
    assert form.kind == "form"
    assert core.calls == []
    shown = await mei.submit(form, {"Whether": "yes"}, files={"A file": {"a.txt": b"A"}})
    assert private(server, shown)
    (call,) = core.calls
    assert (call.command, call.values) == ("much", None)
    assert call.options == {"text": "Hello", "times": "3", "loud": "yes"}
    assert call.files["file"].content == b"A"
    assert call.place == Place("slack", server.channel("general").id)


async def test_a_file_that_may_be_left_out_is_asked_for_where_it_is_named(
    server: WireServer, core: Core
) -> None:
    """Without its name the command runs as it is."""
    mei = server.person("mei")
    form = await mei.command("much Hello file:mine", where="general")
    assert form.kind == "form"
    await mei.submit(form, {"Whether": "yes"}, files={"A file": {"a.txt": b"A"}})
    await mei.command("much Hello", where="general")
    given, bare = core.calls
    assert given.files["file"].content == b"A"
    assert "file" not in given.options
    assert not bare.files


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [{"action_id": "x", "type": "button"}]},
        {"type": "message_action"},
        {"type": "view_submission", "view": {"id": "V1", "private_metadata": "no JSON"}},
        {"type": "view_closed", "view": {"id": "V1"}},
        {"type": "interactive_message"},
        {"type": "workflow_step_edit"},
        {},
    ],
)
async def test_what_is_none_of_ours_is_acknowledged(
    server: WireServer, core: Core, payload: Json
) -> None:
    """It harms nobody, and Slack need not send it again."""
    await server.person("mei").by_hand(payload, wait=False)
    core.answer = DONE
    assert private(server, await server.person("mei").command("say private", where="general"))
