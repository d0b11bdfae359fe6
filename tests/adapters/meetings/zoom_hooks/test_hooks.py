"""Zoom tells of a week's meeting over the wire: one entry each, whatever comes how often."""

import hmac
import itertools
import json
import logging
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.meetings.zoom_hooks.downloads import Downloads
from adapters.meetings.zoom_hooks.hooks import BIGGEST, PATH, ZoomHooks
from adapters.meetings.zoom_hooks.keeping import Keeping
from adapters.text.summary.extractive import ExtractiveSummarizer
from adapters.web.server import Server
from bot.chat.events import Event
from bot.chat.uploads import LARGEST
from bot.model.participation.acts.ledger import Act
from bot.model.recap.recaps import Recap
from config.hooks import held_in
from tests.features.recaps.test_transcript import transcript
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.reported import LIMITS, attended
from tests.support.sample import ANA, BEN, CHO, COURSE, STAFF
from tests.support.zoom import (
    NUMBER,
    SECRET,
    TOKEN,
    FakeZoom,
    came,
    handing_out,
    recorded,
    transcribed,
    went,
)

JOINED, LEFT, ENDED = "meeting.participant_joined", "meeting.participant_left", "meeting.ended"
RECORDED, TRANSCRIBED = "recording.completed", "recording.transcript_completed"
LINKED = replace(LIMITS, link=f"https://uni.zoom.us/j/{NUMBER}?pwd=x")
Told = tuple[str, dict[str, Any]]
MEETING: Sequence[Told] = (
    (JOINED, came("a", "09:50", "Ana K.", "ana@example.edu", user=1)),
    (JOINED, came("b", "10:10", "Ben", user=2)),
    (LEFT, went("a", "10:20", "Ana K.", user=1)),
    (JOINED, came("a2", "10:24", "Ana K.", "ana@example.edu", user=3)),
    (LEFT, went("b", "10:40", "Ben", user=2)),
    (ENDED, {"end_time": "2026-09-07T11:02:00Z"}),
)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(summarizer=ExtractiveSummarizer())
    async with classroom(tmp_path, LINKED, given=given) as opened:
        yield opened


@pytest.fixture
async def failing() -> list[Exception]:
    """Return what keeping events fails with, in turn; nothing at first."""
    return []


@pytest.fixture
async def zoom(room: Classroom, failing: list[Exception]) -> AsyncIterator[FakeZoom]:
    async def receive(events: Sequence[Event]) -> None:
        if failing:
            raise failing.pop()
        await room.app.receive(events)

    server = Server(port=0)
    async with ClientSession() as session, handing_out(FakeZoom(session, room.clock, "")) as fake:
        downloads = Downloads(session, (fake.origin,))
        hooks = ZoomHooks(SECRET, room.clock, Keeping(receive), held_in(room.store), downloads)
        async with server.listening(hooks.routes) as port:
            fake.url = f"http://127.0.0.1:{port}{PATH}"
            yield fake


async def kept(room: Classroom) -> int:
    async with room.store.reading() as work:
        return len(await work.sightings.of(COURSE.id))


async def recap_of(room: Classroom) -> Recap:
    async with room.store.reading() as work:
        recap = await work.recaps.get(LINKED.id)
    assert recap is not None
    return recap


async def test_the_address_is_validated(zoom: FakeZoom) -> None:
    token = "qgg8vlvZRS6UYooatFL8Aw"
    body = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": token}})
    status, said = await zoom.posts(body.encode())
    digest = hmac.new(SECRET.encode(), token.encode(), "sha256").hexdigest()
    assert status == 200
    assert json.loads(said) == {"plainToken": token, "encryptedToken": digest}
    assert (await zoom.posts(body.encode(), {"x-zm-signature": "v0=0"}))[0] == 401


async def test_a_weeks_meeting_is_one_entry_each(room: Classroom, zoom: FakeZoom) -> None:
    await room.tick_to("2026-09-07 10:12")
    await room.says(BEN, "/class checkin code:10001")
    for event, about in MEETING:
        assert await zoom.tells(event, about) == 200
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, CHO) == []
    [entry] = [one for one in await room.ledger(BEN) if one.act is Act.ATTEND]
    assert entry.evidence == "check-in by code; 30 of 60 minutes in Zoom's report"


