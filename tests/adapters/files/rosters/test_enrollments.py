"""Rosters in two files, or in an archive of them: OneRoster's and Canvas' SIS files."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.courses.people import read_people
from adapters.files.rosters.reading import read_roster
from bot.model.people import Person

USERS_11 = """\
"sourcedId","status","dateLastModified","enabledUser","orgSourcedIds","role","username","userIds","givenName","familyName","middleName","identifier","email","sms","phone","agentSourcedIds","grades","password"
"u1","","","true","o1","student","amara.diallo","","Amara","Diallo","","0001001","amara.diallo@example.edu","","","","",""
"u2","","","true","o1","student","b.nguyen","","Bảo","Nguyễn","","","b.nguyen@example.edu","","","","",""
"u3","","","true","o1","teacher","t.okafor","","Tobe","Okafor","","F0007","t.okafor@example.edu","","","","",""
"u4","","","true","o1","student","z.else","","Zed","Elsewhere","","S9","z@example.edu","","","","",""
"""
ENROLLMENTS_11 = """\
"sourcedId","status","dateLastModified","classSourcedId","schoolSourcedId","userSourcedId","role","primary","beginDate","endDate"
"e1","","","c1","o1","u1","student","","2026-08-24","2026-12-18"
"e2","","","c1","o1","u2","student","","2026-09-21",""
"e3","","","c1","o1","u3","teacher","true","",""
"""
SECOND = '"e4","","","c2","o1","u4","student","","",""\n'
CLASSES_11 = """\
"sourcedId","status","dateLastModified","title","grades","courseSourcedId","classCode","classType"
"c1","","","Chemistry","","k1","CHEM101","scheduled"
"c2","","","Physics","","k2","PHY1","scheduled"
"""
USERS_12 = """\
sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
u1,active,2026-09-01,true,c.obrien@example.edu,,Ciarán,"O'Brien, Jr.",,S1003,,,,,,,,,Kit,,,o1,
u2,tobedeleted,2026-09-01T00:00:00.000Z,true,gone,,Gone,Gone,,S2,,,,,,,,,,,,o1,
"""
ENROLLMENTS_12 = """\
sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,active,2026-09-01T00:00:00.000Z,c1,o1,u1,student,,,
e2,active,2026-09-01T00:00:00.000Z,c1,o1,u2,student,,,
e3,tobedeleted,2026-09-01T00:00:00.000Z,c1,o1,u9,student,,,
"""
SIS_USERS = """\
user_id,login_id,first_name,last_name,full_name,sortable_name,email,status
S1001,amara.diallo,Amara,Diallo,,,amara.diallo@example.edu,active
0001007,g.haddad,,,,"حداد, ليلى",G.Haddad@example.edu,active
T1,ta.one,Tea,Aide,Tea Aide,,ta@example.edu,active
S1999,z.unenrolled,Zed,Unenrolled,,,z@example.edu,active
"""
SIS_ENROLLMENTS = """\
course_id,user_id,role,section_id,status
CHEM101,S1001,student,Lab A,active
CHEM101,0001007,student,Lab B,active
CHEM101,T1,ta,Lab B,active
CHEM101,S1999,student,Lab B,deleted
"""


def read(files: dict[str, str], section: str = "") -> tuple[list[Person], list[str]]:
    """Return the people of files that are brought together, and what is wrong with them."""
    [(name, first), *others] = [(name, text.encode()) for name, text in files.items()]
    document, _ = read_roster(first, name, others, section)
    found = [one.person for one in read_people("chem", [document])]
    return found, [str(one) for one in document.problems]


def zipped(files: dict[str, str]) -> bytes:
    """Return an archive of files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def unzipped(files: dict[str, str], section: str = "") -> tuple[list[Person], list[str]]:
    """Return the people of an archive of files, and what is wrong with it."""
    document, _ = read_roster(zipped(files), "o.zip", (), section)
    found = [one.person for one in read_people("chem", [document])]
    return found, [str(one) for one in document.problems]


def test_oneroster_says_who_is_in_the_class() -> None:
    found, said = read({"users.csv": USERS_11, "enrollments.csv": ENROLLMENTS_11})
    assert said == []
    assert [(p.name, str(p.role), p.number, p.email) for p in found] == [
        ("Amara Diallo", "student", "0001001", "amara.diallo@example.edu"),
        ("Bảo Nguyễn", "student", "u2", "b.nguyen@example.edu"),
        ("Tobe Okafor", "instructor", "F0007", "t.okafor@example.edu"),
    ]
    assert [str(p.enrolled) for p in found] == ["2026-08-24", "2026-09-21", "None"]


def test_the_files_come_in_any_order() -> None:
    found, said = read({"enrollments.csv": ENROLLMENTS_11, "users.csv": USERS_11})
    assert (len(found), said) == (3, [])


def test_a_class_may_have_a_comma_in_its_title() -> None:
    files = {
        "users.csv": USERS_11,
        "enrollments.csv": ENROLLMENTS_11 + SECOND,
        "classes.csv": CLASSES_11.replace("Chemistry", "Chemistry, Period 1"),
    }
    found, said = unzipped(files, "Chemistry, Period 1")
    assert ([p.name for p in found], said) == (["Amara Diallo", "Bảo Nguyễn", "Tobe Okafor"], [])
    assert {p.group for p in found} == {None}
    several, _ = unzipped(files, "CHEM101, Physics")
    assert {p.group for p in several} == {"Chemistry, Period 1", "Physics"}


