"""A course from its first file to the next term's, on the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from tests.support.instants import utc
from tests.support.terminal import Typed

NEW = (
    *("course", "new", "weather.yaml", "--title", "Weather: and us", "--zone", "Europe/Berlin"),
    *("--starts", "2026-09-21", "--ends", "2026-11-15", "--on", "tue,thu", "--at", "15:00"),
    *("--instructor", "Ana Alves", "--username", "ana"),
)


@pytest.fixture
def august() -> Iterator[None]:
    with time_machine.travel(utc("2026-08-20 10:00"), tick=False):
        yield


@pytest.mark.usefixtures("august")
def test_a_course_is_begun_checked_loaded_and_written_back(homeroom: Typed) -> None:
    assert homeroom(*NEW).code == 0
    assert homeroom("check", "weather.yaml").code == 0
    planned = homeroom("course", "load", "weather.yaml", "--dry-run")
    assert (planned.code, "Nothing was loaded yet" in planned.out) == (0, True)
    assert homeroom("course", "dump").code == 1
    loaded = homeroom("course", "load", "weather.yaml")
    assert loaded.code == 0
    assert "+ Course “Weather: and us” in Europe/Berlin" in loaded.out
    again = homeroom("course", "load", "weather.yaml")
    assert again.out == "Nothing changes: the course is as the file says.\n"
    assert homeroom("course", "dump", "--output", "now.yaml").code == 0
    assert "Nothing changes" in homeroom("course", "load", "now.yaml").out


@pytest.mark.usefixtures("august")
def test_a_changed_file_says_what_it_changes(homeroom: Typed, tmp_path: Path) -> None:
    homeroom(*NEW)
    homeroom("course", "load", "weather.yaml")
    file = tmp_path / "weather.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("at: 15:00", "at: 16:00"))
    said = homeroom("course", "load", file)
    assert said.code == 0
    assert "~ " in said.out


def test_nobody_to_ask_means_that_everything_has_to_be_said(homeroom: Typed) -> None:
    said = homeroom("course", "new", "weather.yaml", "--zone", "Europe/Berlin")
    assert said.code == 1
    assert "--title" in said.err
    assert "--zone" not in said.err
    assert not Path("weather.yaml").exists()


@pytest.mark.parametrize(
    ("option", "wrong", "hint"),
    [
        ("--zone", "Mars", "Europe/Berlin"),
        ("--starts", "tomorrow", "2026-09-14"),
        ("--on", "someday", "sunday"),
        ("--platform", "irc", "discord"),
        ("--ends", "2026-09-01", "before it starts"),
    ],
)
def test_a_wrong_answer_says_what_to_write(
    homeroom: Typed, option: str, wrong: str, hint: str
) -> None:
    said = homeroom(*_with(option, wrong))
    assert said.code == 1
    assert hint in said.err
    assert not Path("weather.yaml").exists()


def _with(option: str, value: str) -> list[str]:
    if option not in NEW:
        return [*NEW, option, value]
    given = list(NEW)
    given[given.index(option) + 1] = value
    return given


def test_an_existing_file_is_never_overwritten(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "weather.yaml").write_text("mine")
    assert homeroom(*NEW).code == 1
    assert (tmp_path / "weather.yaml").read_text() == "mine"


@pytest.mark.parametrize(("at", "code"), [("2026-10-10 10:00", 1), ("2026-11-20 10:00", 0)])
def test_a_course_is_frozen_when_nothing_is_still_to_come(
    homeroom: Typed, at: str, code: int
) -> None:
    with time_machine.travel(utc("2026-08-20 10:00"), tick=False):
        homeroom(*NEW)
        homeroom("course", "load", "weather.yaml")
    with time_machine.travel(utc(at), tick=False):
        assert homeroom("course", "freeze").code == 1  # nobody said that they are sure
        assert homeroom("course", "freeze", "--yes").code == code
        frozen = homeroom("course", "load", "weather.yaml")
    assert ("is frozen" in frozen.out) is (code == 0)
    assert (frozen.code == 1) is (code == 0)


def test_sessions_that_lie_in_the_past_are_listed_and_the_rest_is_loaded(
    homeroom: Typed,
) -> None:
    with time_machine.travel(utc("2026-08-20 10:00"), tick=False):
        homeroom(*NEW)
    with time_machine.travel(utc("2026-10-01 10:00"), tick=False):
        loaded = homeroom("course", "load", "weather.yaml")
        again = homeroom("course", "load", "weather.yaml")
    assert loaded.code == 0
    assert "Tue, Sep 22, 2026, 15:00 lies in the past, so it is not added." in loaded.out
    assert "Loaded: " in loaded.out
    assert again.code == 0
    assert again.out.endswith("\nNothing was changed.\n")


@pytest.mark.usefixtures("august")
def test_the_next_term_is_a_course_of_its_own(homeroom: Typed) -> None:
    homeroom(*NEW)
    homeroom("course", "load", "weather.yaml")
    same = homeroom("course", "next", "2027-04-12", "--name", "weather-and-us")
    assert (same.code, "an id of its own" in same.err) == (1, True)
    made = homeroom("course", "next", "2027-04-12", "--name", "weather-2027", "--output", "n.yaml")
    assert made.code == 0
    checked = homeroom("check", "n.yaml")
    assert checked.code == 0
    assert "0 students, 1 staff, 16 sessions" in checked.out


@pytest.mark.usefixtures("august")
def test_of_several_courses_one_has_to_be_named(homeroom: Typed, tmp_path: Path) -> None:
    homeroom(*NEW)
    homeroom("course", "load", "weather.yaml")
    text = (tmp_path / "weather.yaml").read_text(encoding="utf-8")
    (tmp_path / "other.yaml").write_text(text.replace("id: weather-and-us", "id: other"))
    assert homeroom("course", "load", "other.yaml").code == 0
    said = homeroom("course", "dump")
    assert said.code == 1
    assert "other, weather-and-us" in said.err
    assert homeroom("course", "dump", "--course", "other").code == 0
    assert homeroom("course", "dump", "--course", "nope").code == 1
