"""Moodle's own files are filled in too: what it would refuse or take for an erasure is left out."""

from pathlib import Path

import pytest

from adapters.lms.exports import filled
from bot.chat.refusal import Refusal
from bot.ports.gradebooks import Format, Target
from tests.adapters.lms.test_filling import CANVAS, fill, sample
from tests.support.gradebook import a_week, row


def test_moodles_stranger_is_left_out_and_listed_with_the_line(shared: Path) -> None:
    file = sample(shared, "moodle/bad_unknown_user.csv")
    assert file.content == b"Email address,Participation W01\r\namara.diallo@example.edu,9\r\n"
    assert file.warnings[0].startswith(
        "bad_unknown_user.csv:3: Nobody on the roster has the email address typo@example.edu. "
        "Moodle refuses a whole file"
    )
    assert [each.row.line for each in file.doubts] == [3]


def test_moodles_empty_cell_erases_nothing(shared: Path) -> None:
    name = "moodle/trap_empty_cell_erases_grade.csv"
    assert sample(shared, name).content.endswith(b"amara.diallo@example.edu,9\r\n")
    with pytest.raises(Refusal, match=r"csv:2: Moodle erases a grade where its cell is empty"):
        sample(shared, name, {"S1001": None})


def test_moodles_other_files_get_a_column(shared: Path) -> None:
    file = sample(shared, "moodle/participants_exported_by_moodle.csv")
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",Groups,Participation W01")
    assert lines[2] == ('Amara,Diallo,amara.diallo,amara.diallo@example.edu,S1001,"Lab A",9')
    assert len(lines) == 7
    assert sum("Okafor" in warning for warning in file.warnings) == 0
    assert any("t.okafor" in warning for warning in file.warnings)


def test_a_backslash_would_swallow_moodles_next_row() -> None:
    text = "Username,Email address,Participation W03\namara,a@example.edu\\,1\n"
    with pytest.raises(Refusal, match=r"grades\.csv:2: A backslash"):
        fill(a_week(row("Amara")), text)


def test_moodle_takes_nothing_over_a_hundred_and_no_words_for_a_grade() -> None:
    text = "Username,Email address,Participation W03\namara,,1\nbao,,95%\nciara,,3\n"
    week = a_week(row("Amara", "101"), row("Bao", None), row("Ciara", "2"))
    file = fill(week, text)
    assert file.content.decode() == "Username,Email address,Participation W03\namara,,1\nciara,,2\n"
    assert "grades.csv:3: “95%” is no grade to Moodle" in file.warnings[0]
    assert "from 0 to 100" in file.left_out[0].why


def test_a_moodle_file_by_username_alone_is_taken_when_moodle_is_meant() -> None:
    text = "Username,Participation W03\namara,\n"
    with pytest.raises(Refusal, match="ask for the format moodle"):
        fill(a_week(row("Amara")), text)
    file = filled(a_week(row("Amara")), Target("g.csv", text.encode()), Format.MOODLE)
    assert file.content.decode() == "Username,Participation W03\namara,2\n"


def test_another_gradebooks_file_than_asked_for_is_refused() -> None:
    with pytest.raises(Refusal, match=r"g\.csv:1: This is a file of Canvas, but moodle"):
        filled(a_week(row("Amara")), Target("g.csv", CANVAS.encode()), Format.MOODLE)
