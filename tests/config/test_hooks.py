"""Zoom's webhooks are off until their secret is set; then they are on the one server."""

import json
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.meetings.zoom_hooks.hooks import PATH
from adapters.web.server import Server
from bot.chat.refusal import Refusal
from config.hooks import listening_for_zoom, server_of
from config.settings import Settings
from tests.support.classroom import classroom
from tests.support.sample import at, session
from tests.support.zoom import SECRET, FakeZoom

LIMITS = session("limits", at(hours=10))


def settings(**given: str) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


async def test_without_a_secret_nothing_listens(tmp_path: Path) -> None:
    server = Server(port=0)
    async with (
        classroom(tmp_path, LIMITS) as room,
        listening_for_zoom(settings(), server, room.app, room.store, room.clock) as said,
    ):
        assert said == ""


async def test_with_one_zoom_is_answered_and_a_taken_port_is_refused(tmp_path: Path) -> None:
    given = settings(HOMEROOM_ZOOM_SECRET=SECRET)
    assert SECRET not in repr(given)
    async with classroom(tmp_path, LIMITS) as room, ClientSession() as browser:
        server = Server(port=0)
        core = room.app, room.store, room.clock
        async with listening_for_zoom(given, server, *core) as said:
            url = said.removeprefix("Listening for Zoom at ").removesuffix(".")
            body = {"event": "endpoint.url_validation", "payload": {"plainToken": "t"}}
            zoom = FakeZoom(browser, room.clock, url)
            status, answer = await zoom.posts(json.dumps(body).encode())
            assert (status, json.loads(answer)["plainToken"]) == (200, "t")
            taken = int(url.removesuffix(PATH).rpartition(":")[2])
            with pytest.raises(Refusal, match="Choose another port"):
                async with listening_for_zoom(given, Server(port=taken), *core):
                    pass


def test_it_listens_where_slack_would() -> None:
    server = server_of(settings(HOMEROOM_SLACK_HOST="10.0.0.7", HOMEROOM_SLACK_PORT="8080"))
    assert (server.host, server.port) == ("10.0.0.7", 8080)
