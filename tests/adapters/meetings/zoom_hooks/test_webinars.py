"""Webinars, and the hosts of Zoom for governments, are told of as meetings are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.meetings.zoom_hooks.downloads import Downloads
from adapters.meetings.zoom_hooks.events import is_zooms
from adapters.meetings.zoom_hooks.hooks import PATH, ZoomHooks
from adapters.meetings.zoom_hooks.keeping import Keeping
from adapters.web.server import Server
from config.hooks import held_in
from tests.support.classroom import Classroom, classroom
from tests.support.reported import LIMITS, attended
from tests.support.sample import ANA, BEN
from tests.support.zoom import NUMBER, SECRET, FakeZoom, came, went

LINKS = (f"https://zoom.us/w/{NUMBER}?tk=x", f"https://agency.zoomgov.com/j/{NUMBER}")


@pytest.fixture(params=LINKS)
async def room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, replace(LIMITS, link=request.param)) as opened:
        yield opened


async def test_who_was_in_a_webinar_is_entered_once_it_is_over(room: Classroom) -> None:
    server = Server(port=0)
    async with ClientSession() as session:
        keeping, held = Keeping(room.app.receive), held_in(room.store)
        hooks = ZoomHooks(SECRET, room.clock, keeping, held, Downloads(session))
        async with server.listening(hooks.routes) as port:
            zoom = FakeZoom(session, room.clock, f"http://127.0.0.1:{port}{PATH}")
            await room.tick_to("2026-09-07 10:30")
            joined, left = "webinar.participant_joined", "webinar.participant_left"
            for event, about in (
                (joined, came("a", "09:50", "Ana", "ana@example.edu")),
                (joined, came("b", "10:00", "Ben", user=2)),
                (left, went("b", "10:40", "Ben", user=2)),
                ("webinar.started", {}),
                ("webinar.ended", {"end_time": "2026-09-07T11:02:00Z"}),
            ):
                assert await zoom.tells(event, about) == 200
            await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, BEN) == [(40, 60)]


@pytest.mark.parametrize(
    ("host", "known"),
    [("zoom.us", True), ("us02web.zoom.us", True), ("agency.zoomgov.com", True),
     ("zoomgov.com.evil.example", False), ("evilzoomgov.com", False), ("", False)],
)  # fmt: skip
def test_only_zooms_own_hosts_are_zooms(host: str, known: bool) -> None:
    assert is_zooms(host) is known
