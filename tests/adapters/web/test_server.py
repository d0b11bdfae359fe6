"""The server: one port for whoever listens, opened with the first and closed with the last."""

import pytest
from aiohttp import ClientConnectorError, ClientSession, web

from adapters.web.server import Server
from bot.ports.platform import CannotSendError


async def _one(request: web.Request) -> web.Response:
    return web.Response(text="one")


async def _two(request: web.Request) -> web.Response:
    return web.Response(text=f"two {await request.text()}")


async def test_two_who_listen_share_a_port_and_either_may_leave_first() -> None:
    server = Server(port=0)
    async with ClientSession() as session:
        first = server.listening([web.get("/one", _one)])
        port = await first.__aenter__()
        url = f"http://127.0.0.1:{port}"
        async with server.listening([web.post("/two", _two)]) as same:
            assert same == port
            async with session.get(f"{url}/one") as answer:
                assert await answer.text() == "one"
            async with session.post(f"{url}/two", data=b"x") as answer:
                assert await answer.text() == "two x"
            await first.__aexit__(None, None, None)
            async with session.get(f"{url}/one") as answer:
                assert answer.status == 404
            async with session.get(f"{url}/two") as answer:
                assert answer.status == 405
                assert answer.headers["Allow"] == "POST"
        with pytest.raises(ClientConnectorError):
            await session.get(f"{url}/one")


async def test_a_taken_port_is_told_and_can_be_tried_again() -> None:
    async with Server(port=0).listening([web.get("/", _one)]) as port:
        late = Server(port=port)
        with pytest.raises(CannotSendError, match=f"listen on 127.0.0.1:{port}"):
            async with late.listening([web.get("/", _two)]):
                pass
    async with late.listening([web.get("/", _one)]) as again:
        assert again == port
