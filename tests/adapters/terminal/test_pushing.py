"""`homeroom push`, as somebody types it, against gradebooks on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.serving import TOKEN
from tests.support.lms.terms import NOW, set_up, term_over
from tests.support.source import ROOT
from tests.support.terminal import Typed

CANVAS = ("push", "--week", 3, "--to", "canvas", "--course-id", 12, "--assignment", 345)
MOODLE = ("push", "--week", 3, "--to", "moodle", "--course-id", 7, "--column", 88)
CHILD = """
import sys, time_machine
from config.wiring import run
with time_machine.travel(sys.argv[1]):
    sys.exit(run(sys.argv[2:]))
"""
"""A process of its own, that can be killed."""


@pytest.fixture
def term(homeroom: Typed) -> Iterator[dict[str, str]]:
    with term_over(homeroom) as students:
        yield students


@pytest.fixture
def moodle(term: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMoodle]:
    fake = FakeMoodle()
    with set_up(fake, term, monkeypatch):
        yield fake


@pytest.fixture
def canvas(term: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCanvas]:
    fake = FakeCanvas(slow=0)
    with set_up(fake, term, monkeypatch):
        yield fake


@pytest.mark.usefixtures("term")
@pytest.mark.parametrize("command", [CANVAS, MOODLE])
def test_it_is_off_until_it_is_set_up(homeroom: Typed, command: tuple[object, ...]) -> None:
    said = homeroom(*command, "--apply")
    assert said.code == 1
    assert f"Set HOMEROOM_{str(command[4]).upper()}_URL" in said.err


def test_it_shows_first_and_writes_when_it_is_told_to(homeroom: Typed, canvas: FakeCanvas) -> None:
    canvas.enroll("99", "A Guest", email="guest@example.edu")
    said = homeroom(*CANVAS)
    assert "Adaeze Nwankwo: none → 0" in said.out
    assert "Run it again with --apply to write 24 grades." in said.out
    assert "canvas/99 (A Guest): Nobody on the roster has" in said.err
    assert (said.code, canvas.saved) == (1, [])
    written = homeroom(*CANVAS, "--apply", "--match", "canvas/99=nobody")
    assert "24 of 24 grades read back as sent." in written.out
    assert (written.code, len(canvas.saved)) == (0, 24)
    again = homeroom(*CANVAS, "--apply")
    assert "24 stand there already." in again.out
    assert (again.code, len(canvas.saved)) == (0, 24)
    for one in (said, written, again):
        assert TOKEN not in one.out + one.err


def test_what_a_person_changed_is_said_and_left(homeroom: Typed, moodle: FakeMoodle) -> None:
    assert homeroom(*MOODLE, "--apply").code == 0
    moodle.enter("11", 9)
    said = homeroom(*MOODLE, "--apply")
    assert "Left alone" in said.out
    assert "Adaeze Nwankwo: 9 → 0 (changed there since the last push)" in said.out
    assert moodle.held["11"] == 9.0
    assert homeroom(*MOODLE, "--apply", "--overwrite").code == 0
    assert moodle.held["11"] == 0.0


def test_a_grade_that_is_not_as_it_was_sent_ends_with_an_error(
    homeroom: Typed, canvas: FakeCanvas
) -> None:
    canvas.ignored.add("11")
    said = homeroom(*CANVAS, "--apply")
    assert said.code == 1
    assert "Adaeze Nwankwo: 0 was to be there; the gradebook holds no grade." in said.err
    assert "23 of 24 grades read back as sent." in said.out


def test_a_wrong_token_is_told_without_it(
    homeroom: Typed, moodle: FakeMoodle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_MOODLE_TOKEN", "not-the-right-one")
    monkeypatch.setenv("HOMEROOM_LOG_LEVEL", "debug")
    said = homeroom(*MOODLE)
    assert said.code == 1
    assert "Invalid token … - not found" in said.err
    assert "not-the-right-one" not in said.err + said.out
    assert moodle.saved == []


def test_numbers_are_asked_for_as_numbers(homeroom: Typed, moodle: FakeMoodle) -> None:
    said = homeroom(*MOODLE[:-1], "88/../../admin")
    assert (said.code, moodle.troubles.asked) == (1, [])
    assert "are numbers" in said.err


def test_a_process_that_was_killed_goes_on_where_it_was(
    homeroom: Typed, moodle: FakeMoodle
) -> None:
    moodle.slow = 0.05
    command = [sys.executable, "-c", CHILD, NOW, *map(str, MOODLE), "--apply"]
    with subprocess.Popen(
        command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        deadline = time.monotonic() + 60
        while len(moodle.saved) < 5 and time.monotonic() < deadline:
            time.sleep(0.001)
        child.kill()
    moodle.slow = 0
    early = len(moodle.saved)
    assert 5 <= early < 24
    said = homeroom(*MOODLE, "--apply")
    assert said.code == 0
    assert "Left alone" not in said.out
    assert sorted(user for user, _ in moodle.saved) == sorted(moodle.users)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
