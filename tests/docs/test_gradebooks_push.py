"""docs/gradebooks.md, Push: its lines are typed, and gradebooks answer them as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.lms.calls import TRIES
from config.settings import Settings
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.terms import set_up, term_over
from tests.support.source import ROOT
from tests.support.terminal import typing

TEXT = (ROOT / "docs" / "gradebooks.md").read_text("utf-8")
PART = TEXT.partition("\n## Push\n")[2].partition("\n## ")[0]
LINES = re.findall(r"^homeroom (push .+)$", PART, re.MULTILINE)
SHOWN = re.findall(r"^```text\n(.*?)^```$", PART, re.MULTILINE | re.DOTALL)[0].splitlines()


def test_each_line_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", f"sqlite:///{tmp_path}/h.sqlite")
    homeroom, moodle, canvas = typing(capsys), FakeMoodle(), FakeCanvas(slow=0)
    with (
        term_over(homeroom) as students,
        set_up(moodle, students, monkeypatch),
        set_up(canvas, students, monkeypatch),
    ):
        said = [homeroom(*line.split()) for line in LINES]
    assert [one.code for one in said] == [0] * 4
    assert [line for line in SHOWN if line not in said[0].out.splitlines()] == []
    assert len(canvas.saved) == len(moodle.saved) == len(students)
    functions = {asked.split()[-1] for asked in moodle.troubles.asked}
    assert set(re.findall(r"`(\w+_\w+_\w+)`", PART)) == functions


def test_its_settings_are_those_that_are_read() -> None:
    known = {field.alias for field in Settings.model_fields.values()}
    named = set(re.findall(r"HOMEROOM_\w+", PART))
    assert named <= known
    assert len(named) == 4
    assert TRIES == 5
    assert "five times" in PART