def test_oneroster_1_2_has_preferred_names_and_statuses() -> None:
    found, said = read({"users.csv": USERS_12, "enrollments.csv": ENROLLMENTS_12})
    assert said == []
    [kit] = found
    assert (kit.name, kit.email, kit.number) == (
        "Kit O'Brien, Jr.",
        "c.obrien@example.edu",
        "S1003",
    )


def test_canvas_sis_files_have_sections_and_logins() -> None:
    found, said = read({"users.csv": SIS_USERS, "enrollments.csv": SIS_ENROLLMENTS})
    assert said == []
    assert [(p.name, str(p.role), p.number, p.username, p.group) for p in found] == [
        ("Amara Diallo", "student", "S1001", "amara.diallo", "Lab A"),
        ("ليلى حداد", "student", "0001007", "g.haddad", "Lab B"),
        ("Tea Aide", "assistant", "T1", "ta.one", "Lab B"),
    ]


def test_of_several_classes_one_is_named() -> None:
    files = {
        "users.csv": USERS_11,
        "enrollments.csv": ENROLLMENTS_11 + SECOND,
        "classes.csv": CLASSES_11,
    }
    found, [said] = unzipped(files)
    assert found == []
    assert "This file has 2 classes: c1 = Chemistry, c2 = Physics." in said
    assert [len(unzipped(files, name)[0]) for name in ("c1", "chemistry", "PHY1")] == [3, 3, 1]
    both, _ = unzipped(files, "Chemistry, Physics")
    assert [p.group for p in both] == ["Chemistry", "Chemistry", "Chemistry", "Physics"]
    _, [said] = unzipped(files, "Art")
    assert "No class here is called “Art”." in said


def test_one_file_alone_is_refused_with_the_other_s_name() -> None:
    _, [said] = read({"users.csv": USERS_11})
    assert said.startswith("users.csv:1:1: error: This file says who there is, but not who is in")
    _, [said] = read({"enrollments.csv": ENROLLMENTS_11})
    assert "Bring users.csv and enrollments.csv together" in said
    _, [said] = read({"a.csv": "username,name\na,A\n", "b.csv": "username,name\nb,B\n"})
    assert "Only users.csv and enrollments.csv are read together." in said


def test_who_is_in_no_list_of_users_is_said_with_the_line() -> None:
    row = '"e9","","","c1","o1","u99","student","","",""\n'
    _, said = read({"users.csv": USERS_11, "enrollments.csv": ENROLLMENTS_11 + row})
    assert said == [
        "enrollments.csv:5:1: error: u99: Nobody with this id stands in users.csv. "
        "Export both files at the same time."
    ]


def test_a_class_of_onlookers_alone_is_refused() -> None:
    header, row, *_ = ENROLLMENTS_11.splitlines()
    onlooker = row.replace("student", "guardian")
    _, said = read({"users.csv": USERS_11, "enrollments.csv": f"{header}\n{onlooker}\n"})
    assert "users.csv:1:1: error: This class has no people. Check which class it is." in said


def test_onlookers_are_left_out_and_said() -> None:
    row = '"e9","","","c1","o1","u4","administrator","","",""\n'
    found, said = read({"users.csv": USERS_11, "enrollments.csv": ENROLLMENTS_11 + row})
    assert len(found) == 3
    assert said == [
        "users.csv:5:1: warning: “administrator” is neither student, teacher nor ta: left out."
    ]


def test_an_unknown_status_is_said() -> None:
    row = '"e9","gone","","c1","o1","u4","student","","",""\n'
    _, [said] = read({"users.csv": USERS_11, "enrollments.csv": ENROLLMENTS_11 + row})
    assert said.startswith("enrollments.csv:5:1: error: gone: This is no status.")


def test_only_what_changed_is_no_roster() -> None:
    manifest = "propertyName,value\nfile.users,delta\nfile.enrollments,delta\n"
    files = {"manifest.csv": manifest, "users.csv": USERS_12, "enrollments.csv": ENROLLMENTS_12}
    _, [said] = unzipped(files)
    assert "(delta). Export the whole class (bulk)." in said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("school/users.csv", "school/enrollments.csv"), "not their folder"),
        (("../users.csv", "../enrollments.csv"), "not their folder"),
        (("users.csv",), "no users.csv with an enrollments.csv"),
        (("xl/workbook.xml", "[Content_Types].xml"), "This is a workbook"),
    ],
)
def test_an_archive_has_the_files_themselves(names: tuple[str, ...], said: str) -> None:
    found, [problem] = unzipped(dict.fromkeys(names, USERS_11))
    assert found == []
    assert said in problem


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_a_damaged_archive_is_refused_in_words(noise: bytes, at: int) -> None:
    whole = zipped({"users.csv": USERS_11, "enrollments.csv": ENROLLMENTS_11})
    content = whole[:at] + noise + whole[at + len(noise) :]
    document, _ = read_roster(content, "o.zip")
    assert read_people("chem", [document]) or document.problems
