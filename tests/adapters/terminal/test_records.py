"""Exports, the archive, copies and the doctor, on the command line."""

import asyncio
import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from adapters.storage.store import open_store
from bot.chat.posts import Directly, Post
from bot.chat.views import say
from bot.model.places import Place
from config.samples import SAMPLE_COURSE
from config.tools import all_tools
from tests.support.instants import utc
from tests.support.terminal import Typed


@pytest.fixture
def first_week(homeroom: Typed) -> Iterator[None]:
    with time_machine.travel(utc("2026-09-01 10:00"), tick=False):
        assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    with time_machine.travel(utc("2026-09-29 10:00"), tick=False):
        yield


@pytest.mark.usefixtures("first_week")
def test_the_same_week_gives_the_same_bytes(homeroom: Typed, tmp_path: Path) -> None:
    first = homeroom("export", "--week", 1, "--output", "one.csv")
    assert first.code == 0
    assert homeroom("export", "--week", 1, "--output", "two.csv").code == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    with (tmp_path / "one.csv").open(encoding="utf-8-sig") as opened:
        assert len(list(csv.reader(opened))) >= 25


@pytest.mark.usefixtures("first_week")
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_week_is_written_in_every_format(homeroom: Typed, tmp_path: Path, form: str) -> None:
    said = homeroom("export", "--week", 1, "--format", form)
    assert (said.code, said.err) == (0, "")
    name = said.out.split(" is written")[0]
    assert (tmp_path / name).stat().st_size > 0
    assert homeroom("export", "--week", 1, "--format", form).code == 1  # it is there already


@pytest.mark.usefixtures("first_week")
def test_a_gradebook_gets_no_file_where_nobody_was_asked_for_anything(
    homeroom: Typed, tmp_path: Path
) -> None:
    said = homeroom("export", "--week", 1, "--format", "moodle")
    assert said.code == 1
    assert "can be written for Moodle" in said.err
    assert not list(tmp_path.glob("*.csv"))


@pytest.mark.usefixtures("first_week")
def test_a_week_that_cannot_be_exported_says_which_can(homeroom: Typed) -> None:
    assert "weeks 1 to 8" in homeroom("export", "--week", 9).err
    assert "hasn't begun" in homeroom("export", "--week", 5).err
    assert homeroom("export", "--week", "one").code == 2
    assert homeroom("export", "--week", 1, "--format", "pdf").code == 2


def test_without_a_course_it_says_how_to_load_one(homeroom: Typed) -> None:
    for command in (("archive", "rain"), ("export", "--week", "1"), ("course", "dump")):
        said = homeroom(*command)
        assert said.code == 1
        assert "homeroom course load FILE" in said.err


@pytest.mark.usefixtures("first_week")
@pytest.mark.parametrize("query", ["rain", '"', "-", "week:1", "' OR 1=1", "*"])
def test_any_words_are_a_valid_query(homeroom: Typed, query: str) -> None:
    assert homeroom("archive", query).code == 0
    assert homeroom("archive", query, "--best").code == 0


@pytest.mark.usefixtures("first_week")
def test_a_copy_brings_back_what_was(homeroom: Typed, tmp_path: Path) -> None:
    database = tmp_path / "data" / "h.sqlite"
    assert homeroom("backup", "copy.sqlite").code == 0
    assert homeroom("backup", "copy.sqlite").code == 1
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("DELETE FROM people")
    said = homeroom("restore", "copy.sqlite")
    assert said.code == 0
    assert "is kept as" in said.out
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("SELECT count(*) FROM people").fetchone() == (26,)


def test_what_is_no_copy_is_refused(homeroom: Typed) -> None:
    assert homeroom("restore", SAMPLE_COURSE).code == 1
    assert homeroom("backup").code == 1  # there is no database yet


@pytest.mark.usefixtures("first_week")
def test_the_doctor_is_content(homeroom: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-made-up-secret")
    said = homeroom("doctor", SAMPLE_COURSE)
    assert said.code == 0
    assert "courses: Intercultural Communication" in said.out
    assert "DISCORD_TOKEN: set" in said.out
    assert "a-made-up-secret" not in said.out + said.err


@pytest.mark.usefixtures("first_week")
def test_the_doctor_tells_what_waits_and_of_closed_mailboxes_only_how_many(
    homeroom: Typed, tmp_path: Path
) -> None:
    asyncio.run(_wait(f"sqlite+aiosqlite:///{tmp_path}/data/h.sqlite"))
    said = homeroom("doctor")
    assert said.code == 1
    title = "Intercultural Communication"
    assert f"!!  Posts: {title}: 2 waiting" in said.out
    assert "Let Homeroom post there." in said.out
    assert f"ok  Private messages: {title}: 1 waiting for closed mailboxes" in said.out
    assert "Open your mailbox." not in said.out


async def _wait(url: str) -> None:
    """Let posts wait in the course's outbox."""
    store = await open_store(url, all_tools(), alone=False)
    place = Place("sandbox", "announcements")
    async with store.work() as work:
        [course] = await work.courses.all()
        for key, to in (("a", place), ("b", place), ("dm", Directly("somebody"))):
            await work.outbox.post(Post(key, course.id, to, say("Hello.")))
            why = "Open your mailbox." if key == "dm" else "Let Homeroom post there."
            await work.sending.release(key, utc("2026-10-01 10:00"), why, False, key == "dm")
    await store.close()


def test_the_doctor_says_what_to_do(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "h.sqlite").write_bytes(b"this is no database, whatever its name says")
    (tmp_path / "broken.yaml").write_text("course: [")
    said = homeroom("doctor", "broken.yaml")
    assert said.code == 1
    assert "!!  Database" in said.out
    assert "homeroom check broken.yaml" in said.out


def test_a_clock_that_stands_in_the_past_is_found(homeroom: Typed) -> None:
    with time_machine.travel(utc("1999-12-31 23:59"), tick=False):
        said = homeroom("doctor")
    assert said.code == 1
    assert "!!  Clock" in said.out
