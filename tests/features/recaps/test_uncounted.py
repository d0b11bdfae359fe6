"""Sessions that aren't counted: a recap only where there is something to tell."""

from dataclasses import replace
from pathlib import Path

from bot.model.sessions import Kind
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, INES, LIVE, RECAPS, STAFF, at, session

LIMITS = session("limits", at(hours=10))


def card(room: Classroom) -> str:
    [shown] = [shown for shown in room.seen(STAFF) if "recap" in shown.splitlines()[0].lower()]
    return shown


def recap(room: Classroom) -> str:
    [shown] = room.seen(RECAPS)
    return shown


async def test_an_uncounted_session_with_nothing_to_tell_leaves_no_recap(tmp_path: Path) -> None:
    coffee = replace(LIMITS, kind=Kind.COMMUNITY, counted=False)
    async with classroom(tmp_path, coffee) as room:
        await room.tick_to("2026-09-07 10:30")
        await room.says(INES, "/class session end")
        assert "so it doesn't publish itself" in card(room)
        assert "attended" not in card(room)
        await room.tick_to("2026-09-09 10:00")
        assert room.seen(RECAPS) == []
        assert "so it has no recap" in await room.says(ANA, "/class recap show")
        said = await room.says(INES, "/class recap publish")
        assert "Limits: the class can read it now.\n[Take it back]" in said
        assert "attended" not in recap(room)


async def test_an_uncounted_session_in_which_something_was_shared_has_a_recap(
    tmp_path: Path,
) -> None:
    coffee = replace(LIMITS, counted=False)
    async with classroom(tmp_path, coffee) as room:
        await room.tick_to("2026-09-07 10:02")
        room.at("2026-09-07 10:20")
        await room.writes(ANA, "See https://example.org/tea.", place=LIVE, name="tea")
        room.at("2026-09-07 10:30")
        await room.says(INES, "/class session end")
        await room.tick_to("2026-09-07 23:00")
        assert "https://example.org/tea" in recap(room)
        assert "attended" not in recap(room)
