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


async def test_the_last_recap_is_shown_though_a_later_session_has_none(tmp_path: Path) -> None:
    coffee = replace(session("coffee", at(days=1, hours=10)), counted=False)
    async with classroom(tmp_path, LIMITS, coffee) as room:
        await room.tick_to("2026-09-07 10:30")
        await room.says(INES, "/class session end")
        await room.says(INES, "/class recap publish")
        await room.tick_to("2026-09-08 11:30")
        for command in ("recap show", "recap history"):
            assert "Limits" in (await room.says(ANA, f"/class {command}")).splitlines()[0]
        assert (await room.says(INES, "/class recap show")).startswith("Draft recap: Coffee")
        said = await room.says(ANA, f"/class recap show session:{coffee.id}")
        assert said == "Nothing was asked or shared in Coffee, so it has no recap."


async def test_where_no_session_has_a_recap_it_says_so(tmp_path: Path) -> None:
    tea, coffee = (
        replace(session(key, at(days=day, hours=10)), counted=False)
        for day, key in enumerate(("tea", "coffee"))
    )
    async with classroom(tmp_path, tea, coffee) as room:
        await room.tick_to("2026-09-08 11:30")
        assert await room.says(ANA, "/class recap show") == (
            "Nothing was asked or shared in Coffee, so it has no recap. Nor has any session "
            "before it."
        )


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
