"""The instructor changes what counts: shown first, applied as shown, past weeks left alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.calls import Answering, Upload
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, TARO, at, discussion, entry, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=14, hours=10))
MINDS = discussion("minds", at(days=14, hours=9))
HARDER = b"""\
policy:
  title: Two a week
  choose: 2
  options:
    - {key: attend, title: Attend, within: session, needs: [{act: attend}], minutes: 60}
    - {key: discuss, title: Discuss, needs: [{act: post, minimum: 75}], minutes: 60}
"""


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class on Tuesday of its third week; Ana came twice, week 1 is locked."""
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        async with opened.store.work() as work:
            await work.discussions.save((MINDS,))
            await work.ledger.append(
                (
                    entry(ANA, Act.ATTEND, at(hours=10, minutes=1), LIMITS.id),
                    entry(ANA, Act.ATTEND, at(days=14, hours=10, minutes=1), SERIES.id),
                )
            )
        opened.at("2026-09-22 12:00")
        yield opened


def attached(content: bytes = HARDER) -> dict[str, Upload]:
    return {"file": Upload("new.yaml", content)}


async def week(room: Classroom, number: int) -> str:
    said = await room.says(ANA, f"/class progress week:{number}")
    return next(line for line in said.splitlines() if " of " in line and "so far" not in line)


async def versions(room: Classroom) -> list[tuple[int, int]]:
    async with room.store.reading() as work:
        return [(v.policy.version, v.since) for v in await work.policies.versions(COURSE.id)]


async def test_everyone_reads_what_counts_in_plain_words(room: Classroom) -> None:
    said = await room.says(ANA, "/class policy show")
    assert "Each week: any 1 of “Attend”, “Make-up” or “Discuss”." in said
    assert "Discuss: Write 1 post of 75 words or more. Worth 1, about 30 minutes." in said
    assert "A week locks 7 days after its end." in said


async def test_a_simulation_shows_who_would_stand_how_and_changes_nothing(room: Classroom) -> None:
    said = await room.says(TARO, "/class policy simulate", files=attached())
    assert room.last_answer(TARO).how is Answering.CONFIDENTIAL
    assert "Weeks before 3 stay as they are. No locked week is touched." in said
    assert "Now: Each week: any 2 of “Attend” or “Discuss”." in said
    assert "Of 3 students 0 would stand better" in said
    assert "Ana |" in said
    assert "Nothing was changed." in said
    assert "[Apply exactly this]" not in said
    assert await versions(room) == [(1, 1)]


async def test_one_button_applies_exactly_what_was_shown(room: Classroom) -> None:
    assert "1 of 1" in await week(room, 3)
    await room.says(INES, "/class policy change", files=attached())
    assert await versions(room) == [(1, 1)]
    said = await room.presses(INES, "Apply exactly this")
    assert "Version 2 of the policy rules from week 3 on." in said
    assert "1 of 2" in await week(room, 3)
    assert "1 of 1" in await week(room, 1)
    assert "Version 2, “Two a week”, from week 3 on" in await room.says(BEN, "/class policy show")
    [deed] = await room.deeds()
    assert deed.what == "Ines changed the policy: version 2 of the policy, from week 3 on"


async def test_a_change_is_undone_and_the_versions_stay(room: Classroom) -> None:
    await room.says(INES, "/class policy change", files=attached())
    await room.presses(INES, "Apply exactly this")
    await room.presses(INES, "Undo")
    assert await versions(room) == [(1, 1), (2, 3), (3, 3)]
    assert "1 of 1" in await week(room, 3)
    state = f"v1:policy.undo:{COURSE.id}:2:"
    assert "was changed again since" in await room.sends_state(INES, state)


async def test_what_was_shown_is_not_applied_once_anything_happened(room: Classroom) -> None:
    await room.says(INES, "/class policy change", files=attached())
    async with room.store.work() as work:
        late = entry(BEN, Act.ATTEND, at(days=14, hours=10, minutes=2), SERIES.id)
        await work.ledger.append((late,))
    said = await room.presses(INES, "Apply exactly this")
    assert "Something happened since this was shown, so nothing was applied." in said
    assert await versions(room) == [(1, 1)]
    await room.presses(INES, "Apply exactly this")
    assert await versions(room) == [(1, 1), (2, 3)]
    room.answers[INES.id].pop()
    assert "The policy was changed since" in await room.presses(INES, "Apply exactly this")


async def test_a_named_week_changes_locked_ones_as_differences(room: Classroom) -> None:
    said = await room.says(INES, "/class policy change from_week:1", files=attached())
    assert "It touches locked weeks (1), because you named the week" in said
    await room.presses(INES, "Apply exactly this")
    assert "1 of 2" in await week(room, 1)
    async with room.store.reading() as work:
        found = await work.differences.of(COURSE.id, ANA.id)
    assert [(each.week, each.by) for each in found] == [(1, INES.id)]
    said = await room.says(ANA, "/class progress week:1")
    assert (
        "Changed after it was locked, week 1: from 1 of 1 to 1 of 2 by decision of Ines: version "
        "2 of the policy, from week 1 on." in said
    )
    await room.presses(INES, "Undo")
    assert "1 of 1" in await week(room, 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"policy:\n  title: X\n  choose: 2\n", "new.yaml:2:3: error: “options” is missing."),
        (b"course: {id: x}\n", "error: "),
        (b"\xff\xfe", "not UTF-8"),
        (b"policy: [", "new.yaml:"),
        (b"x" * 1_100_000, "larger than 1 MB"),
    ],
)
async def test_a_file_that_holds_no_policy_is_refused(
    room: Classroom, content: bytes, why: str
) -> None:
    said = await room.says(INES, "/class policy change", files=attached(content))
    assert why in said
    assert "Nothing was changed." in said
    assert room.last_answer(INES).refused


async def test_the_same_policy_and_weeks_outside_the_term_are_refused(room: Classroom) -> None:
    said = await room.says(INES, "/class policy change from_week:40", files=attached())
    assert "The term has weeks 1 to 15" in said
    await room.says(INES, "/class policy change", files=attached())
    await room.presses(INES, "Apply exactly this")
    said = await room.says(INES, "/class policy change", files=attached())
    assert "That is the policy that rules now, version 2." in said


async def test_only_the_instructor_changes_and_staff_simulate(room: Classroom) -> None:
    said = await room.says(TARO, "/class policy change", files=attached())
    assert "This is for instructors only." in said
    for command in ("simulate", "worth", "change"):
        await room.says(BEN, f"/class policy {command}", files=attached())
        assert room.last_answer(BEN).refused


async def test_equal_worth_is_told_in_confidence(room: Classroom) -> None:
    said = await room.says(INES, "/class policy worth")
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "Are the routes of Open Learning worth the same?" in said
    assert "The routes are worth the same by the hour" in said
    assert "elsewhere | 3" in said
    assert "Ana" not in said
