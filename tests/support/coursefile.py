"""A short course file that is right, to be spoiled in one place by each test."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.files.courses.reading import read_text
from bot.model.courses.description import CourseDescription

RIGHT = """\
course: {id: chem, title: Chemistry}
zone: Europe/Berlin
term: {starts: 2026-09-07, ends: 2026-10-04}
places:
  main: {sandbox: announcements}
  staff: {sandbox: staff}
people:
  - {name: Nomvula Brandt, role: instructor, username: nomvula}
  - {name: Emre Demir, username: emre, zone: Asia/Tokyo}
sessions:
  - key: lecture
    title: Lecture
    on: tue
    at: 17:00
    lasts: 90 min
discussions:
  - key: forum
    title: Forum
    on: mon
    opens: 09:00
    posts due: local thu 23:59
    replies due: sun 23:59
    prompt: What stayed with you?
policy:
  title: One a week
  choose: 1
  options:
    - key: attend
      title: Come
      within: session
      needs:
        - {act: attend}
    - key: discuss
      title: Write
      within: discussion
"""
BEFORE = datetime(2026, 9, 1, tzinfo=UTC)


def spoiled(*changes: tuple[str, str], text: str = RIGHT) -> str:
    """Return the course file with the first of each of these texts replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def problems(text: str, now: datetime = BEFORE) -> list[str]:
    """Return what is wrong with a course file, a sentence each, as `homeroom check` prints it."""
    return [str(problem) for problem in read_text(text, "c", now).problems]


def description(*changes: tuple[str, str]) -> CourseDescription:
    """Return the course that the spoiled file describes; it must not be wrong."""
    checked = read_text(spoiled(*changes), "c", BEFORE)
    assert checked.errors == ()
    assert checked.description is not None
    return checked.description
