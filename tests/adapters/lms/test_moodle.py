"""Moodle's importer takes the week's file at the first try."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.lms.moodle import write_moodle
from bot.chat.refusal import Refusal
from bot.model.gradebook.gradebook import GradebookRow, Key
from tests.support.gradebook import a_week, row


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_week_by_email() -> None:
    written = write_moodle(a_week(row("Amara"), row("Bao", "0.5", note="Well asked.")), Key.EMAIL)
    assert written.content.decode("utf-8-sig") == (
        "Email address,Name,Participation W03,Participation W03 feedback\r\n"
        "amara@example.edu,Amara,2,Asked 2. Earned by: Attend live 2.\r\n"
        "bao@example.edu,Bao,0.5,Asked 2. Earned by: Attend live 0.5. Well asked.\r\n"
    )
    assert written.left_out == ()
    assert written.warnings == ()


def test_a_zero_is_a_grade_and_no_grade_is_no_row() -> None:
    written = write_moodle(a_week(row("Amara", "0"), row("Bao", None)), Key.USERNAME)
    assert read(written.content)[1:] == [
        ["amara", "Amara", "0", "Asked 2. Earned by: nothing yet."]
    ]
    assert [(each.name, each.why) for each in written.left_out] == [
        ("Bao", "Not counted this week; a grade that Moodle already has stays.")
    ]


def test_whoever_has_no_key_is_listed_with_the_remedy() -> None:
    written = write_moodle(a_week(row("Amara", number="0001007"), row("Bao")), Key.NUMBER)
    assert read(written.content)[1][0] == "0001007"
    assert [each.why for each in written.left_out] == [
        "No ID number on the roster. Add it, or export by another key."
    ]


@pytest.mark.parametrize("key", ["=1+1", "-5", "a\\b", "a\nb", "＝x", "a\u200bb"])
def test_a_key_that_would_be_misread_is_never_guarded_but_left_out(key: str) -> None:
    written = write_moodle(a_week(row("Amara"), row("Bao", username=key)), Key.USERNAME)
    assert [cells[0] for cells in read(written.content)[1:]] == ["amara"]
    assert [each.name for each in written.left_out] == ["Bao"]


def test_two_with_one_key_are_both_left_out_as_moodle_compares_it() -> None:
    twins = (row("Amara", email="G.Haddad@example.edu"), row("Bao", email="g.haddad@example.edu"))
    written = write_moodle(a_week(*twins, row("Ciara")), Key.EMAIL)
    assert [cells[0] for cells in read(written.content)[1:]] == ["ciara@example.edu"]
    assert len(written.left_out) == 2

    numbers = (row("Amara", number="a1"), row("Bao", number="A1"))
    assert write_moodle(a_week(*numbers), Key.NUMBER).left_out == ()


def test_a_grade_above_a_hundred_is_left_out_and_one_above_the_asked_is_told() -> None:
    written = write_moodle(a_week(row("Amara", "101"), row("Bao", "3")), Key.EMAIL)
    assert [each.why for each in written.left_out] == [
        "Moodle takes grades from 0 to 100. Set a smaller scale in the policy."
    ]
    assert written.warnings == (
        "1 earned more than was asked. Moodle cuts a grade at the item's maximum: "
        "set Participation W03 there to 3 at least.",
    )


def test_under_a_soft_cap_the_maximum_is_told_that_will_do_for_all_weeks() -> None:
    week = replace(a_week(row("Amara", "3"), row("Bao", "2")), most=Decimal("3.5"))
    [told] = write_moodle(week, Key.EMAIL).warnings
    assert told.endswith("set Participation W03 there to 3.5, the most that somebody may have.")


def test_none_of_moodles_traps_is_in_the_file() -> None:
    week = a_week(
        row("=Amara\\", "1234.5", note='ends in \\" and\n-goes on\\'),
        row("Bao", "8.50", note="\t=1+1"),
        row("-Ciara", "0"),
        row("Dodo", None),
    )
    content = write_moodle(week, Key.EMAIL).content
    assert content.startswith(b"\xef\xbb\xbfEmail address,")  # no sep= line before the header
    header, *rows = read(content)
    assert {len(cells) for cells in rows} == {len(header)}
    assert [(cells[0], cells[1], cells[2]) for cells in rows] == [
        ("bao@example.edu", "Bao", "8.5"),
        ("ciara@example.edu", "'-Ciara", "0"),
    ]
    assert all(cells[2] and cells[3][:1].isalpha() for cells in rows)
    assert b"\\" not in content
    assert b",-," not in content
    awkward = write_moodle(
        a_week(row("=Amara\\", "2", note='ends in \\" and\n-goes on\\')), Key.EMAIL
    ).content
    assert b"\\" not in awkward
    assert len(read(awkward)) == 2
    assert "ends in" in read(awkward)[1][3]


def test_a_file_without_rows_is_refused_with_the_reason() -> None:
    with pytest.raises(Refusal, match=r"Nobody's week 3 .* Bao: No ID number on the roster"):
        write_moodle(a_week(row("Bao")), Key.NUMBER)


def test_the_class_of_awkward_names_is_written_as_moodle_reads_it(shared: Path) -> None:
    people = json.loads((shared / "samples/roster/people.json").read_text(encoding="utf-8"))
    students = [
        GradebookRow(
            person=each["username"],
            name=f"{each['firstname']} {each['lastname']}",
            email=each["email"],
            username=each["username"],
            number=each["idnumber"],
            earned=Decimal("1.5"),
            asked=Decimal(2),
            marks=(Decimal(1), Decimal("0.5")),
        )
        for each in people
        if each["role"] == "student"
    ]
    sample = read((shared / "samples/moodle/grades_import_by_idnumber.csv").read_bytes())
    rows = read(write_moodle(a_week(*students), Key.NUMBER).content)
    assert rows[0][0] == sample[0][0]
    assert {cells[0] for cells in sample[1:]} <= {cells[0] for cells in rows[1:]}
    by_email = read((shared / "samples/moodle/grades_import.csv").read_bytes())[0]
    assert read(write_moodle(a_week(*students), Key.EMAIL).content)[0][0] == by_email[0]
    assert any(cells[1].startswith("'=HYPERLINK") for cells in rows)


keys = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["amara", "AMARA", " amara "]))
earned = st.one_of(st.none(), st.decimals(0, 120, places=2))


@given(st.lists(st.tuples(st.text(max_size=12), keys, earned), max_size=6))
def test_every_row_is_whole_keyed_and_graded_and_nobody_is_dropped(
    students: list[tuple[str, str | None, Decimal | None]],
) -> None:
    week = a_week(
        *(
            replace(row(name, username=key), person=str(place), earned=points, note=name)
            for place, (name, key, points) in enumerate(students)
        )
    )
    try:
        written = write_moodle(week, Key.USERNAME)
    except Refusal:
        return
    header, *rows = read(written.content)
    assert len(rows) + len(written.left_out) == len(students)
    assert len({cells[0].casefold() for cells in rows}) == len(rows)
    for cells in rows:
        assert len(cells) == len(header)
        assert cells[0].strip()
        assert 0 <= Decimal(cells[2]) <= 100
        assert b"\\" not in written.content
