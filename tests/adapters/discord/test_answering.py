"""Every kind of interaction is answered in the order of steps that Discord asks for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from adapters.discord import answering, replies
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Choice, Choices, Invocation
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.views import (
    Button,
    Download,
    Picture,
    Select,
    View,
    controls,
    paragraph,
    say,
)
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile
from tests.support.discord.asking import asking
from tests.support.discord.calling import Shown, UnansweredError
from tests.support.discord.core import Core, Notebook, until
from tests.support.discord.permissions import Permission
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.serving import WORLD, serving_doors
from tests.support.discord.things import EPHEMERAL

DONE = Answer(say("Done."), Answering.PRIVATE)
REFUSED = Answer(say("This is for staff only."), Answering.PRIVATE, refused=True)
FORM = Form("Survey", action("f.private", "c1"), (FormField("zone", "Your zone"),))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the next try."""
    monkeypatch.setattr(replies, "PAUSE", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(WORLD, Settings(patience=5.0)) as one:
        yield one
        assert one.refused == []
        assert one.unknown == []


@pytest.fixture
async def core(server: WireServer) -> AsyncIterator[Core]:
    """Return a core that serves, once its commands are there."""
    made = Core(commands=asking())
    async with serving_doors(server, made, Notebook()):
        await until(lambda: server.recording.of("commands"))
        await until(lambda: server.state.commands.get(None))
        yield made


def words(shown: Shown) -> str:
    """Return all words of what a person is shown."""
    assert shown.message is not None, shown
    return str(shown.message.components)


def private(shown: Shown) -> bool:
    """Whether only the person who asked sees it."""
    assert shown.message is not None
    return bool(shown.message.flags & EPHEMERAL)


def answers(server: WireServer) -> list[tuple[str, str, int | None]]:
    """Return the requests that answered interactions: method, path's end, type."""
    found = []
    for one in server.recording.of("answer"):
        kind = one.body.get("type") if isinstance(one.body, dict) else None
        found.append((one.method, one.path.rpartition("/")[2], kind))
    return found


def answering_with(*given: Answer) -> Callable[[Invocation], Answer]:
    """Answer one call after the other."""
    left = list(given)
    return lambda call: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.parametrize("how", ["private", "confidential"])
async def test_a_private_answer(server: WireServer, core: Core, how: str) -> None:
    core.answer = Answer(say("Only you see this."), Answering(how))
    shown = await server.person("mei").command(f"say {how}", where="general")
    assert "Only you see this." in words(shown)
    assert private(shown)
    assert answers(server) == [("POST", "callback", 5), ("PATCH", "@original", None)]
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
    core.say = answering_with(Answer(FORM, Answering.FORM), DONE)
    form = await mei.command("say form", where="general")
    assert form.kind == "form"
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert private(shown)
    sent = core.calls[-1]
    assert (sent.state, sent.values) == (FORM.action, {"zone": "Asia/Kathmandu"})
    kinds = [("POST", "callback", 9), ("POST", "callback", 5), ("PATCH", "@original", None)]
    assert answers(server) == kinds


async def test_a_form_that_is_refused(server: WireServer, core: Core) -> None:
    core.answer = REFUSED
    shown = await server.person("mei").command("say form", where="general")
    assert private(shown)
    assert answers(server) == [("POST", "callback", 4)]


async def test_a_form_that_comes_too_late(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PATIENCE", 0.01)
    slowly = asyncio.Event()

    async def slow(self: Core, call: Invocation) -> Answer:
        await slowly.wait()
        return Answer(FORM, Answering.FORM)

    monkeypatch.setattr(Core, "invoke", slow)
    asked = asyncio.create_task(server.person("mei").command("say form", where="general"))
    await until(lambda: answers(server))
    slowly.set()
    shown = await asked
    assert "too long" in words(shown)
    assert private(shown)


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
    assert answers(server) == [("POST", "callback", 6), ("PATCH", "@original", None)]
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
    core.say = answering_with(
        Answer(form, Answering.FORM), Answer(say("Changed"), Answering.UPDATE), REFUSED
    )
    opened = await mei.press(shown.message, "b.form")
    sent = await mei.submit(opened, {"Words": "New"})
    assert sent.kind == "update"
    assert "Changed" in words(sent)
    assert core.calls[-1].message == Message(core.calls[-1].place, str(shown.message.id))


async def test_a_form_of_a_command_has_no_message_to_update(server: WireServer, core: Core) -> None:
    form = Form("Change", action("f.update", "c1"), (FormField("words", "Words"),))
    core.say = answering_with(
        Answer(form, Answering.FORM), Answer(say("Changed"), Answering.UPDATE)
    )
    mei = server.person("mei")
    sent = await mei.submit(await mei.command("say form", where="general"), {"Words": "New"})
    assert private(sent)
    assert "Changed" in words(sent)


async def test_a_choice_is_an_action(server: WireServer, core: Core) -> None:
    chosen = action("b.update", "c1", "q1", "2")
    select = Select(
        "Pick one", (("First", action("b.update", "c1", "q1", "1")), ("Second", chosen))
    )
    core.answer = Answer(View((controls(select),)), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    assert shown.message is not None
    core.answer = Answer(say("Picked"), Answering.UPDATE)
    await server.person("mei").press(shown.message, "Pick one", choice="Second")
    assert core.calls[-1].state == chosen


@pytest.mark.parametrize("state", ["v1:gone:c1::", "v0:b.update:c1::", "nonsense"])
async def test_an_old_button_says_where_to_go(server: WireServer, core: Core, state: str) -> None:
    shown = await board(server, core, "v1:b.update:c1::")
    assert shown.message is not None
    for row in _rows(shown.message.components):
        row["custom_id"] = state
    core.answer = REFUSED
    after = await server.person("mei").press(shown.message, custom_id=state)
    assert private(after)
    assert answers(server) == [("POST", "callback", 4)]


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
        core.say = answering_with(chooser, repeated)
        asked = await mei.command("say private", where="general")
        assert asked.message is not None
        shown = await mei.press(asked.message, "Weather")
        if repeated.how is Answering.FORM:
            assert shown.kind == "form"
        else:
            assert private(shown) is (repeated.how is not Answering.PUBLIC)


async def test_a_message_s_menu(server: WireServer, core: Core) -> None:
    ana, mei = server.person("ana"), server.person("mei")
    root = await mei.write("general", "Well said")
    thread = await mei.open_thread("general", "Talk", root=root)
    said = await mei.write(thread, "Indeed")
    core.answer = Answer(say("Marked."), Answering.PRIVATE)
    assert private(await ana.context_menu(said, "Mark as highlight"))
    call = core.calls[-1]
    place = Place("discord", str(server.channel("general").id), str(thread.id))
    assert (call.message_action, call.message) == ("mark", Message(place, str(said.id)))
    core.answer = REFUSED
    assert private(await mei.context_menu(said, "Mark as highlight", anyway=True))


async def test_options_and_files_come_along(server: WireServer, core: Core) -> None:
    core.answer = DONE
    await server.person("mei").command(
        "much",
        {"text": "Why?", "times": "3", "loud": "yes"},
        files={"file": ("a.vtt", b"WEBVTT")},
        where="general",
    )
    call = core.calls[0]
    assert call.options == {"text": "Why?", "times": "3", "loud": "yes"}
    assert [(name, file.name, file.content) for name, file in call.files.items()] == [
        ("file", "a.vtt", b"WEBVTT")
    ]


async def test_a_file_in_a_form(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    field = FormField("roster", "Roster", FieldType.FILE)
    form = Form("Load", action("f.private", "c1"), (field,))
    core.say = answering_with(Answer(form, Answering.FORM), DONE)
    opened = await mei.command("say form", where="general")
    await mei.submit(opened, {}, files={"Roster": ("roster.csv", b"name\n")})
    files = core.calls[-1].files
    assert {name: file.content for name, file in files.items()} == {"roster": b"name\n"}


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


async def test_a_call_in_a_private_conversation(server: WireServer, core: Core) -> None:
    mei = server.person("mei")
    await mei.command("say private", where=mei.private)
    call = core.calls[0]
    assert call.account.id == str(mei.user.id)
    assert (call.place, call.keeper) == (Place("discord", str(mei.private.id)), False)


async def test_who_runs_the_server_is_known(server: WireServer, core: Core) -> None:
    await server.person("ana").command("say private", where="general")
    await server.person("mei").command("say private", where="general")
    await server.admin().create_role("helpers", Permission.MANAGE_GUILD)
    await server.admin().give_role("tom", "helpers")
    await server.person("tom").command("say private", where="general")
    assert [call.keeper for call in core.calls] == [True, False, True]


async def test_suggestions(server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    mei = server.person("mei")
    offered = await mei.autocomplete("much", "text", "wi", where="general")
    assert [(one["name"], one["value"]) for one in offered] == [(f"text by {mei.user.id}", "wi")]

    async def many(self: Core, call: Invocation, field: str, text: str) -> Choices:
        long = Choice("v" * 101, "too long a value")
        return (long, Choice("", "none"), *(Choice(str(n), "x" * 200) for n in range(40)))

    monkeypatch.setattr(Core, "suggest", many)
    offered = await mei.autocomplete("much", "text", "", where="general")
    assert [one["value"] for one in offered] == [str(number) for number in range(25)]
    assert {len(one["name"]) for one in offered} == {100}

    async def broken(self: Core, call: Invocation, field: str, text: str) -> Choices:
        raise OSError("the disk is full")

    monkeypatch.setattr(Core, "suggest", broken)
    assert await mei.autocomplete("much", "text", "", where="general") == ()


@pytest.mark.parametrize("kind", ["drop", "lose", "reset", "cut", "busy"])
async def test_an_answer_arrives_once_over_a_bad_line(
    server: WireServer, core: Core, kind: str
) -> None:
    server.faults.add("answer", kind)
    shown = await server.person("mei").command("say private", where="general")
    assert "Done." in words(shown)
    server.faults.add("answer", "delay").gate.set()
    server.faults.add("answer", kind)
    shown = await server.person("mei").command("say private", where="general")
    assert "Done." in words(shown)
    assert len(core.calls) == 2


async def test_the_core_acts_even_where_the_answer_comes_too_late(
    server: WireServer, core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("answer", "error", status=404)
    mei = server.person("mei")
    mei._patience = 0.3
    with pytest.raises(UnansweredError):
        await mei.command("say private", where="general")
    assert len(core.calls) == 1
    assert "a first answer could not be given" in caplog.text
    assert len(answers(server)) == 1


async def test_many_people_at_once(server: WireServer, core: Core) -> None:
    shown = await asyncio.gather(
        *(
            server.person(name).command("say private", where="general")
            for name in ("ana", "mei", "tom") * 20
        )
    )
    assert all(private(one) for one in shown)
    assert len(core.calls) == 60


def _rows(components: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return all components that have a custom_id, however deep."""
    found = []
    for one in components:
        inner = one.get("components")
        found += _rows(inner) if isinstance(inner, list) else []
        found += [one] if "custom_id" in one else []
    return found
