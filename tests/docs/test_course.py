"""docs/course.md: every example in it is read, and every message in it is what check says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.files.courses.reading import SECTIONS, Checked, read_text
from adapters.files.yaml.text import parse
from bot.model.time.wakefulness import asleep_report

TEXT = (Path(__file__).parents[2] / "docs" / "course.md").read_text("utf-8")
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SMALLEST, *FRAGMENTS = [text for kind, text in BLOCKS if kind == "yaml"]
SAID = [line for kind, text in BLOCKS if kind == "text" for line in text.splitlines()]
ROSTER = "username,name,email,zone\nzoe,Zoe Ng,zoe@example.edu,Asia/Tokyo\n"


def _sections(text: str) -> dict[str, str]:
    """Return the text of each top-level section of a course file, by name."""
    parts = re.split(r"^(?=\w[^:\n]*:)", text, flags=re.MULTILINE)
    return {part.partition(":")[0]: part for part in parts if part.strip()}


def _merged(fragment: str) -> str:
    return "".join((_sections(SMALLEST) | _sections(fragment)).values())


def _read(text: str, folder: Path) -> Checked:
    (folder / "people.csv").write_text(ROSTER, "utf-8")
    return read_text(text, "chem.yaml", BEFORE, folder)


def test_the_smallest_course_has_nothing_wrong(tmp_path: Path) -> None:
    checked = _read(SMALLEST, tmp_path)
    assert checked.problems == ()
    assert checked.description is not None
    first = asleep_report(checked.description).sessions[0]
    assert first.names == ("Emre Demir",)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: text.split(":")[0])
def test_each_piece_can_be_put_into_it(fragment: str, tmp_path: Path) -> None:
    checked = _read(_merged(fragment), tmp_path)
    assert checked.problems == ()
    assert checked.description is not None


def test_the_roster_adds_its_people(tmp_path: Path) -> None:
    checked = _read(_merged("roster: people.csv\n"), tmp_path)
    assert checked.description is not None
    assert "Zoe Ng" in [one.person.name for one in checked.description.people]


def test_all_sections_are_shown() -> None:
    shown = {name for text in (SMALLEST, *FRAGMENTS) for name in _sections(text)}
    assert shown == set(SECTIONS)
    assert all(parse(text, "c").problems == [] for text in FRAGMENTS)


def test_the_messages_are_those_that_check_prints(tmp_path: Path) -> None:
    spoiled = SMALLEST
    for right, wrong in (
        ("Europe/Berlin", "Berlin"),
        ("on: tue", "on: dienstag"),
        ("at: 17:00", "at: 5 pm"),
        ("choose: 1", "choose: 3"),
    ):
        spoiled = spoiled.replace(right, wrong, 1)
    offset = SMALLEST.replace("Europe/Berlin", "EST", 1)
    found = [str(one) for text in (spoiled, offset) for one in _read(text, tmp_path).problems]
    assert found == [line for line in SAID if line.startswith("chem.yaml:")]
