"""A course file is read whole: all its faults at once, or the course it describes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.files.courses.reading import read_course, read_text
from adapters.files.problems import Severity
from bot.model.people import Account
from bot.model.sessions import Kind
from tests.support.coursefile import RIGHT, description, problems, spoiled


def test_a_right_file_has_no_problems() -> None:
    assert problems(RIGHT) == []


def test_every_fault_is_reported_in_one_go() -> None:
    said = problems(
        spoiled(
            ("zone: Europe/Berlin", "zone: Europe/Berln"),
            ("role: instructor", "role: instrutor"),
            ("on: tue", "on: tusday"),
            ("choose: 1", "choose: 3"),
        )
    )
    assert [line.split(":")[1] for line in said] == ["2", "8", "13", "26"]


def test_what_lies_in_the_past_is_a_warning() -> None:
    checked = read_text(RIGHT, "c", datetime(2026, 9, 20, tzinfo=UTC))
    assert checked.description is not None
    assert [str(found.severity) for found in checked.problems] == [Severity.WARNING] * 2
    assert "2 of its times lie in the past, first on Tue, Sep 8, 2026, 17:00" in str(
        checked.problems[0]
    )


@pytest.mark.parametrize("text", ["", "- a", "hello", "# nothing\n"])
def test_what_is_no_course_file_is_said(text: str) -> None:
    assert problems(text) == ["c:1:1: error: This is no course file. Begin it with course:"]


def test_an_empty_course_names_all_that_is_missing() -> None:
    assert [line.partition("error: ")[2] for line in problems("course: {}\n")] == [
        "“term” is missing. Write it like term: {starts: 2026-09-14, ends: 2026-12-18}.",
        "“zone” is missing. Write it like zone: Europe/Berlin.",
        "“places” is missing. Write main: and staff: below it, at least.",
        "“policy” is missing.",
        "“id” is missing.",
        "“title” is missing.",
    ]


def test_a_date_takes_place_once_and_weekdays_every_week() -> None:
    extra = (
        "  - {key: party, title: Party, kind: celebration, on: 2026-10-02, at: 18:00, lasts: 1 h}"
    )
    found = description(("    lasts: 90 min", f"    lasts: 90 min\n{extra}"))
    sessions = found.planned_sessions()
    assert [one.key for one in sessions[:2]] == ["lecture-2026-09-08", "lecture-2026-09-15"]
    party = sessions[-1]
    assert (party.key, party.kind, party.counted) == ("party", Kind.CELEBRATION, False)


def test_several_accounts_and_a_channel_with_its_sign() -> None:
    found = description(
        ("username: emre", "username: emre, accounts: {sandbox: emre, discord: [1, 2]}"),
        ("main: {sandbox: announcements}", "main: {sandbox: '#announcements'}"),
    )
    assert found.people[1].accounts == (
        Account("sandbox", "emre"),
        Account("discord", "1"),
        Account("discord", "2"),
    )
    assert [place.id for places in found.course.places.values() for place in places] == [
        "announcements",
        "staff",
    ]


def test_a_file_that_is_not_there_or_not_text_is_a_problem(tmp_path: Path) -> None:
    missing = read_course(tmp_path / "no.yaml")
    assert "This file can't be read (No such file or directory)." in str(missing.problems[0])
    (tmp_path / "latin.yaml").write_bytes("course: {}\nzone: Zürich".encode("latin-1"))
    found = read_course(tmp_path / "latin.yaml")
    assert str(found.problems[0]).endswith(
        "latin.yaml:2:8: error: byte FC: This file is not UTF-8. Save it as UTF-8."
    )


def test_the_roster_is_found_beside_the_file_and_amended_by_it(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "username,name,email,number\n"
        "nomvula,N. Brandt,nomvula@example.edu,77\n"
        "aiko,Aiko Sato,aiko@example.edu,007\n",
        encoding="utf-8",
    )
    file = tmp_path / "course.yaml"
    file.write_text(spoiled(("people:", "roster: people.csv\npeople:")), encoding="utf-8")
    checked = read_course(file)
    assert (checked.problems, checked.roster) == ((), "Homeroom roster")
    assert checked.description is not None
    nomvula, _, aiko = (one.person for one in checked.description.people)
    assert (nomvula.name, nomvula.email, nomvula.is_staff) == (
        "Nomvula Brandt",
        "nomvula@example.edu",
        True,
    )
    assert (aiko.name, aiko.number) == ("Aiko Sato", "007")


def test_faults_in_the_roster_name_the_rosters_cell(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        'username,name,zone\naiko,Aiko Sato,Asia/Tokio\nAIKO,"Sato, A.",\n', encoding="utf-8"
    )
    file = tmp_path / "course.yaml"
    file.write_text(spoiled(("people:", "roster: people.csv\npeople:")), encoding="utf-8")
    said = [str(one).removeprefix(f"{tmp_path}/") for one in read_course(file).problems]
    assert said == [
        "people.csv:2:16: error: Asia/Tokio: There is no such time zone. Did you mean Asia/Tokyo?",
    ]
