"""The sample course once its term is over, in the database and in a gradebook on this machine."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from config.samples import SAMPLE_COURSE
from tests.support.instants import utc
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.serving import TOKEN, served_aside
from tests.support.terminal import Typed

NOW = "2026-11-29 10:00"
"""After the term, by UTC."""


@contextlib.contextmanager
def term_over(homeroom: Typed) -> Iterator[dict[str, str]]:
    """Load the course, and return its students' addresses by name after the term."""
    with time_machine.travel(utc("2026-09-01 10:00"), tick=False):
        assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    with time_machine.travel(utc(NOW), tick=False):
        assert homeroom("export", "--week", 3, "--output", "w.csv").code == 0
        rows = csv.DictReader(io.StringIO(Path("w.csv").read_text("utf-8-sig")))
        yield {row["Name"]: row["Email address"] for row in rows}


@contextlib.contextmanager
def set_up(
    fake: FakeMoodle | FakeCanvas, students: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Serve a gradebook that has these students while the block lasts, set up in Homeroom."""
    for number, (name, email) in enumerate(students.items(), 11):
        fake.enroll(str(number), name, email=email)
    name = "MOODLE" if isinstance(fake, FakeMoodle) else "CANVAS"
    with served_aside(fake.routes, fake.troubles) as url:
        monkeypatch.setenv(f"HOMEROOM_{name}_URL", url)
        monkeypatch.setenv(f"HOMEROOM_{name}_TOKEN", TOKEN)
        yield
