"""Requests made by hand: what is no text or number is told in a sentence, and does nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from adapters.sandbox.server.app import SandboxServer
from bot.chat.calls import Answer, Answering
from bot.chat.forms import Form, FormField
from tests.support.sandbox import Diary, Person, serving_doors

Who = Callable[[str], Person]
SAY = "/api/places/general/messages"
BAD: list[tuple[str, str, Any]] = [
    ("POST", SAY, {"text": "x", "thread": ["1"]}),
    ("POST", SAY, {"text": 5}),
    ("POST", SAY, {"text": "half a \ud83d"}),
    ("POST", SAY, {"text": "x", "files": {"a": 1}}),
    ("POST", SAY, ["x"]),
    ("GET", f"{SAY}?before={9 * 10**30}", None),
    ("GET", f"{SAY}?limit={'9' * 5000}", None),
    ("GET", f"{SAY}?around=x", None),
    ("POST", "/api/commands", {"place": "general", "command": ["ask"]}),
    ("POST", "/api/commands", {"place": "general", "command": "ask", "interaction": 7}),
    ("POST", "/api/press", {"message": 1, "action": "x"}),
    ("POST", "/api/submit", {"form": None}),
    ("POST", "/api/suggest", {"place": "general", "command": {}, "field": "x"}),
    ("POST", "/api/clock/jump", {"to": "yesterday"}),
]


@pytest.mark.parametrize(("method", "path", "body"), BAD)
async def test_it_is_refused_and_changes_nothing(
    person: Who, method: str, path: str, body: Any
) -> None:
    status, answer = await person("mei").ask(method, path, body)
    assert (status, list(answer)) == (400, ["error"])
    assert await person("mei").reads("general") == []


async def test_a_form_is_for_whom_it_was_opened(server: SandboxServer, person: Who) -> None:
    form = Form("Ask", "v1:ask:c1::", (FormField("text", "Your question"),))
    diary = Diary(answer=Answer(form, Answering.FORM))
    async with serving_doors(server, diary):
        asked = {"place": "general", "command": "ask", "options": {}}
        _, outcome = await person("mei").ask("POST", "/api/commands", asked)
        sent = {"form": outcome["form"]["id"], "values": {"text": "Why?"}}
        assert "action" not in outcome["form"]
        assert (await person("tom").ask("POST", "/api/submit", sent))[0] == 404
        again = {**asked, "interaction": outcome["interaction"]}
        assert (await person("tom").ask("POST", "/api/commands", again))[0] == 404
        assert (await person("mei").ask("POST", "/api/submit", sent))[0] == 200
        assert [call.account.id for call in diary.calls] == ["mei", "mei"]


async def test_a_direct_conversation_is_its_owner_s(server: SandboxServer, person: Who) -> None:
    async with serving_doors(server, Diary()) as (link, _):
        opened = await link.client.call("POST", "/bot/direct", {"account": "mei"})
        place = opened["place"]
        assert (await person("mei").ask("GET", f"/api/places/{place}/messages"))[0] == 200
        for path in (f"/api/places/{place}/messages", f"/api/places/{place}/members"):
            assert (await person("tom").ask("GET", path))[0] == 404
        body = {"place": place, "command": "me", "options": {}}
        assert (await person("tom").ask("POST", "/api/commands", body))[0] == 404
