"""What people do reaches the core: events until they are kept, interactions once."""

from collections.abc import Callable

import pytest

from adapters.sandbox.server.app import SandboxServer
from adapters.sandbox.server.faults import Fault
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.chat.forms import Form, FormField
from bot.chat.views import Button, controls, say
from bot.model.places import Place
from tests.support.sandbox import Diary, Person, serving_doors

Who = Callable[[str], Person]


async def test_what_is_said_edited_deleted_and_reacted_to_arrives(
    server: SandboxServer, person: Who
) -> None:
    diary = Diary()
    async with serving_doors(server, diary):
        said = await person("mei").say("general", "Hello @everyone <b>")
        await person("tom").ask("PUT", f"/api/messages/{said['id']}/reactions/👍")
        await person("tom").ask("PUT", f"/api/messages/{said['id']}/reactions/👍")
        await person("mei").ask("PATCH", f"/api/messages/{said['id']}", {"text": "Hello"})
        await person("mei").ask("DELETE", f"/api/messages/{said['id']}")
        assert await server.link.drained(10)
    first, reaction, edited, deleted = diary.events
    assert isinstance(first, MessageSeen)
    assert isinstance(edited, MessageSeen)
    assert (first.text, edited.text) == ("Hello @everyone <b>", "Hello")
    assert first.posted == edited.posted < edited.version
    assert isinstance(reaction, ReactionSeen)
    assert (reaction.account.id, reaction.present) == ("tom", True)
    assert isinstance(deleted, MessageDeleted)


async def test_what_was_said_while_the_bot_was_dead_comes_when_it_lives(
    server: SandboxServer, person: Who
) -> None:
    await person("mei").say("general", "Anyone here?")
    diary = Diary()
    async with serving_doors(server, diary):
        assert await server.link.drained(10)
        assert diary.caught_up
    again = Diary()
    async with serving_doors(server, again):
        await person("tom").say("general", "Yes")
        assert await server.link.drained(10)
    assert [event.text for event in diary.events if isinstance(event, MessageSeen)] == [
        "Anyone here?"
    ]
    assert [event.text for event in again.events if isinstance(event, MessageSeen)] == ["Yes"]


async def test_events_that_could_not_be_kept_come_again(server: SandboxServer, person: Who) -> None:
    diary = Diary(failures=2)
    async with serving_doors(server, diary):
        await person("mei").say("general", "Keep me")
        assert await server.link.drained(10)
    assert len(diary.events) == 1


@pytest.mark.parametrize(("kind", "count"), [("repeat", 6), ("reorder", 3)])
async def test_a_careless_platform_repeats_and_reorders(
    server: SandboxServer, person: Who, kind: str, count: int
) -> None:
    server.faults.plan.append(Fault("events", kind))
    for number in range(3):
        await person("mei").say("general", str(number))
    diary = Diary()
    async with serving_doors(server, diary):
        assert await server.link.drained(10)
    texts = [event.text for event in diary.events if isinstance(event, MessageSeen)]
    assert len(texts) == count
    assert set(texts) == {"0", "1", "2"}


async def test_nobody_answers_while_the_bot_is_away_and_the_same_try_can_be_repeated(
    server: SandboxServer, person: Who
) -> None:
    asked = {"place": "general", "command": "next", "options": {}}
    status, failed = await person("mei").ask("POST", "/api/commands", asked)
    assert status == 504
    assert "did not answer" in failed["error"]
    diary = Diary()
    async with serving_doors(server, diary):
        assert diary.calls == []
        repeat = {**asked, "interaction": failed["interaction"]}
        assert (await person("tom").ask("POST", "/api/commands", repeat))[0] == 404
        status, outcome = await person("mei").ask("POST", "/api/commands", repeat)
        assert (status, outcome["outcome"]) == (200, "message")
        status, same = await person("mei").ask("POST", "/api/commands", repeat)
        assert same["message"]["id"] == outcome["message"]["id"]
    assert [call.id for call in diary.calls] == [failed["interaction"]]


@pytest.mark.parametrize("kind", ["drop", "lose", "error", "busy"])
async def test_an_answer_arrives_once_over_a_bad_line(
    server: SandboxServer, person: Who, kind: str
) -> None:
    diary = Diary()
    async with serving_doors(server, diary):
        server.faults.plan.append(Fault("answer", kind))
        asked = {"place": "general", "command": "next", "options": {}}
        status, _ = await person("mei").ask("POST", "/api/commands", asked)
        assert status == 200
    assert len(await person("mei").reads("general")) == 1


async def test_typed_words_that_are_no_command_are_answered_privately(
    server: SandboxServer, person: Who
) -> None:
    diary = Diary()
    async with serving_doors(server, diary):
        asked = {"place": "general", "text": "/class nxet"}
        _, outcome = await person("mei").ask("POST", "/api/commands", asked)
    words = outcome["message"]["view"]["blocks"][0]["line"][0]["text"]
    assert "There is no “/class nxet”" in words
    assert (outcome["message"]["only"], outcome["refused"], diary.calls) == ("mei", True, [])


async def test_a_button_updates_its_message_and_a_form_comes_back_filled(
    server: SandboxServer, person: Who
) -> None:
    press = action("vote", "c1", "q1")
    board = say("Question").also(controls(Button("Vote", press)))
    diary = Diary()
    async with serving_doors(server, diary) as (connection, _):
        message = await connection.platform.post(Place("sandbox", "general"), board, "m1", {})
        diary.answer = Answer(say("Question, 1 vote"), Answering.UPDATE)
        body = {"message": message.id, "action": press}
        _, outcome = await person("mei").ask("POST", "/api/press", body)
        assert (outcome["outcome"], outcome["message"]["version"]) == ("update", 2)
        status, gone = await person("tom").ask("POST", "/api/press", body)
        assert (status, "not there any more" in gone["error"]) == (404, True)
        form = Form("Survey", action("survey", "c1"), (FormField("zone", "Your zone"),))
        diary.answer = Answer(form, Answering.FORM)
        asked = {"place": "general", "command": "survey", "options": {}}
        _, opened = await person("mei").ask("POST", "/api/commands", asked)
        sent = {"form": opened["form"]["id"], "values": {"zone": "Asia/Kathmandu"}}
        assert "action" not in opened["form"]
        assert (await person("tom").ask("POST", "/api/submit", sent))[0] == 404
        diary.answer = Answer(say("No such zone."), Answering.PRIVATE, refused=True)
        assert (await person("mei").ask("POST", "/api/submit", sent))[1]["refused"]
        diary.answer = Answer(say("Thank you"), Answering.PRIVATE)
        assert not (await person("mei").ask("POST", "/api/submit", sent))[1]["refused"]
    submitted = diary.calls[-1]
    assert submitted.state == action("survey", "c1")
    assert submitted.values == {"zone": "Asia/Kathmandu"}


async def test_suggestions_know_who_asks(server: SandboxServer, person: Who) -> None:
    asked = {"place": "general", "command": "choose", "field": "option", "text": "dis"}
    assert (await person("mei").ask("POST", "/api/suggest", asked))[1] == {"choices": []}
    async with serving_doors(server, Diary()):
        _, answer = await person("mei").ask("POST", "/api/suggest", asked)
    assert answer["choices"] == [{"value": "dis", "label": "option by mei"}]
