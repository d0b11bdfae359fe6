"""The instructor changes what counts: shown first, applied as shown, past weeks left alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.calls import Answering, Upload
from bot.chat.refusal import Refusal
from bot.features.policies import records
from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.people import Person
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


async def told(room: Classroom, person: Person, command: str) -> str:
    """Send a command with the file, and return what arrives privately."""
    said = await room.says(person, command, files=attached())
    assert "What comes of it arrives in your private messages." in said
    assert room.last_answer(person).how is Answering.CONFIDENTIAL
    return room.seen(person)[-1]


async def pressed(room: Classroom, label: str) -> str:
    """Let the instructor press a button, and return what arrives privately."""
    said = await room.presses(INES, label)
    assert "arrives in your private messages." in said
    return room.seen(INES)[-1]


async def versions(room: Classroom) -> list[tuple[int, int]]:
    async with room.store.reading() as work:
        return [(v.policy.version, v.since) for v in await work.policies.versions(COURSE.id)]


async def test_everyone_reads_what_counts_in_plain_words(room: Classroom) -> None:
    said = await room.says(ANA, "/class policy show")
    assert "Each week: any 1 of “Attend”, “Make-up” or “Discuss”." in said
    assert "Discuss: Write 1 post of 75 words or more. Worth 1, about 30 minutes." in said
    assert "A week locks 7 days after its end." in said


async def test_a_simulation_shows_who_would_stand_how_and_changes_nothing(room: Classroom) -> None:
    said = await told(room, TARO, "/class policy simulate")
    assert "Weeks before 3 stay as they are. No locked week is touched." in said
    assert "Now: Each week: any 2 of “Attend” or “Discuss”." in said
    assert "Of 3 students 0 would stand better" in said
    assert "Ana |" in said
    assert "Nothing was changed." in said
    assert "[Apply exactly this]" not in said
    assert await versions(room) == [(1, 1)]


async def test_one_button_applies_exactly_what_was_shown(room: Classroom) -> None:
    assert "1 of 1" in await week(room, 3)
    await told(room, INES, "/class policy change")
    assert await versions(room) == [(1, 1)]
    said = await pressed(room, "Apply exactly this")
    assert "Version 2 of the policy rules from week 3 on." in said
    assert "1 of 2" in await week(room, 3)
    assert "1 of 1" in await week(room, 1)
    assert "Version 2, “Two a week”, from week 3 on" in await room.says(BEN, "/class policy show")
    [deed] = await room.deeds()
    assert deed.what == "Ines changed the policy: version 2 of the policy, from week 3 on"


async def test_a_change_is_undone_and_the_versions_stay(room: Classroom) -> None:
    await told(room, INES, "/class policy change")
    await pressed(room, "Apply exactly this")
    said = await pressed(room, "Undo")
    assert "What ruled before rules again, as version 3" in said
    assert await versions(room) == [(1, 1), (2, 3), (3, 3)]
    assert "1 of 1" in await week(room, 3)
    state = f"v1:policy.undo:{COURSE.id}:2:"
    assert "was changed again since" in await room.sends_state(INES, state)


async def test_what_was_taken_back_rules_again_and_back(room: Classroom) -> None:
    await told(room, INES, "/class policy change")
    for label in ("Apply exactly this", "Undo", "Do it again"):
        await pressed(room, label)
    assert await versions(room) == [(1, 1), (2, 3), (3, 3), (4, 3)]
    assert "1 of 2" in await week(room, 3)
    await pressed(room, "Undo")
    assert await versions(room) == [(1, 1), (2, 3), (3, 3), (4, 3), (5, 3)]
    assert "1 of 1" in await week(room, 3)
    assert [(deed.what, deed.undo) for deed in await room.deeds()] == [
        ("Ines took back version 4 of the policy", f"v1:policy.again:{COURSE.id}:5:4"),
        (
            "Ines let version 2 of the policy rule again: version 4 of the policy, from week 3 on",
            f"v1:policy.undo:{COURSE.id}:4:",
        ),
        ("Ines took back version 2 of the policy", f"v1:policy.again:{COURSE.id}:3:2"),
        (
            "Ines changed the policy: version 2 of the policy, from week 3 on",
            f"v1:policy.undo:{COURSE.id}:2:",
        ),
    ]
    for stale in ("3:2", "5:9", "5:5", "5:x"):
        await room.sends_state(INES, f"v1:policy.again:{COURSE.id}:{stale}")
        assert room.last_answer(INES).refused
    await room.sends_state(TARO, f"v1:policy.again:{COURSE.id}:5:4")
    assert room.last_answer(TARO).refused


async def test_what_was_shown_is_not_applied_once_anything_happened(room: Classroom) -> None:
    await told(room, INES, "/class policy change")
    async with room.store.work() as work:
        late = entry(BEN, Act.ATTEND, at(days=14, hours=10, minutes=2), SERIES.id)
        await work.ledger.append((late,))
    said = await pressed(room, "Apply exactly this")
    assert "Something happened since this was shown, so nothing was applied." in said
    assert await versions(room) == [(1, 1)]
    await pressed(room, "Apply exactly this")
    assert await versions(room) == [(1, 1), (2, 3)]
    assert "The policy was changed since" in await room.presses(INES, "Apply exactly this")


async def test_a_named_week_changes_locked_ones_as_differences(room: Classroom) -> None:
    said = await told(room, INES, "/class policy change from_week:1")
    assert "It touches locked weeks (1), because you named the week" in said
    await pressed(room, "Apply exactly this")
    assert "1 of 2" in await week(room, 1)
    async with room.store.reading() as work:
        found = await work.differences.of(COURSE.id, ANA.id)
    assert [(each.week, each.by) for each in found] == [(1, INES.id)]
    said = await room.says(ANA, "/class progress week:1")
    assert (
        "Changed after it was locked, week 1: from 1 of 1 to 1 of 2 by decision of Ines: version "
        "2 of the policy, from week 1 on." in said
    )
    await pressed(room, "Undo")
    assert "1 of 1" in await week(room, 1)
    await pressed(room, "Do it again")
    assert "1 of 2" in await week(room, 1)
    async with room.store.reading() as work:
        found = await work.differences.of(COURSE.id, ANA.id)
    assert [each.why for each in found] == [
        "version 2 of the policy, from week 1 on",
        "version 2 of the policy was taken back",
        "version 2 of the policy rules again",
    ]


POINTS_TWICE = b"""policy:
  title: T
  requirements:
    - {points: 1, cap: 1.5}
    - {per: term, points: 4, cap: 6}
  options:
    - {key: attend, title: Come, within: session, needs: [{act: attend}]}
