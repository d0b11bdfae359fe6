"""Rosters as schools export them, told apart by their first line, faults with line and column."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.courses.people import read_people
from adapters.files.rosters.reading import read_roster
from bot.model.people import Person

HEADERS = [
    "username,name,email\n",
    "First name;Last name;Email address\n",
    "Student,ID,Section\n",
    "Last Name\tFirst Name\tUsername\n",
    "sourcedId,status,givenName,familyName,username\n",
]


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
            "r:1:1: error: The first line names no columns of a roster that is known here: "
            "First name, Last name, Email address (Moodle participants); username, firstname, "
            "lastname (Moodle upload users); Student, ID, Section (Canvas gradebook); Last Name, "
            "First Name, Username (Blackboard grade center); name (Homeroom roster); sourcedId, "
            "givenName, familyName, username (OneRoster users.csv); user_id, login_id, status "
            "(Canvas SIS users.csv). If your gradebook speaks another language, set it to English "
            "for the download, or begin the file with: username,name,email,zone.",
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


def test_a_roster_that_is_cut_inside_a_character_is_exported_again() -> None:
    content = "\ufeffusername,name\na,Ann\nb,Bo".encode("utf-16-le")[:-1]
    document, _ = read_roster(content, "r")
    assert str(document.problems[0]) == (
        "r:3:1: error: This file is cut off here. Export the roster again."
    )


def test_names_over_several_lines_keep_the_count_of_lines() -> None:
    _, said = people('username,name,zone\na,"Ann\nLee",Asia/Tokyo\nb,Bo,Nowhere\n')
    assert [line.split(":")[1] for line in said] == ["4"]


SAMPLES = {
    "moodle/participants_exported_by_moodle.csv": 8,
    "moodle/upload_users.csv": 7,
    "canvas/gradebook_export.csv": 7,
    "canvas/gradebook_import_minimal.csv": 6,
    "blackboard/gc_CHEM101-F26_fullgc_2026-09-07-17-20-00.csv": 7,
    "blackboard/gc_CHEM101-F26_fullgc_2026-09-07-17-20-00.xls": 7,
}
"""How many people the rosters among the samples have; every other file is refused."""


def test_every_sample_is_a_roster_or_refused_with_line_and_remedy(shared: Path) -> None:
    for file in sorted((shared / "samples").rglob("*.*")):
        name = file.relative_to(shared / "samples").as_posix()
        document, _ = read_roster(file.read_bytes(), "r")
        found = read_people("chem", [document])
        errors = [one for one in document.problems if one.severity == "error"]
        if name in SAMPLES:
            assert (len(found), errors) == (SAMPLES[name], []), name
        elif file.name != "README.md":
            assert errors, name
            assert found == (), name
            assert all(one.line >= 1 and one.suggestion for one in errors), name


def test_a_file_that_lacks_one_column_is_told_which(shared: Path) -> None:
    content = (shared / "samples/canvas/bad_header_no_section.csv").read_bytes()
    document, kind = read_roster(content, "r")
    assert kind is None
    assert [str(one) for one in document.problems] == [
        "r:1:1: error: This looks like a file of Canvas gradebook, but has no column “Section”. "
        "Download it again, and leave its first line as it is."
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Vorname,Nachname,E-Mail-Adresse",
        "Prénom;Nom de famille;Adresse de courriel",
        "Nombre\tApellido(s)\tDirección de correo",
        "名,姓,メールアドレス",
        "الاسم الأول,الاسم الأخير,البريد",
    ],
)
def test_a_header_in_another_language_is_refused_with_the_words_that_are_known(header: str) -> None:
    found, [said] = people(f"{header}\nA,B,c@example.edu\n")
    assert found == []
    assert "First name, Last name, Email address (Moodle participants)" in said
    assert "set it to English" in said


NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(st.lists(st.tuples(NAMES, st.from_regex(r"[0-9]{1,12}", fullmatch=True)), max_size=5))
def test_names_and_numbers_come_as_they_were_written(rows: list[tuple[str, str]]) -> None:
    by_number = {number: name for name, number in rows}
    content = io.StringIO()
    csv.writer(content).writerows([("name", "number"), *((n, k) for k, n in by_number.items())])
    found, _ = people(content.getvalue())
    assert {person.number: person.name for person in found} == by_number


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_name_that_is_a_formula_is_kept_as_data(sign: str) -> None:
    found, said = people(f'username,name\na,"{sign}HYPERLINK(""http://x"")"\n')
    assert found[0].name == f'{sign}HYPERLINK("http://x")'
    assert ["made harmless in every export" in one for one in said] == [True]


@given(st.binary())
def test_any_file_is_read_or_refused_in_words(content: bytes) -> None:
    document, kind = read_roster(content, "r")
    assert kind is not None or document.problems


@given(st.sampled_from(HEADERS), st.binary(), st.sampled_from(["utf-8", "utf-16"]))
def test_anything_below_a_known_header_is_read_or_refused_in_words(
    header: str, content: bytes, encoding: str
) -> None:
    document, _ = read_roster(header.encode(encoding) + content, "r")
    found = read_people("chem", [document])
    assert found or any(map(str, document.problems))