@pytest.mark.parametrize("seed", range(4))
async def test_reordered_and_redelivered_it_is_the_same(
    room: Classroom, zoom: FakeZoom, seed: int
) -> None:
    told = [*MEETING, *MEETING]
    random.Random(seed).shuffle(told)
    await room.tick_to("2026-09-07 10:30")
    for event, about in told[: 2 * seed]:
        await zoom.tells(event, about)
    await room.tick_to("2026-09-07 11:30")
    for event, about in told[2 * seed :]:
        await zoom.tells(event, about)
    await room.tick_to("2026-09-07 12:00")
    assert await attended(room, ANA) == [(60, 60)]
    assert await attended(room, BEN) == [(30, 60)]
    assert await kept(room) == len(MEETING)


@pytest.mark.parametrize("backward", [False, True])
async def test_breakout_rooms_are_the_meeting(
    room: Classroom, zoom: FakeZoom, backward: bool
) -> None:
    """On the way to one Zoom tells of leaving and joining at one instant, in any order."""
    moves: list[Told] = []
    for user, time in enumerate(("10:15", "10:30"), start=2):
        moves += [
            ("meeting.participant_joined_breakout_room", came("b", time, "Ben", user=user)),
            (LEFT, went("b", time, "Ben", user=user - 1)),
            (JOINED, came("b", time, "Ben", user=user)),
        ]
    moves = moves[::-1] if backward else moves
    await room.tick_to("2026-09-07 10:40")
    for event, about in ((JOINED, came("b", "10:00", "Ben")), *moves):
        assert await zoom.tells(event, about) == 200
    await zoom.tells(LEFT, went("b", "10:50", "Ben", user=3))
    await room.tick_to("2026-09-07 11:30")
    assert await attended(room, BEN) == [(50, 60)]


async def test_what_is_forged_stale_or_oversized_changes_nothing(
    room: Classroom, zoom: FakeZoom
) -> None:
    await room.tick_to("2026-09-07 10:30")
    body = zoom.body(*MEETING[0])
    forged = replace(zoom, secret="guessed").signed(body)
    other = zoom.signed(zoom.body(*MEETING[1]))
    good = zoom.signed(body)
    for headers in (
        forged,
        other,
        zoom.signed(body, age=301),
        zoom.signed(body, age=-301),
        {**good, "x-zm-signature": good["x-zm-signature"].removeprefix("v0=")},
        {**good, "x-zm-signature": "v0=\u00e9"},
        {**good, "x-zm-request-timestamp": "9" * 5000},
        {**good, "x-zm-request-timestamp": "-1"},
        {"x-zm-signature": good["x-zm-signature"]},
        {"x-zm-request-timestamp": good["x-zm-request-timestamp"]},
    ):
        assert (await zoom.posts(body, headers))[0] == 401
    large = zoom.body(JOINED, came("a", "10:00", "x" * BIGGEST))
    assert (await zoom.posts(large))[0] == 413
    assert await kept(room) == 0
    assert (await zoom.posts(body, good))[0] == 200
    assert (await zoom.posts(body, good))[0] == 200
    assert await kept(room) == 1


async def test_only_the_address_itself_answers_and_only_to_posts(zoom: FakeZoom) -> None:
    async with zoom.session.get(zoom.url) as answer:
        assert answer.status == 405
    async with zoom.session.post(f"{zoom.url}/more") as answer:
        assert answer.status == 404


