"""The week goes into the file that the gradebook gave, and only its cells change."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from adapters.lms.exports import export, filled
from adapters.lms.grids import read_grid
from bot.chat.refusal import Refusal
from bot.model.gradebook.gradebook import GradebookWeek, Scope
from bot.ports.gradebooks import ExportFile, Format, Target
from tests.support.gradebook import a_week, row, sample_week

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Participation W03 (71),Essay (72)\n"
    "    Points Possible,,,,,2,10\n"
    '"Lee, Amara",11,,amara,A,,8\n'
    "Bao,12,,BAO,A,EX,7\n"
    "Ciara,13,,ciara@example.edu,A,1.00,\n"
    '"Student, Test",99,,c0ffee,A,,\n'
)
BLACKBOARD = "gc_CHEM101-F26_fullgc_2026-09-07-17-20-00"


def fill(week: GradebookWeek, text: str, **more: object) -> ExportFile:
    return filled(week, Target("grades.csv", text.encode(), **more))  # type: ignore[arg-type]


def sample(shared: Path, name: str, grades: Mapping[str, str | None] | None = None) -> ExportFile:
    file = shared / "samples" / name
    week = sample_week(shared) if grades is None else sample_week(shared, grades)
    return filled(week, Target(file.name, file.read_bytes()))


def differing(before: bytes, after: bytes) -> dict[tuple[int, int], str]:
    """Return the cells that differ, as (line, column from 0)."""
    old, new = read_grid("old", before), read_grid("new", after)
    assert (old.encoding, old.separator) == (new.encoding, new.separator)
    return {
        (one.line, column): two.value(column)
        for one, two in zip(old.rows, new.rows, strict=True)
        for column in range(len(one))
        if one.cells[column] != two.cells[column] or one.ending != two.ending
    }


def test_canvas_gets_its_own_file_back_with_the_grades_in_it() -> None:
    week = a_week(row("Amara"), row("Bao", "0"), row("Ciara", "1"), row("Dodo"))
    file = fill(week, CANVAS)
    assert file.content.decode() == CANVAS.replace("amara,A,,8", "amara,A,2,8")
    assert (file.form, file.name) == (Format.CANVAS, "grades-filled.csv")
    assert file.notes == ("1 grade written into “Participation W03 (71)”; 1 stood there already.",)
    assert [(each.name, each.why) for each in file.left_out] == [
        ("Bao", "Excused in Canvas (line 4); the cell stays EX."),
        ("Dodo", "No row of the file is theirs; the gradebook may not have them yet."),
    ]
    assert file.graded == {"p-amara", "p-ciara"}
    assert file.doubts == ()


def test_who_is_excused_gets_ex_only_when_asked_for() -> None:
    week = a_week(row("Amara", None, status="excused"), row("Ciara", None, status="not asked"))
    left = {each.name: each.why for each in fill(week, CANVAS).left_out}
    assert left["Amara"] == "Not counted this week; a grade that is there stays."
    asked = fill(week, CANVAS, excused=True)
    assert asked.content.decode() == CANVAS.replace("amara,A,,8", "amara,A,EX,8")
    assert [each.name for each in asked.left_out] == ["Ciara"]


def test_points_are_scaled_to_the_gradebooks_before_they_are_rounded() -> None:
    third = replace(row("Amara", "0.67"), exact=Decimal(2) / 3)
    week = a_week(third, row("Ciara", "2"))
    file = fill(week, CANVAS.replace(",,2,10", ",,10.00,10"))
    assert "amara,A,3.33,8" in file.content.decode()
    assert "ciara@example.edu,A,10," in file.content.decode()
    assert "has 10 points in Canvas and 2 here" in file.notes[1]
    worthless = fill(week, CANVAS.replace(",,2,10", ",,0,10"))
    assert "worth 0 points in Canvas" in worthless.warnings[0]


def test_a_row_that_is_nobodys_for_certain_waits_for_staff_and_is_then_known() -> None:
    week = a_week(row("Amara Lee"), row("Ciara"))
    file = fill(week, CANVAS)
    [amara, bao] = file.doubts
    assert (amara.row.line, amara.maybe) == (3, "p-amaralee")
    assert amara.why == "Nobody on the roster has the username amara."
    assert (bao.row.id, bao.maybe) == ("canvas/12", None)
    assert file.left_out[0].why == "No row is theirs for certain; see the rows in doubt."
    told = fill(week, CANVAS, decided={"canvas/11": "p-amaralee", "canvas/12": ""})
    assert (told.doubts, told.left_out) == ((), ())
    assert "amara,A,2,8" in told.content.decode()


def test_keys_that_disagree_and_rows_that_fit_one_person_are_never_guessed() -> None:
    people = a_week(row("Amara", number="S1"), row("Bao", number="S2"))
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Participation W03 (71)\n"
    odd = fill(people, f"{head}X,1,S1,bao,A,\n")
    assert odd.doubts[0].why == (
        "Its keys disagree: the ID number is that of Amara; the username is that of Bao."
    )
    twice = fill(people, f"{head}X,1,S1,amara,A,\nY,2,S1,,B,\n")
    assert [each.why for each in twice.doubts] == [
        "Line 3 fits Amara as well.", "Line 2 fits Amara as well.",
    ]  # fmt: skip
    assert twice.graded == set()
    chosen = fill(people, f"{head}X,1,S1,amara,A,\nY,2,S1,,B,\n", decided={"canvas/1": "p-amara"})
    assert [each.row.line for each in chosen.doubts] == [3]
    assert chosen.graded == {"p-amara"}


def test_a_lost_leading_zero_is_asked_about_and_not_matched() -> None:
    week = a_week(row("Amara", number="0001007", username=None))
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Participation W03 (71)\n"
    file = fill(week, f"{head}X,1,1007,,A,\n")
    assert file.doubts[0].maybe == "p-amara"
    assert file.graded == set()


@pytest.mark.parametrize(
    ("header", "column", "found"),
    [
        ("Participation week 3 (5)", "", True),
        ("participation W3 bonus (5)", "", True),
        ("Participation W13 (5)", "", False),
        ("Quiz week 3 (5)", "", False),
        ("Quiz week 3 (5)", "Quiz week 3", True),
        ("Quiz week 3 (5)", "5", True),
        ("Quiz week 3 (5)", "quiz  WEEK 3 (5)", True),
        ("Quiz week 3 (5)", "Quiz week 4", False),
    ],
)
def test_the_column_is_found_by_its_week_or_named(header: str, column: str, found: bool) -> None:
    text = CANVAS.replace("Participation W03 (71)", header)
    week = a_week(row("Amara"), row("Ciara"))
    if found:
        assert "amara,A,2,8" in fill(week, text, column=column).content.decode()
    else:
        with pytest.raises(Refusal, match=r"grades\.csv:1: There is no column"):
            fill(week, text, column=column)


def test_a_missing_column_is_told_how_to_be_made() -> None:
    week = a_week(row("Amara"))
    with pytest.raises(Refusal) as refused:
        fill(week, CANVAS.replace("Participation W03 (71)", "Quiz (71)"))
    assert "new assignment" in str(refused.value)
    assert "called “Participation W03”, points 2" in str(refused.value)
    assert "it has “Quiz”, “Essay”" in str(refused.value)


def test_what_canvas_reckons_itself_and_two_columns_alike_are_refused() -> None:
    week = a_week(row("Amara"))
    head = "Student,ID,SIS Login ID,Section,Current Score,Participation W03,{0},{1}\n"
    rows = "    Points Possible,,,,(read only),,2,2\nX,1,amara,A,,,,\n"
    text = head.format("Quiz (7)", "Talk (8)") + rows
    for column, why in (
        ("Current Score", "Canvas reckons it"),
        ("", "it has no id, so Canvas would make a new assignment"),
    ):
        with pytest.raises(Refusal, match=why):
            fill(week, text, column=column)
    twice = head.format("Participation W03 (7)", "Participation W03 (8)") + rows
    with pytest.raises(Refusal, match="Several columns"):
        fill(week, twice)
    assert fill(week, twice, column="8").content.decode().endswith("X,1,amara,A,,,,2\n")


def test_the_grade_so_far_has_a_column_of_its_own() -> None:
    total = replace(a_week(row("Amara")), scope=Scope.TOTAL)
    text = CANVAS.replace("Essay (72)", "Participation total (72)")
    assert "amara,A,,2" in fill(total, text.replace(",,2,10", ",,2,2")).content.decode()


def test_a_difference_knows_the_rows_of_those_who_did_not_change() -> None:
    week = replace(
        a_week(row("Amara")), scope=Scope.DIFFERENCE, unchanged=(row("Bao"), row("Ciara"))
    )
    file = fill(week, CANVAS)
    assert file.content.decode() == CANVAS.replace("amara,A,,8", "amara,A,2,8")
    assert not file.doubts
    assert not file.left_out
    assert file.graded == {"p-amara"}


def test_canvas_and_blackboard_are_not_written_from_nothing() -> None:
    for form in (Format.CANVAS, Format.BLACKBOARD):
        with pytest.raises(Refusal, match="download the gradebook there"):
            export(a_week(row("Amara")), form)


@pytest.mark.parametrize("name", ["gradebook_export.csv", "gradebook_import_minimal.csv"])
def test_the_samples_of_canvas_change_in_their_cells_alone(shared: Path, name: str) -> None:
    before = (shared / "samples" / "canvas" / name).read_bytes()
    file = sample(shared, f"canvas/{name}")
    column = 6 if name == "gradebook_export.csv" else 5
    first = 4 if name == "gradebook_export.csv" else 3
    changed = {(first, column): "9", (first + 2, column): "0", (first + 3, column): "6.5"}
    if name == "gradebook_import_minimal.csv":
        changed[first + 5, column] = "10"
    assert differing(before, file.content) == changed
    left = {each.person: each.why for each in file.left_out}
    assert left["p-S1005"] == "Not counted this week; a grade that is there stays."
    missing = "p-0001007" if name == "gradebook_export.csv" else "p-S1006"
    assert missing in left
    assert file.doubts == ()


@pytest.mark.parametrize("ending", ["csv", "xls"])
def test_the_samples_of_blackboard_change_in_their_cells_alone(shared: Path, ending: str) -> None:
    before = (shared / "samples" / "blackboard" / f"{BLACKBOARD}.{ending}").read_bytes()
    file = sample(shared, f"blackboard/{BLACKBOARD}.{ending}")
    assert differing(before, file.content) == {
        (2, 6): "9", (4, 6): "0", (5, 6): "6.5", (8, 6): "10",
    }  # fmt: skip
    assert (file.doubts, file.form) == ((), Format.BLACKBOARD)
    assert file.name == f"{BLACKBOARD}-filled.{ending}"


def test_a_week_that_is_there_already_gives_the_files_back_byte_for_byte(shared: Path) -> None:
    grades = dict(zip(
        ("S1001", "S1002", "S1003", "S1004", "S1005", "S1006", "0001007"),
        ("9.5", "7", "10", "6.25", "8", "4", "0"),
        strict=True,
    ))  # fmt: skip
    for name in (
        "canvas/gradebook_export.csv", "canvas/gradebook_import_minimal.csv",
        f"blackboard/{BLACKBOARD}.csv", f"blackboard/{BLACKBOARD}.xls",
        "moodle/grades_import.csv", "moodle/grades_import_by_idnumber.csv",
    ):  # fmt: skip
        before = (shared / "samples" / name).read_bytes()
        assert sample(shared, name, grades).content == before


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        ("canvas/bad_header_no_section.csv", 1, "no Section column"),
        ("blackboard/bad_column_id_dropped_creates_text_column.csv", 1, "No column has its id"),
        ("moodle/bad_ragged.csv", 2, "has 3 cells, the header has 2"),
        ("moodle/attendance_sessions_import.csv", 1, "not the columns of Moodle, Canvas"),
    ],
)
def test_bad_samples_are_refused_with_the_line(
    shared: Path, name: str, line: int, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        sample(shared, name)
    assert str(refused.value).startswith(f"{name.partition('/')[2]}:{line}: ")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../../etc/passwd", "passwd-filled.csv"),
        ("C:\\x\\Noten März.csv", "Noten-M-rz-filled.csv"),
        (".xls", "gradebook-filled.xls"),
    ],
)
def test_a_filled_files_name_is_plain(name: str, wanted: str) -> None:
    assert filled(a_week(row("Amara")), Target(name, CANVAS.encode())).name == wanted


@pytest.mark.parametrize(
    ("possible", "factor"),
    [("10", 5), ("10,00", 5), ("10.00", 5), ("1.000,00", 500), ("1,000.00", 500), ("2,00", 1)],
)
def test_points_are_read_as_the_gradebooks_language_writes_them(possible: str, factor: int) -> None:
    text = (
        "Student;ID;SIS Login ID;Section;Participation W03 (71)\n"
        f"    Points Possible;;;;{possible}\n"
        "Amara;11;amara;A;\n"
    )
    file = fill(a_week(row("Amara", "1.5")), text)
    grade = f"{Decimal('1.5') * factor:.2f}".rstrip("0").rstrip(".")
    assert file.content.decode() == text.replace("amara;A;", f"amara;A;{grade}")
    assert any("is scaled by" in note for note in file.notes) == (factor != 1)
