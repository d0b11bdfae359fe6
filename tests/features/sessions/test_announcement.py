"""What was announced stays true: before, while and after a session."""

from dataclasses import replace
from pathlib import Path

from bot.chat.spans import LocalTime, TimeStyle
from bot.chat.views import Paragraph, View
from bot.features.sessions.views import announcement, live_card
from bot.model.sessions import State
from tests.support.classroom import classroom
from tests.support.sample import INES, LIVE, MAIN, STAFF, at, session

LIMITS = session("limits", at(hours=10))


async def test_the_announcement_follows_its_session(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 08:00")
        [before] = room.seen(MAIN)
        assert "ends Mon 07 Sep 11:00." in before
        assert "your time" not in before
        assert "[Remind me]" in before
        await room.tick_to("2026-09-07 10:00")
        [during] = room.seen(MAIN)
        assert "Live now until Mon 07 Sep 11:00." in during
        assert "[Remind me]" not in during
        await room.says(INES, "/class session end")
        await room.tick_to("2026-09-07 10:30")
        [after] = room.seen(MAIN)
        assert "This session is over." in after
        assert "[" not in after


async def test_a_start_typed_while_one_is_live_starts_no_other(tmp_path: Path) -> None:
    series = session("series", at(days=2, hours=10))
    async with classroom(tmp_path, LIMITS, series) as room:
        await room.tick_to("2026-09-07 10:05")
        said = await room.says(INES, "/class session start")
        assert said == (
            "Limits is live already. To start another as well, name it: "
            "/class session start session:TITLE."
        )
        named = await room.says(INES, "/class session start session:Series")
        assert "Series is live." in named


async def test_staff_end_a_session_with_a_button_and_take_it_back(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 10:00")
        assert "[End the session]" in room.seen(STAFF)[0]
        said = await room.presses(INES, "End the session")
        assert "Limits has ended." in said
        assert "planned for" not in said
        await room.tick_to("2026-09-07 10:01")
        assert "Limits has ended" in room.seen(LIVE)[0]
        await room.presses(INES, "Undo")
        await room.tick_to("2026-09-07 10:02")
        assert "It is live until Mon 07 Sep 11:00." in room.seen(LIVE)[0]
        assert "Live now until" in room.seen(MAIN)[0]


def test_what_was_started_days_early_is_live_until_a_day() -> None:
    live = replace(LIMITS, state=State.LIVE, began=LIMITS.starts)
    early = replace(live, began=at(days=-1))
    assert _ends(live_card(live)) == [LocalTime(LIMITS.ends, TimeStyle.TIME)]
    assert _ends(live_card(early)) == [LocalTime(LIMITS.ends)]
    assert _ends(announcement(early)) == [LocalTime(LIMITS.ends)]


def _ends(view: View) -> list[LocalTime]:
    lines = [block.line for block in view.blocks if isinstance(block, Paragraph)]
    return [span for line in lines for span in line if isinstance(span, LocalTime)]
