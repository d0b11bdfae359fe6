"""Gradebooks' files differ with version and settings; each is known for whose it is."""

import pytest

from adapters.lms.exports import filled
from bot.chat.refusal import Refusal
from bot.ports.gradebooks import Format, Target
from tests.adapters.lms.test_filling import fill
from tests.support.gradebook import a_week, row

BLACKBOARD = (
    'Last Name,First Name,Username,Student ID,"Participation W03 [Total Pts: {}] |118854"\n'
)
IN_TWO = (
    "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Participation W03 (71)\n"
    ",,,,,,Manual Posting\n"
    "    Points Possible,,,,,,2\n"
    "Lee,Amara,11,,amara,A,\n"
    ",Bao,12,,bao,A,\n"
    "Okafor,Ann,13,,ann,A,\n"
    "Student,Test,99,,c0ffee,A,\n"
)


def test_canvas_may_write_names_in_two_columns() -> None:
    file = fill(a_week(row("Amara"), row("Bao", "1")), IN_TWO)
    assert file.form is Format.CANVAS
    filled_in = IN_TWO.replace("amara,A,", "amara,A,2").replace("bao,A,", "bao,A,1")
    assert file.content.decode() == filled_in
    assert [(doubt.row.line, doubt.row.name) for doubt in file.doubts] == [(6, "Okafor, Ann")]


def test_a_students_row_that_is_cut_off_is_refused_also_without_a_last_name() -> None:
    with pytest.raises(Refusal, match=r"grades\.csv:5: This row has 5 cells, the header has 7"):
        fill(a_week(row("Bao")), IN_TWO.replace(",Bao,12,,bao,A,", ",Bao,12,,bao"))
    short = IN_TWO.replace(",,,,,,Manual Posting", ",,,Manual Posting")
    assert fill(a_week(row("Bao")), short).graded == {"p-bao"}
    with pytest.raises(Refusal, match=r"grades\.csv:3: This row has 3 cells"):
        fill(a_week(row("Bao")), IN_TWO.replace("Possible,,,,,,2", "Possible,,2"))


@pytest.mark.parametrize("points", ["10 Score", "10", "10.0", "10,0 Score"])
def test_blackboards_points_are_known_with_and_without_a_kind(points: str) -> None:
    file = fill(a_week(row("Amara")), BLACKBOARD.format(points) + "Lee,Amara,amara,,\n")
    assert file.content.decode().endswith("amara,,10\n")
    assert "has 10 points in Blackboard and 2 here" in file.notes[1]


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("up to 10", "Blackboard reckons it"),
        ("up to 10 Score", "Blackboard reckons it"),
        ("10 Complete/Incomplete", "it holds complete/incomplete and not points"),
        ("10 Scale 2", "it holds scale 2 and not points"),
        ("10 Bewertung (ä)", r"it holds bewertung \(ä\) and not points"),
    ],
)
def test_blackboards_other_columns_are_refused_with_the_reason(points: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        fill(a_week(row("Amara")), BLACKBOARD.format(points) + "Lee,Amara,amara,,\n")


@pytest.mark.parametrize(
    "text",
    [
        "First name,Surname,Username,Participation W03 (Real)\nAnn,Lee,amara,-\n",
        "First name,Last name,Username,Groups,Participation W03\nAnn,Lee,amara,Lab,-\n",
    ],
)
def test_a_file_with_columns_of_moodles_alone_is_moodles(text: str) -> None:
    file = fill(a_week(row("Amara")), text)
    assert (file.form, file.content.decode()) == (Format.MOODLE, text.replace(",-", ",2"))


def test_names_and_a_username_may_be_moodles_when_moodle_is_meant() -> None:
    text = "First name,Last name,Username,Participation W03 (Real)\nAnn,Lee,amara,-\n"
    with pytest.raises(Refusal, match="ask for the format moodle"):
        fill(a_week(row("Amara")), text)
    file = filled(a_week(row("Amara")), Target("g.csv", text.encode()), Format.MOODLE)
    assert file.content.decode().endswith("Ann,Lee,amara,2\n")
    grade_center = BLACKBOARD.format("10 Score") + "Lee,Amara,amara,,\n"
    with pytest.raises(Refusal, match="This is a file of Blackboard, but moodle"):
        filled(a_week(row("Amara")), Target("g.csv", grade_center.encode()), Format.MOODLE)


def test_a_surname_is_part_of_the_name_that_suggests_somebody() -> None:
    text = (
        "First name,Surname,Email address,Participation W03 (Real)\n"
        "Amara,Lee,a@home.org,-\nBao,,bao@example.edu,\n"
    )
    file = fill(a_week(row("Amara Lee"), row("Bao")), text)
    assert [(doubt.row.name, doubt.maybe) for doubt in file.doubts] == [("Amara Lee", "p-amaralee")]
    with pytest.raises(Refusal, match="There is no column “Surname”"):
        fill(a_week(row("Bao")), text, column="Surname")
