"""Nobody but this machine's own page and the bot gets into the sandbox."""

import pytest
from aiohttp import ClientSession

from adapters.sandbox.server.app import SandboxServer

WRITE = {"X-Homeroom": "people"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "127.0.0.1", "localhost:1"])
async def test_a_foreign_host_is_refused(
    server: SandboxServer, session: ClientSession, host: str
) -> None:
    async with session.get(f"{server.address}/api/accounts", headers={"Host": host}) as response:
        assert response.status == 403
        assert "address it printed" in (await response.json())["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_foreign_page_is_refused(
    server: SandboxServer, session: ClientSession, headers: dict[str, str]
) -> None:
    async with session.get(f"{server.address}/api/accounts", headers=headers) as response:
        assert response.status == 403
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_a_blind_write_without_our_header_is_refused(
    server: SandboxServer, session: ClientSession
) -> None:
    url = f"{server.address}/api/places/general/messages?as=mei"
    async with session.post(url, json={"text": "hi"}) as response:
        assert response.status == 403
    async with session.post(url, json={"text": "hi"}, headers=WRITE) as response:
        assert response.status == 200
    async with session.post(url, data='{"text": "hi"}', headers=WRITE) as response:
        assert response.status == 400


async def test_the_own_page_gets_in_by_either_name(
    server: SandboxServer, session: ClientSession
) -> None:
    for name in ("127.0.0.1", "localhost"):
        own = f"{name}:{server.port}"
        headers = {"Host": own, "Origin": f"http://{own}", "Sec-Fetch-Site": "same-origin"}
        async with session.get(f"{server.address}/api/accounts", headers=headers) as response:
            assert response.status == 200
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong", "made-up"])
async def test_the_bots_side_needs_its_token(
    server: SandboxServer, session: ClientSession, token: str
) -> None:
    headers = {"Authorization": token}
    for path in ("/bot/places", "/bot/socket", "/test/faults"):
        async with session.get(f"{server.address}{path}", headers=headers) as response:
            assert response.status == 401


async def test_test_controls_are_closed_unless_asked_for(
    server: SandboxServer, session: ClientSession
) -> None:
    headers = {"Authorization": f"Bearer {server.settings.token}"}
    url = f"{server.address}/test/faults"
    async with session.post(url, json={"faults": []}, headers=headers) as response:
        assert response.status == 404


@pytest.mark.parametrize("name", ["../wire.py", "%2e%2e/wire.py", "..%2f..%2fwire.py", "x"])
async def test_only_the_pages_own_files_are_served(
    server: SandboxServer, session: ClientSession, name: str
) -> None:
    async with session.get(f"{server.address}/page/{name}") as response:
        assert response.status == 404
