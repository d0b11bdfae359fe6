"""A class list on the command line: shown, brought to the course, and answered where asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.samples import SAMPLE_COURSE
from tests.support.terminal import Typed

ROSTER = SAMPLE_COURSE.with_name("intercultural-roster.csv")


@pytest.fixture
def running(homeroom: Typed) -> Typed:
    assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    return homeroom


def without_last(tmp_path: Path, text: str = "") -> Path:
    """Return the sample's roster without its last row, with other rows instead."""
    rows = ROSTER.read_text("utf-8").splitlines(keepends=True)[:-1]
    path = tmp_path / "class.csv"
    path.write_text("".join(rows) + text, "utf-8")
    return path


def test_a_roster_brought_unchanged_changes_nothing(running: Typed) -> None:
    said = running("roster", "import", ROSTER)
    assert (said.code, said.out.strip()) == (
        0,
        "Nothing changes: the roster is as the file says.",
    )


def test_first_dry_then_for_good_and_once(running: Typed, tmp_path: Path) -> None:
    file = without_last(tmp_path)
    dry = running("roster", "import", file, "--dry-run")
    assert "their record is kept" in dry.out
    assert "Run it again without --dry-run." in dry.out
    done = running("roster", "import", file)
    assert (done.code, "Done: 1 change." in done.out) == (0, True)
    assert "Nothing changes" in running("roster", "import", file).out
    assert "is back in the course" in running("roster", "import", ROSTER).out


def test_a_reload_of_the_course_keeps_what_the_roster_dropped(
    running: Typed, tmp_path: Path
) -> None:
    running("roster", "import", without_last(tmp_path))
    again = running("course", "load", SAMPLE_COURSE)
    assert "kept what chat says" in again.out
    assert "Nothing was changed." in again.out


def test_whose_name_alone_is_known_is_asked(running: Typed, tmp_path: Path) -> None:
    name = ROSTER.read_text("utf-8").splitlines()[-1].split(",")[1]
    header = ROSTER.read_text("utf-8").splitlines()[0].split(",")
    row = dict.fromkeys(header, "") | {"username": "newname", "name": name}
    file = without_last(tmp_path, ",".join(row.values()) + "\n")
    asked = running("roster", "import", file)
    assert asked.code == 1
    assert f"? {name}: is it {name} here? It has the same name." in asked.out
    assert "Nothing was changed." in asked.out
    same = running("roster", "import", file, "--same", name)
    assert (same.code, f"~ {name}: username" in same.out) == (0, True)


def test_a_roster_in_two_files_is_shown(homeroom: Typed, tmp_path: Path) -> None:
    users, rows = tmp_path / "users.csv", tmp_path / "enrollments.csv"
    users.write_text("user_id,login_id,full_name,status\n1,ann,Ann Lee,active\n")
    rows.write_text("course_id,user_id,role,section_id,status\nC,1,student,,active\n")
    said = homeroom("roster", users, rows)
    assert (said.code, "Canvas SIS users.csv, 1 person" in said.out) == (0, True)
    alone = homeroom("roster", users)
    assert (alone.code, "Bring users.csv and enrollments.csv together" in alone.out) == (1, True)


def test_what_is_wrong_changes_nothing(running: Typed, tmp_path: Path) -> None:
    file = without_last(tmp_path, "a,b\n")
    said = running("roster", "import", file)
    assert said.code == 1
    assert "This row has 2 cells" in said.out
    assert said.out.strip().endswith("Nothing was changed.")
    assert "Nothing changes" in running("roster", "import", ROSTER).out
