"""Test controls: faults and members from outside, for runs whose server is another process."""

from aiohttp import ClientSession

from adapters.sandbox.server.app import SandboxServer
from tests.support.sandbox import TOKEN, Person, running


async def put(session: ClientSession, server: SandboxServer, path: str, body: object) -> int:
    method = "POST" if path.endswith("faults") else "PUT"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with session.request(
        method, f"{server.address}{path}", json=body, headers=headers
    ) as response:
        return response.status


async def test_faults_can_be_planned_from_outside(session: ClientSession) -> None:
    async with running(controls=True) as server:
        fault = {"operation": "due", "kind": "busy", "times": 2, "seconds": 3}
        assert await put(session, server, "/test/faults", {"faults": [fault]}) == 200
        for status in (429, 429, 200):
            assert await put(session, server, "/bot/due", {"at": None}) == status
        wrong = {"operation": "due", "kind": "explode"}
        assert await put(session, server, "/test/faults", {"faults": [wrong]}) == 400


async def test_a_place_can_be_opened_and_closed(session: ClientSession) -> None:
    async with running(controls=True) as server:
        mei = Person(session, server.address, "mei")
        assert (await mei.ask("GET", "/api/places/staff/messages"))[0] == 404
        path = "/test/places/staff/members"
        assert await put(session, server, path, {"accounts": ["ana", "mei"]}) == 200
        assert await mei.reads("staff") == []
