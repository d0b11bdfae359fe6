"""What a meeting program recorded reaches the draft, once; else staff are told what to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.chat.events import Recorded, RecordingSeen, TranscriptSeen
from bot.model.attendance.reports import Source
from bot.model.ids import short_id
from tests.features.recaps.test_transcript import transcript
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.instants import utc
from tests.support.sample import INES, STAFF, at, session

LIMITS = replace(session("limits", at(hours=10)), link="https://zoom.example/j/987")
WHAT = Recorded(
    Source.ZOOM, "zoom.example/987", "r1", utc("2026-09-07 09:58"), utc("2026-09-07 11:04")
)
RECORDING = RecordingSeen(WHAT, "https://zoom.example/rec/share/1")
TRANSCRIPT = TranscriptSeen(WHAT, transcript().name, transcript().content)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(summarizer=ExtractiveSummarizer())
    async with classroom(tmp_path, LIMITS, given=given) as opened:
        yield opened


async def recording_of(room: Classroom) -> str | None:
    async with room.store.reading() as work:
        recap = await work.recaps.get(LIMITS.id)
        return recap.contents.recording if recap else None


@pytest.mark.parametrize("when", ["10:30", "11:30"])
async def test_the_recording_stands_in_the_draft_whenever_it_comes(
    room: Classroom, when: str
) -> None:
    await room.tick_to(f"2026-09-07 {when}")
    await room.app.receive([RECORDING, RECORDING])
    await room.tick_to("2026-09-07 11:40")
    await room.app.receive([RECORDING, replace(RECORDING, url="https://zoom.example/rec/2")])
    assert await recording_of(room) == RECORDING.url


async def test_what_staff_gave_stands(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await room.says(INES, "/class recap recording url:https://media.example/7")
    await room.app.receive([RECORDING])
    assert await recording_of(room) == "https://media.example/7"


async def test_a_recap_that_is_out_is_left_to_staff(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await room.says(INES, "/class recap publish")
    await room.app.receive([RECORDING, RECORDING, TRANSCRIPT])
    await room.tick_to("2026-09-07 11:35")
    await room.app.receive([RECORDING, TRANSCRIPT])
    await room.tick_to("2026-09-07 11:40")
    assert await recording_of(room) is None
    told = [shown for shown in room.seen(STAFF) if "Zoom has" in shown]
    assert len(told) == 2
    assert "Zoom has a recording of Limits, whose recap is out already." in told[0]
    assert "its recap is out already. To use it, save it from Zoom and attach it with" in told[1]


async def test_the_transcript_is_read_once_and_not_kept(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await room.app.receive([TRANSCRIPT, TRANSCRIPT])
    await room.tick_to("2026-09-07 11:35")
    async with room.store.reading() as work:
        before = await work.recaps.get(LIMITS.id)
    assert before is not None
    assert before.needs_staff
    assert before.contents.summary
    await room.app.receive([TRANSCRIPT])
    await room.tick_to("2026-09-07 11:40")
    async with room.store.reading() as work:
        assert await work.recaps.get(LIMITS.id) == before
        file = await work.files.get(short_id("transcript", LIMITS.id, WHAT.id))
    assert file is not None
    assert file.content == b""


async def test_what_cannot_be_had_is_said_with_the_way_by_hand(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    failed = replace(TRANSCRIPT, content=b"", problem="it is larger than 10 MB")
    await room.app.receive([failed, failed])
    await room.tick_to("2026-09-07 11:35")
    [told] = [shown for shown in room.seen(STAFF) if "Zoom has" in shown]
    assert "Zoom has a transcript of Limits, but it is larger than 10 MB. To use it" in told
    await room.app.receive([TRANSCRIPT])
    await room.tick_to("2026-09-07 11:40")
    async with room.store.reading() as work:
        recap = await work.recaps.get(LIMITS.id)
    assert recap is not None
    assert recap.contents.summary


async def test_another_rooms_recording_is_nobodys(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    for other in (
        replace(WHAT, room="zoom.example/98"),
        replace(WHAT, room="evil.example/987"),
        replace(WHAT, begins=utc("2026-09-07 12:00"), ends=utc("2026-09-07 13:00")),
    ):
        await room.app.receive([RecordingSeen(other, RECORDING.url)])
    assert await recording_of(room) is None
