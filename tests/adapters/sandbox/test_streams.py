"""The live stream of a page: what its person may see, as it happens, and resumed after a gap."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiohttp import ClientResponse, ClientSession

from adapters.sandbox.server.app import SandboxServer
from tests.support.sandbox import Diary, Person, serving_doors

Who = Callable[[str], Person]


async def told(response: ClientResponse) -> AsyncIterator[tuple[str, str, Any]]:
    """Yield id, event and data of each server-sent event."""
    fields: dict[str, str] = {}
    async for line in response.content:
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
        else:
            yield fields.get("id", ""), fields["event"], json.loads(fields["data"])
            fields = {}


def stream(server: SandboxServer, session: ClientSession, account: str, last: str = "") -> Any:
    headers = {"Last-Event-ID": last} if last else {}
    return session.get(f"{server.address}/api/events?as={account}", headers=headers)


async def test_a_stream_carries_what_its_person_may_see(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    async with stream(server, session, "mei") as response:
        assert response.content_type == "text/event-stream"
        events = told(response)
        assert (await anext(events))[1] == "ready"
        await person("ana").say("staff", "Between us")
        said = await person("ana").say("general", "For all")
        _, event, message = await anext(events)
        assert (event, message["text"]) == ("message", "For all")
        await person("mei").ask("PUT", f"/api/messages/{said['id']}/reactions/👍")
        _, _, message = await anext(events)
        assert message["reactions"] == [
            {"emoji": "👍", "count": 1, "mine": True, "accounts": ["mei"]}
        ]


async def test_a_broken_stream_goes_on_where_it_broke(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    async with stream(server, session, "mei") as response:
        events = told(response)
        await anext(events)
        await person("ana").say("general", "One")
        last, _, _ = await anext(events)
    await person("ana").say("general", "Two")
    async with stream(server, session, "mei", last) as response:
        events = told(response)
        assert [(await anext(events))[1] for _ in range(2)] == ["ready", "message"]
    async with stream(server, session, "mei", "another-7") as response:
        events = told(response)
        assert [(await anext(events))[1] for _ in range(2)] == ["ready", "reset"]


async def test_a_page_is_told_what_happened_since_its_state_was_read(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    _, state = await person("mei").ask("GET", "/api/state")
    await person("ana").say("general", "Meanwhile")
    since = f"{server.address}/api/events?as=mei&since={state['events']}"
    async with session.get(since) as response:
        events = told(response)
        assert [(await anext(events))[1] for _ in range(2)] == ["ready", "message"]
    await person("ana").say("general", "And again")
    _, later = await person("mei").ask("GET", "/api/state")
    async with session.get(f"{since}", headers={"Last-Event-ID": later["events"]}) as response:
        events = told(response)
        await anext(events)
        await person("ana").say("general", "At last")
        assert (await anext(events))[2]["text"] == "At last"


async def test_pages_see_the_bot_come_and_go_and_the_clock_move(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    async with stream(server, session, "mei") as response:
        events = told(response)
        _, _, ready = await anext(events)
        assert ready["bot"] == {"connected": False}
        async with serving_doors(server, Diary()):
            assert [(await anext(events))[1:] for _ in range(2)] == [
                ("commands", {"commands": [], "message_actions": []}),
                ("bot", {"connected": True}),
            ]
            await person("mei").ask("POST", "/api/clock/jump", {"to": "hour", "wait": True})
            kinds = [(await anext(events))[1] for _ in range(3)]
            assert kinds == ["clock", "clock", "clock"]
        assert (await anext(events))[1:] == ("bot", {"connected": False})


async def test_who_leaves_a_place_loses_it_at_once(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    said = await person("ana").say("general", "Before")
    async with stream(server, session, "tom") as response:
        events = told(response)
        await anext(events)
        server.set_members("general", ["ana", "mei"])
        assert (await anext(events))[1:] == ("gone", {"place": "general"})
        assert (await person("tom").ask("GET", f"/api/messages/{said['id']}"))[0] == 404
