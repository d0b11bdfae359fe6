"""A course file to begin with: checked at once, whatever was answered."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.files.courses.reading import read_course, read_text
from adapters.files.courses.starter import Answers, new
from bot.model.places import Place, Purpose

ANSWERS = Answers(
    title="Chemistry: matter & change",
    zone="Asia/Kolkata",
    starts=date(2026, 9, 7),
    ends=date(2026, 12, 18),
    weekdays=frozenset({1, 3}),
    at=time(17),
    length=timedelta(minutes=50),
    instructor="Sunita Rao",
    username="sunita",
)


def test_the_starter_describes_what_was_answered() -> None:
    checked = read_text(new(ANSWERS))
    assert checked.problems == ()
    assert checked.description is not None
    course = checked.description.course
    assert (course.id, course.title) == ("chemistry-matter-cha", "Chemistry: matter & change")
    sessions = checked.description.planned_sessions()
    assert sessions[0].key == "class-2026-09-08"
    assert sessions[1].ends - sessions[1].starts == timedelta(minutes=50)


def test_the_starter_names_its_roster(tmp_path: Path) -> None:
    (tmp_path / "my people.csv").write_text("username,name\nann,Ann\n", encoding="utf-8")
    answers = Answers(
        *("Maths", "UTC", date(2026, 9, 7), date(2026, 12, 18), frozenset({0}), time(9)),
        *(timedelta(hours=1), "Sunita Rao", "sunita", "discord", "4711", "my people.csv"),
    )
    (tmp_path / "maths.yaml").write_text(new(answers), encoding="utf-8")
    checked = read_course(tmp_path / "maths.yaml")
    assert checked.problems == ()
    assert checked.description is not None
    assert [one.person.name for one in checked.description.people] == ["Sunita Rao", "Ann"]


def test_a_starter_for_discord_says_where_the_ids_are_found() -> None:
    text = new(Answers(**{**fields(), "platform": "discord"}))  # type: ignore[arg-type]
    checked = read_text(text)
    assert checked.problems == ()
    assert checked.description is not None
    assert checked.description.course.places[Purpose.STAFF] == (Place("discord", "5"),)
    assert "Copy Channel ID" in text
    assert "Copy User ID" in text


@example(title="NULL", name="0")
@given(title=st.text(), name=st.text(min_size=1).filter(str.strip))
def test_any_title_and_name_can_stand_in_it(title: str, name: str) -> None:
    answers = Answers(
        *(title or "T", "UTC", date(2026, 9, 7), date(2026, 12, 18), frozenset({0}), time(9)),
        *(timedelta(hours=1), name, "sunita"),
    )
    checked = read_text(new(answers))
    if title.strip() and all(one.isprintable() or one.isspace() for one in title + name):
        assert checked.errors == ()


def test_answers_that_make_no_course_are_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        new(Answers(**{**fields(), "weekdays": frozenset()}))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ends before"):
        new(Answers(**{**fields(), "ends": date(2026, 1, 1)}))  # type: ignore[arg-type]


def fields() -> dict[str, object]:
    """Return the usual answers by name."""
    return {name: getattr(ANSWERS, name) for name in Answers.__slots__}
