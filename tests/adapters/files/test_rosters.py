"""Rosters as schools export them, told apart by their first line, faults with line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.people import read_people
from adapters.files.rosters import read_roster
from bot.model.people import Person


def people(content: str) -> tuple[list[Person], list[str]]:
    """Return the people of a roster, and what is wrong with it."""
    document, _ = read_roster(content.encode(), "r")
    found = [member.person for member in read_people("chem", [document])]
    return found, [str(problem) for problem in document.problems]


@pytest.mark.parametrize(
    ("path", "kind", "count"),
    [
        ("moodle/participants_exported_by_moodle.csv", "Moodle participants", 8),
        ("moodle/upload_users.csv", "Moodle upload users", 7),
        ("canvas/gradebook_export.csv", "Canvas gradebook", 7),
        ("blackboard/gc_CHEM101-F26_fullgc_2026-09-07-17-20-00.csv", "Blackboard grade center", 7),
        ("blackboard/gc_CHEM101-F26_fullgc_2026-09-07-17-20-00.xls", "Blackboard grade center", 7),
    ],
)
def test_a_real_export_is_read(shared: Path, path: str, kind: str, count: int) -> None:
    content = (shared / "samples" / path).read_bytes()
    document, found = read_roster(content, "r")
    members = [member.person for member in read_people("chem", [document])]
    assert found is not None
    assert (found.title, len(members)) == (kind, count)
    by_login = {person.username: person for person in members}
    assert by_login["c.obrien"].name == "Ciarán O'Brien, Jr."
    assert by_login["g.haddad"].number == "0001007"
    warnings = [str(problem) for problem in document.problems]
    assert len(warnings) == 1
    assert "A spreadsheet would take this for a formula." in warnings[0]


def test_roles_of_moodle_become_ours() -> None:
    found, said = people(
        "username,firstname,lastname,role1\nt,Tobe,Okafor,teacher\na,Ann,Lee,student\nz,Zo,Y,boss\n"
    )
    assert [str(person.role) for person in found] == ["instructor", "student", "student"]
    assert said == [
        "r:4:8: error: boss: This is no role. Roles are student, assistant, instructor."
    ]


def test_a_login_that_is_an_address_is_one() -> None:
    found, _ = people('Student,ID,SIS Login ID,Section\n"Lee, Ann",1,ann@example.edu,Lab\n')
    assert (found[0].name, found[0].email, found[0].group) == ("Ann Lee", "ann@example.edu", "Lab")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "a,b\n1,2\n",
            "r:1:1: error: The first line names no columns of a roster that is known "
            "here (Moodle participants, Moodle upload users, Canvas gradebook, Blackboard grade "
            "center, Homeroom roster). Begin it with: username,name,email,zone.",
        ),
        ("username,name\n", "r:1:1: error: This roster has no people. Add a line for each person."),
        (
            "username,name\na,Ann,Lee\nb,Bo\n",
            "r:2:1: error: This row has 3 cells, the first line "
            "has 2. Put quotes around a cell that holds the separator.",
        ),
        (
            "username,name,emial\na,Ann,x\n",
            "r:1:15: error: emial: This column is not known here. Did you mean email?",
        ),
        (
            "username,name,name\na,Ann,Bo\n",
            "r:1:15: error: name: This column stands here twice. Rename one.",
        ),
        (
            "username,name\na,Ann\nA,Bo\n",
            "r:3:1: error: a: Ann has the same username (r:2). Each person is listed once.",
        ),
        (
            "name,email\nAnn,ann at home\n",
            "r:2:5: error: ann at home: This is no e-mail address. Write it like name@example.edu.",
        ),
        (
            "name;number\nAnn;=1+1\n",
            "r:2:5: error: =1+1: A spreadsheet would take this for a "
            "formula. Begin it with a letter or a digit.",
        ),
        (
            'username,name\na,"Ann\n',
            "r:2:1: error: From this line on the file can't be read as "
            "CSV (unexpected end of data). Check its quotes.",
        ),
        ("username,name\na,\n", "r:2:1: error: “name” is missing."),
        (
            "username,name\na,Ann\0\n",
            "r:1:1: error: This is no CSV file. Export the roster as CSV.",
        ),
    ],
)
def test_a_fault_is_said_with_its_cell(content: str, said: str) -> None:
    assert said in people(content)[1]


def test_a_roster_in_another_encoding_is_refused_with_its_line() -> None:
    document, _ = read_roster("username,name\na,Ann\nb,Zoë\n".encode("latin-1"), "r")
    assert str(document.problems[0]) == (
        "r:3:1: error: This file is not UTF-8. Save it as “CSV UTF-8”."
    )


def test_names_over_several_lines_keep_the_count_of_lines() -> None:
    _, said = people('username,name,zone\na,"Ann\nLee",Asia/Tokyo\nb,Bo,Nowhere\n')
    assert [line.split(":")[1] for line in said] == ["4"]


@given(st.binary())
def test_any_file_is_read_or_refused_in_words(content: bytes) -> None:
    document, kind = read_roster(content, "r")
    assert kind is not None or document.problems
