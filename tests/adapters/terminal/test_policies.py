"""The policy on the command line: in words, simulated, compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from config.samples import SAMPLE_COURSE
from tests.support.instants import utc
from tests.support.terminal import Typed

HARDER = """\
policy:
  title: Come each week
  choose: 1
  options:
    - {key: attend, title: Come, within: session, needs: [{act: attend}], minutes: 60}
"""


@pytest.fixture
def third_week(homeroom: Typed) -> Iterator[None]:
    with time_machine.travel(utc("2026-09-01 10:00"), tick=False):
        assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    with time_machine.travel(utc("2026-10-14 10:00"), tick=False):
        yield


@pytest.mark.usefixtures("third_week")
def test_the_policy_reads_in_words(homeroom: Typed) -> None:
    said = homeroom("policy", "show")
    assert (said.code, said.err) == (0, "")
    assert "Each week: " in said.out
    assert "Version 1: from week 1 on, saved Tue, Sep 1, 2026" in said.out
    assert homeroom("policy", "show", "--version", 9).code == 1


@pytest.mark.usefixtures("third_week")
def test_a_simulation_changes_nothing(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(HARDER)
    said = homeroom("policy", "simulate", "new.yaml")
    assert said.code == 0
    assert "Come each week (version 2), from week " in said.out
    assert "+ Each week: “Come”." in said.out
    assert said.out.endswith("Nothing was changed.\n")
    assert "Version 2" not in homeroom("policy", "show").out


@pytest.mark.usefixtures("third_week")
def test_a_named_week_that_is_locked_is_warned_of(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(HARDER)
    said = homeroom("policy", "simulate", "new.yaml", "--from-week", 1)
    assert "It touches locked weeks (1, 2): what" in said.err


@pytest.mark.usefixtures("third_week")
def test_a_file_with_mistakes_is_refused_with_its_lines(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text("policy:\n  title: X\n  choose: 2\n")
    said = homeroom("policy", "simulate", "new.yaml")
    assert said.code == 1
    assert "new.yaml:2:3: error: “options” is missing." in said.err
    assert homeroom("policy", "simulate", "gone.yaml").code == 1


@pytest.mark.usefixtures("third_week")
def test_the_routes_are_compared(homeroom: Typed) -> None:
    said = homeroom("policy", "worth")
    assert (said.code, said.err) == (0, "")
    assert "by the hour" in said.out
    assert "by time zone" in said.out
