"""A push from chat: shown in private first, written by one button, just as it was shown."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from adapters.lms.exports import GradebookFiles
from bot.chat.calls import Answering
from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.features.exports import due_push
from bot.features.exports.commands_push import LOOK, place_meant
from bot.ports.agenda import Item
from bot.ports.pushing import ColumnPlace, GradebookColumn
from bot.runtime.tables import COMMANDS
from config.gradebooks import SetUpColumns
from config.settings import Settings
from tests.features.exports.conftest import CAME, SESSIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.reached import Reached
from tests.support.sample import ANA, COURSE, INES, TARO


@dataclass(slots=True)
class OneGradebook:
    """Gradebooks of which one is set up."""

    there: Reached

    def reaching(self, place: ColumnPlace) -> AbstractAsyncContextManager[GradebookColumn]:
        """Open the way to its column."""
        column = self.there.column(place=(place.course, place.column))
        return contextlib.nullcontext(column)


@pytest.fixture
async def room(tmp_path: Path, gradebook: Reached) -> AsyncIterator[Classroom]:
    given = tools(gradebooks=GradebookFiles(), columns=OneGradebook(gradebook))
    async with classroom(tmp_path, *SESSIONS, given=given) as opened:
        async with opened.store.work() as work:
            await work.ledger.append(CAME)
        opened.at("2026-09-22 09:00")
        yield opened


def place(gradebook: Reached) -> str:
    return "moodle/7/88" if isinstance(gradebook.fake, FakeMoodle) else "canvas/12/345"


async def asks(room: Classroom, gradebook: Reached, more: str = "") -> str:
    """Ask for a push of the first week; return what arrives in private."""
    await room.says(INES, f"/class export week:1 push:{place(gradebook)}{more}")
    await room.app.tick()
    return room.seen(INES)[-1]


async def test_it_is_shown_first_in_private_and_then_written(
    room: Classroom, gradebook: Reached
) -> None:
    said = await room.says(INES, f"/class export week:1 push:{place(gradebook)}")
    assert "arrives in your private messages" in said
    assert "→" not in said
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    shown = room.seen(INES)[-1]
    assert "Week 1 into Participation W03" in shown
    assert "To be written: 3\n• Ana: none → 10" in shown
    assert gradebook.fake.saved == []
    assert await room.deeds() == []
    said = await room.presses(INES, "Write 3 grades")
    assert "It is being written" in said
    await room.app.tick()
    assert "3 grades read back as sent from Participation W03." in room.seen(INES)[-1]
    assert sorted(gradebook.fake.held.values()) == [0, 0, 10]
    assert [deed.what.partition(" to ")[0] for deed in await room.deeds()] == [
        "Ines pushed the grades of week 1",
        "Ines pushes 3 of the grades of week 1",
    ]
    assert "There is nothing to write." in await asks(room, gradebook)


async def test_what_is_something_else_by_now_is_shown_again(
    room: Classroom, gradebook: Reached
) -> None:
    await asks(room, gradebook)
    gradebook.fake.enter("12", 7)
    await room.presses(INES, "Write 3 grades")
    await room.app.tick()
    said = room.seen(INES)[-1]
    assert "It would write something else by now. Nothing was written." in said
    assert "a person decided otherwise: 1\n• Ben: 7 → 0 (entered there, not by Homeroom)" in said
    assert gradebook.fake.saved == []
    await room.presses(INES, "Write 2 grades")
    await room.app.tick()
    assert gradebook.fake.held["12"] == 7
    assert len(gradebook.fake.saved) == 2


async def test_many_are_written_in_pieces_and_told_once(
    room: Classroom, gradebook: Reached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_push, "MOST", 2)
    await asks(room, gradebook)
    before = len(room.seen(INES))
    await room.presses(INES, "Write 3 grades")
    await room.app.tick()
    assert len(room.seen(INES)) == before + 1
    assert "3 grades read back as sent" in room.seen(INES)[-1]
    assert len(gradebook.fake.saved) == 3


async def test_a_gradebook_that_goes_away_is_said_and_it_goes_on(
    room: Classroom, gradebook: Reached
) -> None:
    await asks(room, gradebook)
    gradebook.fake.troubles.of("save_grade", 99, "503")
    gradebook.fake.troubles.of("update_grades", 99, "503")
    await room.presses(INES, "Write 3 grades")
    await room.app.tick()
    said = room.seen(INES)[-1]
    assert "answers 503" in said
    assert "3 grades not written for certain. Ask for the push again to go on" in said
    gradebook.fake.troubles.waiting.clear()
    await asks(room, gradebook)
    await room.presses(INES, "Write 3 grades")
    await room.app.tick()
    assert len(gradebook.fake.saved) == 3


async def test_the_total_goes_too_and_a_difference_is_refused(
    room: Classroom, gradebook: Reached
) -> None:
    assert "The total to week 1 into" in await asks(room, gradebook, " of:total")
    said = await room.says(INES, f"/class export push:{place(gradebook)} of:difference")
    assert "A push writes only what differs anyway." in said
    said = await room.says(INES, f"/class export push:{place(gradebook)} format:csv")
    assert said == "A push makes no file. Leave out format, into, column and excused."


async def test_what_can_not_be_looked_at_is_said_in_private(
    room: Classroom, gradebook: Reached
) -> None:
    await room.says(INES, "/class export week:1 push:moodle/7/999")
    await room.app.tick()
    assert "Nothing was written." in room.seen(INES)[-1]


async def test_rows_in_doubt_are_asked_about(room: Classroom, gradebook: Reached) -> None:
    gradebook.fake.enroll("14", "Benny", email="benny@elsewhere.example")
    said = await asks(room, gradebook)
    assert "Rows that are nobody's for certain" in said
    await room.presses(INES, "Whose is line 4?")
    await room.submits(INES, {"person": "nobody"})
    assert "for certain" not in await asks(room, gradebook)


async def test_students_never_and_staff_who_left_no_longer(
    room: Classroom, gradebook: Reached
) -> None:
    await room.says(ANA, f"/class export week:1 push:{place(gradebook)}")
    assert room.last_answer(ANA).refused
    async with room.store.work() as work:
        await work.people.save((replace(TARO, dropped=date(2026, 9, 13)),))
    where = place_meant(place(gradebook))
    args = {"week": "1", "of": "week", "person": TARO.id, "to": where.program,
            "in": where.course, "column": where.column}  # fmt: skip
    item = Item("late", COURSE.id, LOOK, room.clock.now(), args)
    given = tools(columns=OneGradebook(gradebook))
    await due_push.show_push(item, room.clock.now(), room.store, given)
    await room.app.tick()
    assert room.seen(TARO) == []
    assert gradebook.fake.troubles.asked == []


async def test_where_no_gradebook_is_set_up_it_is_said() -> None:
    place, why = ColumnPlace("canvas", "1", "2"), "Pushing to Canvas is off. Set HOMEROOM_CANVAS_U"
    for settings, words in ((None, "A sandbox pushes into no gradebook."), (Settings(), why)):
        with pytest.raises(Refusal, match=words):
            async with SetUpColumns(settings).reaching(place):
                pass


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("canvas 12 345", ("canvas", "12", "345")),
        (" Moodle/7/88 ", ("moodle", "7", "88")),
        ("<https://canvas.example.edu/courses/12/assignments/345>", ("canvas", "12", "345")),
        ("https://canvas.example.edu/courses/12/assignments/345?x=1", ("canvas", "12", "345")),
    ],
)
def test_a_place_is_typed_or_pasted(typed: str, meant: tuple[str, str, str]) -> None:
    assert place_meant(typed) == ColumnPlace(*meant)


@pytest.mark.parametrize("typed", ["canvas", "canvas/12", "grades/1/2", "https://x/courses/1/a"])
def test_what_names_no_assignment_is_told_how_to(typed: str) -> None:
    with pytest.raises(Refusal, match=r"names no assignment.*canvas/12/345, or moodle/7/88\."):
        place_meant(typed)


def test_it_is_one_word_where_commands_are_typed_as_text() -> None:
    said = "/class export week:3 push:canvas/12/345 of:total"
    options = {"week": "3", "push": "canvas/12/345", "of": "total"}
    assert parse(said, COMMANDS) == ("export", options)
