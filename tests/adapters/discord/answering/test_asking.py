"""What people ask on Discord reaches the core whole, and answers arrive whatever the line does."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Choice, Choices, Invocation
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.views import (
    Select,
    View,
    controls,
    say,
)
from bot.model.places import Message, Place
from tests.support.discord.asking import (
    DONE,
    REFUSED,
    answered,
    in_turn,
    private,
    words,
)
from tests.support.discord.calling import UnansweredError
from tests.support.discord.core import Core
from tests.support.discord.permissions import Permission
from tests.support.discord.server import WireServer


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
    core.say = in_turn(Answer(form, Answering.FORM), DONE)
    opened = await mei.command("say form", where="general")
    await mei.submit(opened, {}, files={"Roster": ("roster.csv", b"name\n")})
    files = core.calls[-1].files
    assert {name: file.content for name, file in files.items()} == {"roster": b"name\n"}


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
    assert len(answered(server)) == 1


async def test_many_people_at_once(server: WireServer, core: Core) -> None:
    shown = await asyncio.gather(
        *(
            server.person(name).command("say private", where="general")
            for name in ("ana", "mei", "tom") * 20
        )
    )
    assert all(private(one) for one in shown)
    assert len(core.calls) == 60
