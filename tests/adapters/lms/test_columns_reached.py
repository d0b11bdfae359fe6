"""Moodle's and Canvas' columns over the wire: read, written, read back, whatever goes wrong."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest

from adapters.lms.calls import LONGEST_PAUSE, TRIES
from adapters.lms.moodle_rest import FILES, OVERRIDDEN, UNSEEN
from bot.model.gradebook.gradebook import Key
from bot.ports.pushing import GradebookError
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.reached import CLASS, Reached
from tests.support.lms.serving import TOKEN

WRITES = {"Moodle": "save_grade", "Canvas": "update_grades"}


async def test_a_column_tells_what_it_holds_for_everyone(gradebook: Reached) -> None:
    gradebook.fake.enter("12", 7.5)
    held = await gradebook.column().read()
    assert (held.title, held.most) == ("Participation W03", Decimal(10))
    assert [one.row.name for one in held.grades] == [name for _, name in CLASS]
    assert [one.grade for one in held.grades] == [None, Decimal("7.5"), None]
    assert (Key.EMAIL, "ana@example.edu") in held.grades[0].row.keys
    assert (Key.NUMBER, "S11") in held.grades[0].row.keys


async def test_what_is_written_is_read_back(gradebook: Reached) -> None:
    column = gradebook.column()
    rows = [one.row.id for one in (await column.read()).grades]
    await column.write({rows[0]: Decimal("8.50"), rows[2]: Decimal(0)})
    held = await column.read_back(rows)
    assert [held[row].grade for row in rows] == [Decimal("8.5"), None, Decimal(0)]
    assert gradebook.fake.saved == [("11", 8.5), ("13", 0.0)]


@pytest.mark.parametrize("how", ["429", "500", "cut", "cut after"])
async def test_what_passes_is_tried_again_and_writes_the_same(gradebook: Reached, how: str) -> None:
    column = gradebook.column()
    [row, *_] = [one.row.id for one in (await column.read()).grades]
    gradebook.fake.troubles.of(WRITES[column.program], 2, how)
    await column.write({row: Decimal(4)})
    assert (await column.read_back([row]))[row].grade == Decimal(4)
    assert gradebook.fake.held == {"11": 4.0}
    assert len(gradebook.waited) >= 2


async def test_what_does_not_pass_ends_after_some_tries(gradebook: Reached) -> None:
    gradebook.fake.troubles.of("", 100, "503")
    with pytest.raises(GradebookError, match=f"answers 503, after {TRIES} tries"):
        await gradebook.column().read()
    assert len(gradebook.fake.troubles.asked) == TRIES
    assert max(gradebook.waited) <= LONGEST_PAUSE


@pytest.mark.parametrize(
    ("how", "words"),
    [("redirect", "sends elsewhere"), ("html", "no JSON"), ("nonsense", "Try again")],
)
async def test_what_is_no_gradebook_is_said_to_be_none(
    gradebook: Reached, how: str, words: str
) -> None:
    gradebook.fake.troubles.of("", 1, how)
    with pytest.raises(GradebookError, match=words):
        await gradebook.column().read()


async def test_a_token_stands_in_no_address_no_error_and_no_log(
    gradebook: Reached, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    column = gradebook.column()
    await column.read()
    wrong = "wrong-token-but-secret-all-the-same"
    with pytest.raises(GradebookError) as refused:
        await gradebook.column(wrong).read()
    said = f"{refused.value!r} {refused.value.__cause__!r} {caplog.text}"
    for secret in (TOKEN, wrong):
        assert secret not in said + repr(vars(column))
        assert all(secret not in asked for asked in gradebook.fake.troubles.asked)
        assert secret not in column.key


async def test_a_course_or_an_assignment_that_is_not_there_is_said(gradebook: Reached) -> None:
    for place in (("999", "88"), (gradebook.column().key.split("/")[-2], "999")):
        with pytest.raises(GradebookError):
            await gradebook.column(place=place).read()
    assert gradebook.fake.saved == []


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
async def test_moodle_saves_nothing_above_the_maximum_and_says_so_to_nobody(
    gradebook: Reached,
) -> None:
    column = gradebook.column()
    assert (await column.read()).strict
    await column.write({"moodle.user/11": Decimal(12)})
    assert (await column.read_back(["moodle.user/11"]))["moodle.user/11"].grade is None


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
async def test_what_a_teacher_wrote_beside_a_grade_in_moodle_stays(gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeMoodle)
    gradebook.fake.feedback["11"] = "<p>Well said &amp; done.</p>"
    column = gradebook.column()
    await column.read()
    await column.write({"moodle.user/11": Decimal(9)})
    assert gradebook.fake.feedback["11"] == "<p>Well said &amp; done.</p>"


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
async def test_moodles_overrides_scales_and_other_modules_are_told(gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeMoodle)
    gradebook.fake.overridden["12"] = 3
    held = await gradebook.column().read()
    assert held.grades[1].closed == OVERRIDDEN
    with pytest.raises(GradebookError, match=r"has no assignment 89.*“Participation W03” \(88\)"):
        await gradebook.column(place=("7", "89")).read()
    gradebook.fake.scale = "Weak&ndash;Very good"
    with pytest.raises(GradebookError, match="by a scale"):
        await gradebook.column().read()


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
async def test_moodles_outcomes_and_hidden_grades_are_not_taken_for_a_grade(
    gradebook: Reached,
) -> None:
    assert isinstance(gradebook.fake, FakeMoodle)
    gradebook.fake.enter("11", 4)
    gradebook.fake.enter("12", 5)
    gradebook.fake.unseen = {"12", "13"}
    gradebook.fake.feedback["11"] = '<img src="https://m.example.edu/pluginfile.php/7/a.png">'
    held = await gradebook.column().read()
    assert [one.grade for one in held.grades] == [Decimal(4), None, None]
    assert [one.closed for one in held.grades] == [FILES, UNSEEN, ""]


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
@pytest.mark.parametrize(
    ("field", "what"), [("grademax", "ranges"), ("graderaw", "grades"), ("feedback", "feedback")]
)
async def test_where_moodles_report_leaves_out_what_has_to_be_known_nothing_is_guessed(
    gradebook: Reached, field: str, what: str
) -> None:
    assert isinstance(gradebook.fake, FakeMoodle)
    gradebook.fake.not_shown = {field}
    with pytest.raises(GradebookError, match=rf"user report doesn't show {what}.*User report\."):
        await gradebook.column().read()


@pytest.mark.parametrize("gradebook", [FakeCanvas], indirect=True)
async def test_canvas_jobs_are_waited_for_and_may_fail(gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeCanvas)
    column = gradebook.column()
    await column.read()
    gradebook.fake.slow = 4
    await column.write({"canvas/11": Decimal(5)})
    assert gradebook.fake.held == {"11": 5.0}
    assert gradebook.fake.comments == 0
    gradebook.fake.failing = True
    with pytest.raises(GradebookError, match="No such luck"):
        await column.write({"canvas/12": Decimal(5)})
    gradebook.fake.failing, gradebook.fake.slow = False, 10_000
    with pytest.raises(GradebookError, match="still writing"):
        await column.write({"canvas/12": Decimal(5)})


@pytest.mark.parametrize("gradebook", [FakeCanvas], indirect=True)
async def test_canvas_excuses_and_ways_of_grading_are_told(gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeCanvas)
    gradebook.fake.excused.add("13")
    held = await gradebook.column().read()
    assert [one.excused for one in held.grades] == [False, False, True]
    gradebook.fake.kind = "pass_fail"
    with pytest.raises(GradebookError, match="complete or incomplete"):
        await gradebook.column().read()


@pytest.mark.parametrize("gradebook", [FakeCanvas], indirect=True)
async def test_a_token_does_not_follow_to_another_site(gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeCanvas)
    for elsewhere in ("http://localhost:1", gradebook.url.replace("http", "https"), "//elsewhere"):
        gradebook.fake.pages_at = elsewhere
        with pytest.raises(GradebookError, match="the token is not sent there"):
            await gradebook.column().read()