"""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"policy:\n  title: X\n  choose: 2\n", "new.yaml:2:3: error: “options” is missing."),
        (b"course: {id: x}\n", "new.yaml:1:1: error: There is no policy in it. Begin it with"),
        (b"# nothing yet\n", "new.yaml:1:1: error: There is no policy in it. Begin it with"),
        (POINTS_TWICE, "new.yaml:5:27: error: 4: “attend” gives points by the week already"),
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


async def test_a_message_holds_some_faults_and_the_command_line_all(room: Classroom) -> None:
    faulty = POINTS_TWICE + b"  scale: 0\n  drop lowest: -1\n  free weeks: [0, -1, -2]\n"
    said = await room.says(INES, "/class policy change", files=attached(faulty))
    assert "There are 1 more." in said
    async with room.store.reading() as work:
        with pytest.raises(Refusal) as every:
            await records.read_file(Upload("new.yaml", faulty), COURSE, work, None)
    assert str(every.value).count("new.yaml:") == 6


async def test_what_had_counted_of_nobody_counts_again_after_undo(room: Classroom) -> None:
    async with room.store.work() as work:
        gone = [withdrawal(each, "", room.clock.now()) for each in await room.ledger(ANA)]
        await work.ledger.append((entry(BEN, Act.POST, at(days=14, hours=12)), *gone))
    only_live = attached(
        HARDER.replace(b"choose: 2", b"choose: 1").partition(b"    - {key: disc")[0]
    )
    await room.says(INES, "/class policy change", files=only_live)
    await pressed(room, "Apply exactly this")
    assert "0 of 1" in await room.says(BEN, "/class progress week:3")
    await pressed(room, "Undo")
    why = await room.says(BEN, "/class progress week:3 why:yes")
    assert "Counts for “Discuss”." in why


async def test_the_same_policy_and_weeks_outside_the_term_are_refused(room: Classroom) -> None:
    said = await room.says(INES, "/class policy change from_week:40", files=attached())
    assert "The term has weeks 1 to 15" in said
    await told(room, INES, "/class policy change")
    await pressed(room, "Apply exactly this")
    said = await room.says(INES, "/class policy change", files=attached())
    assert "That is the policy that rules now, version 2." in said


async def test_only_the_instructor_changes_and_staff_simulate(room: Classroom) -> None:
    said = await room.says(TARO, "/class policy change", files=attached())
    assert "This is for instructors only." in said
    for command in ("simulate", "worth", "change"):
        await room.says(BEN, f"/class policy {command}", files=attached())
        assert room.last_answer(BEN).refused


async def test_equal_worth_is_told_in_confidence(room: Classroom) -> None:
    said = await told(room, INES, "/class policy worth")
    assert "Are the routes of Open Learning worth the same?" in said
    assert "The routes are worth the same by the hour" in said
    assert "elsewhere | 3" in said
    assert "Ana" not in said
