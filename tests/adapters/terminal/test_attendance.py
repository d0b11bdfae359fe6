"""An attendance report on the command line: shown, entered, and entered once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.model.participation.acts.ledger import in_force
from bot.model.sessions import State
from config.office import Office
from config.samples import SAMPLE_COURSE
from tests.support.meeting_files import Visit, zoom
from tests.support.sample import session
from tests.support.terminal import Typed

STARTS = datetime(2026, 9, 29, 15, tzinfo=UTC)
MOST = timedelta(minutes=50)


@pytest.fixture
def running(homeroom: Typed) -> Typed:
    assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    asyncio.run(seminar_over())
    return homeroom


async def seminar_over() -> None:
    """Let a seminar of the sample's second week have taken place, with everybody enrolled."""
    async with Office()._store() as store, store.work() as work:
        [course] = await work.courses.all()
        planned = session("seminar", STARTS, course=course)
        over = replace(planned, state=State.ENDED, began=planned.starts, ended=planned.ends)
        await work.sessions.save((over,))
        people = [replace(one, enrolled=None) for one in await work.people.of(course.id)]
        await work.people.save(people)


async def first_student() -> str:
    async with Office()._store() as store, store.reading() as work:
        [course] = await work.courses.all()
        people = await work.people.of(course.id)
        return next(one.name for one in people if not one.is_staff)


async def entries() -> list[tuple[str, int]]:
    async with Office()._store() as store, store.reading() as work:
        [course] = await work.courses.all()
        names = {one.id: one.name for one in await work.people.of(course.id)}
        found = in_force(await work.ledger.of_course(course.id))
        return [(names[one.person], one.amount) for one in found]


def report(tmp_path: Path) -> tuple[Path, str]:
    """Return a report of one student and a telephone, and the student's name."""
    name = asyncio.run(first_student())
    starts = STARTS.replace(tzinfo=None)
    visits = [Visit(who, "", starts, starts + MOST) for who in (name, "+15551234")]
    path = tmp_path / "participants.csv"
    path.write_bytes(zoom(visits))
    return path, name


async def repeated() -> str:
    """Let another session have the seminar's title, and return it."""
    async with Office()._store() as store, store.work() as work:
        [course] = await work.courses.all()
        over = next(one for one in await work.sessions.of(course.id) if one.key == "seminar")
        twin = session("again", STARTS + timedelta(days=7), course=course)
        await work.sessions.save((replace(twin, key="again", title=over.title),))
        return over.title


def test_first_dry_then_for_good_and_once(running: Typed, tmp_path: Path) -> None:
    file, name = report(tmp_path)
    dry = running("attendance", "import", file, "--zone", "UTC", "--dry-run")
    assert (dry.code, "Run it again without --dry-run." in dry.out) == (0, True)
    assert f"Present: 1\n  {name}: 50 of 60" in dry.out
    assert "Not known: 1\n  +15551234" in dry.out
    assert asyncio.run(entries()) == []
    done = running("attendance", "import", file, "--zone", "UTC")
    assert "Entered. The names not known are asked about in chat" in done.out
    assert asyncio.run(entries()) == [(name, 50)]
    again = running("attendance", "import", file, "--zone", "UTC")
    assert "It counts already. Nothing was changed." in again.out
    assert asyncio.run(entries()) == [(name, 50)]


def test_what_is_no_report_is_refused_with_its_line(running: Typed, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("hello\n")
    said = running("attendance", "import", file)
    assert (said.code, said.err.startswith("notes.csv:1: found “hello”")) == (1, True)
    file, _ = report(tmp_path)
    said = running("attendance", "import", file, "--session", "nowhere")
    assert "“nowhere” is not part of this course. There is: “" in said.err
    assert "/class" not in said.err
    title = asyncio.run(repeated())
    said = running("attendance", "import", file, "--session", title)
    assert f"Several sessions are called “{title}”. Name one by its key: " in said.err
    assert "again (Oct 6)" in said.err
    said = running("attendance", "import", file, "--zone", "Mars")
    assert "There is no time zone “Mars”." in said.err
    assert asyncio.run(entries()) == []
