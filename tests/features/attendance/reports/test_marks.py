"""A session's attendance goes to Moodle's attendance activity as a file, for staff alone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.lms.exports import GradebookFiles
from bot.chat.calls import Answering
from bot.chat.views import Download, View
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.reported import ANAS, LIMITS, PHONE, SERIES, brings
from tests.support.sample import BEN, CHO, INES

BUTTON = "File for Moodle's attendance"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES, given=tools(gradebooks=GradebookFiles())) as it:
        yield it


async def content(room: Classroom, file: str = "") -> str | None:
    """Return what a stored file holds: that of the last answer unless it is named."""
    body = room.last_answer(INES).body
    if not file:
        assert isinstance(body, View)
        [file] = [block.file for block in body.blocks if isinstance(block, Download)]
    async with room.store.reading() as work:
        stored = await work.files.get(file)
    return stored.content.decode() if stored and stored.content else None


async def test_the_list_offers_it_once_the_session_is_over(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:30")
    assert BUTTON not in await room.says(INES, "/class attendance show")
    await room.sends_state(INES, f"v1:attendance.marks:{LIMITS.course}:{LIMITS.id}:")
    assert room.last_answer(INES).refused
    await room.tick_to("2026-09-07 11:30")
    await brings(room, [*ANAS, PHONE])
    await room.presses(INES, "Enter this attendance")
    await room.says(INES, "/class roster excuse person:Ben week:1 reason:flu")
    await room.says(INES, "/class attendance show")
    said = await room.presses(INES, BUTTON)
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "Limits: 1 present (P), 1 excused (E), 1 absent (A)." in said
    assert "1 name in its reports isn't known yet" in said
    assert await content(room) == (
        "email,status\r\nana@example.edu,P\r\nben@example.edu,E\r\ncho@example.edu,A\r\n"
    )
    assert (await room.deeds())[0].what == "Ines exported the attendance of Limits for Moodle"


async def test_who_can_not_be_in_it_is_named_with_the_reason(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.people.save((
            replace(BEN, dropped=date(2026, 9, 8)),
            replace(CHO, email=None),
        ))  # fmt: skip
    await room.tick_to("2026-09-08 11:30")
    await room.says(INES, f"/class attendance show session:{LIMITS.id}")
    said = await room.presses(INES, BUTTON)
    assert "Limits: 0 present (P), 0 excused (E), 1 absent (A)." in said
    assert "• Ben: No longer enrolled." in said
    assert "• Cho: No email address on the roster." in said
    assert await content(room) == "email,status\r\nana@example.edu,A\r\n"


async def test_the_file_is_forgotten_after_a_week(room: Classroom) -> None:
    await room.tick_to("2026-09-07 11:30")
    await room.says(INES, "/class attendance show")
    await room.presses(INES, BUTTON)
    body = room.last_answer(INES).body
    assert isinstance(body, View)
    [file] = [block.file for block in body.blocks if isinstance(block, Download)]
    await room.tick_to("2026-09-14 11:00")
    assert await content(room, file) is not None
    await room.tick_to("2026-09-14 12:00")
    assert await content(room, file) is None