async def test_waiting_rooms_other_rooms_and_odd_events_are_acknowledged_and_not_kept(
    room: Classroom, zoom: FakeZoom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await room.tick_to("2026-09-07 10:30")
    there = came("w", "10:00", "Cho")
    for event in ("meeting.participant_joined_waiting_room", "meeting.started", "user.created"):
        assert await zoom.tells(event, there) == 200
    for _ in range(3):
        assert await zoom.tells(JOINED, {**there, "id": "111"}) == 200
    assert caplog.text.count("no session's link leads to 'zoom.us/111'") == 1
    odd: Sequence[dict[str, Any]] = (
        {},
        {"participant": []},
        {**there, "uuid": None},
        {**there, "id": {}},
        {"participant": {"user_name": "x"}},
    )
    for about, event in itertools.product(odd, (JOINED, LEFT, RECORDED, TRANSCRIBED)):
        assert await zoom.tells(event, about) == 200
    for body in (b"", b"{", b"[]", b"7", b'"event"', b"[" * 100_000, b"\xff", b'{"event": null}'):
        assert (await zoom.posts(body))[0] == 200
    assert await kept(room) == 0


async def test_what_is_not_kept_is_not_acknowledged_and_comes_again(
    room: Classroom, zoom: FakeZoom, failing: list[Exception]
) -> None:
    await room.tick_to("2026-09-07 10:30")
    failing.append(OSError("disk full"))
    assert await zoom.tells(*MEETING[0]) == 503
    assert await kept(room) == 0
    assert await zoom.tells(*MEETING[0]) == 200
    assert await kept(room) == 1


async def test_recording_and_transcript_reach_the_draft(room: Classroom, zoom: FakeZoom) -> None:
    zoom.files["/rec/t"] = transcript().content
    await room.tick_to("2026-09-07 11:30")
    for _ in range(2):
        assert await zoom.tells(RECORDED, recorded()) == 200
        about = transcribed(f"{zoom.origin}/moved?to=/rec/t")
        assert await zoom.tells(TRANSCRIBED, about, download_token=TOKEN) == 200
        await room.tick_to("2026-09-07 11:35")
    recap = await recap_of(room)
    assert recap.contents.recording == "https://uni.zoom.us/rec/share/abc"
    assert recap.contents.summary
    assert recap.needs_staff
    assert [one.what for one in recap.history].count("read the transcript") == 1
    assert zoom.asked[0] == ("/moved", f"Bearer {TOKEN}")


@pytest.mark.parametrize(
    ("url", "status", "why"),
    [
        ("http://uni.zoom.us/rec/t", 200, "isn't at an address of Zoom's"),
        ("https://zoom.us.evil.example/rec/t", 200, "isn't at an address of Zoom's"),
        ("https://evilzoom.us/rec/t", 200, "isn't at an address of Zoom's"),
        ("https://a@zoom.us:8443/rec/t", 200, "isn't at an address of Zoom's"),
        ("file:///etc/passwd", 200, "isn't at an address of Zoom's"),
        ("{}/moved?to=http://127.0.0.1:1/t", 200, "isn't at an address of Zoom's"),
        ("{}/moved", 200, "Zoom didn't hand its file out"),
        ("{}/nowhere", 200, "Zoom didn't hand its file out"),
        ("{}/away", 503, "couldn't be fetched from Zoom yet"),
        ("{}/large", 200, "its file is larger than 10 MB"),
        ("{}/song", 200, "is no transcript that can be read here"),
    ],
)
async def test_a_transcript_that_cannot_be_had_is_said_to_staff_once(
    room: Classroom, zoom: FakeZoom, url: str, status: int, why: str
) -> None:
    zoom.files |= {"/large": b"WEBVTT" + b"\n" * LARGEST, "/song": b"ID3 la la"}
    await room.tick_to("2026-09-07 11:30")
    about = transcribed(url.format(zoom.origin))
    for _ in range(2):
        assert await zoom.tells(TRANSCRIBED, about, download_token=TOKEN) == status
    await room.tick_to("2026-09-07 11:35")
    [told] = [shown for shown in room.seen(STAFF) if "Zoom has a transcript" in shown]
    assert why in told
    assert "save it from Zoom and attach it with /class recap transcript" in told
    assert (await recap_of(room)).needs_staff is False


async def test_no_log_tells_a_secret_a_token_a_name_or_an_address(
    room: Classroom,
    zoom: FakeZoom,
    failing: list[Exception],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    await room.tick_to("2026-09-07 11:30")
    for event, about in MEETING:
        failing.append(ValueError(f"{SECRET} {TOKEN} Ana K. ana@example.edu"))
        assert await zoom.tells(event, about) == 503
        await zoom.tells(event, about)
    for path in ("/away", "/nowhere", "/moved?to=https://evil.example/private-address"):
        about = transcribed(f"{zoom.origin}{path}")
        await zoom.tells(TRANSCRIBED, about, download_token=TOKEN)
    await zoom.tells("meeting.chat_message_sent", came("a", "10:00", "Ana K."))
    await zoom.posts(b"{}", {"x-zm-signature": "v0=1", "x-zm-request-timestamp": "1"})
    said = caplog.text
    assert "a transcript can't be had" in said
    for secret in (SECRET, TOKEN, "Ana K.", "ana@example.edu", "private-address", "v0="):
        assert secret not in said
    assert SECRET not in repr(ZoomHooks(SECRET, room.clock, Keeping(room.app.receive),
                                        held_in(room.store), Downloads(zoom.session)))  # fmt: skip
