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
from bot.chat.uploads import LARGEST_GRADEBOOK
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
    assert "!!  broken.yaml: 1 error\n" in said.out
    assert "homeroom check broken.yaml" in said.out


def test_the_doctor_finds_names_that_set_nothing(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOMEROOM_PROT", "9000")
    lines = (
        "DISCORD_TOKN=s3cret",
        "export EDITOR=vi",
        "",
        "",
        "what is this",
        "HOMEROOM_COLOR=red",
    )
    (tmp_path / ".env").write_text("\ufeff" + "\r\n".join(lines))
    said = homeroom("doctor")
    assert said.code == 1
    assert "HOMEROOM_PROT in environment: sets nothing\n    Did you mean HOMEROOM_PORT?" in said.out
    assert "DISCORD_TOKN in .env: sets nothing\n    Did you mean DISCORD_TOKEN?" in said.out
    assert "!!  .env: line 5 can't be read" in said.out
    assert "HOMEROOM_COLOR in .env: sets nothing\n    Leave it out" in said.out
    assert "EDITOR" not in said.out
    assert "s3cret" not in said.out


def test_the_doctor_says_where_no_database_can_be_made(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes").write_text("no folder")
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", f"sqlite:///{tmp_path}/notes/data/h.sqlite")
    said = homeroom("doctor")
    assert said.code == 1
    assert "it can't be made, for" in said.out
    assert "Let Homeroom write there, or set HOMEROOM_DATABASE_URL." in said.out


@pytest.mark.usefixtures("first_week")
def test_a_course_is_named_by_its_title_too(homeroom: Typed) -> None:
    assert homeroom("archive", "context", "--course", "intercultural communication").code == 0
    said = homeroom("archive", "context", "--most", "0")
    assert (said.code, "most" in said.err) == (2, True)


def test_a_clock_that_stands_in_the_past_is_found(homeroom: Typed) -> None:
    with time_machine.travel(utc("1999-12-31 23:59"), tick=False):
        said = homeroom("doctor")
    assert said.code == 1
    assert "!!  Clock" in said.out


CANVAS = (
    "Student,ID,SIS Login ID,Section,Participation W02 (71)\n"
    "    Points Possible,,,,10\n"
    "Somebody,5001,{},A,\n"
    "Nobody We Know,5999,c0ffee,A,\n"
)


@pytest.fixture
def second_week(homeroom: Typed) -> Iterator[str]:
    """Load the sample course and let two weeks go by; return a student's login."""
    with time_machine.travel(utc("2026-09-01 10:00"), tick=False):
        assert homeroom("course", "load", SAMPLE_COURSE).code == 0
    with time_machine.travel(utc("2026-11-03 10:00"), tick=False):
        homeroom("export", "--week", 2, "--output", "plain.csv")
        with Path("plain.csv").open(encoding="utf-8-sig") as opened:
            yield next(csv.DictReader(opened))["Email address"]


def test_a_gradebooks_own_file_is_filled_in(
    homeroom: Typed, tmp_path: Path, second_week: str
) -> None:
    (tmp_path / "canvas.csv").write_text(CANVAS.format(second_week))
    said = homeroom("export", "--week", 2, "--into", "canvas.csv")
    assert said.code == 1
    assert "canvas-filled.csv is written" in said.out
    assert "canvas.csv:4: canvas/5999 (Nobody We Know): Nobody on the roster has" in said.err
    assert "--match canvas/5999=STUDENT" in said.err
    filled = (tmp_path / "canvas-filled.csv").read_text()
    assert filled == CANVAS.format(f"{second_week}").replace("A,\nNobody", "A,0\nNobody")
    again = homeroom(
        "export", "--week", 2, "--into", "canvas.csv", "--match", "canvas/5999=nobody",
        "--output", "again.csv",
    )  # fmt: skip
    assert "canvas/5999" not in again.err
    assert (tmp_path / "again.csv").read_text() == filled


@pytest.mark.usefixtures("second_week")
def test_the_total_and_the_difference_are_exported(homeroom: Typed, tmp_path: Path) -> None:
    assert homeroom("export", "--week", 2, "--of", "total").code == 0
    [total] = tmp_path.glob("*-total-week-02.csv")
    assert "Participation total" in total.read_text("utf-8-sig")
    same = homeroom("export", "--week", 2, "--of", "difference")
    assert same.code == 1
    assert "Nothing in week 2 has changed since its last csv export." in same.err
    none = homeroom("export", "--week", 2, "--of", "difference", "--format", "json")
    assert "has not been exported as json yet" in none.err


@pytest.mark.usefixtures("second_week")
def test_a_target_that_is_none_is_refused(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "huge.csv").write_bytes(b"x" * (LARGEST_GRADEBOOK + 10))
    for arguments, why in (
        (("--into", "huge.csv"), "huge.csv is larger than 8 MB"),
        (("--into", "none.csv"), "none.csv"),
        (("--format", "canvas"), "download the gradebook there"),
        (("--into", "huge.csv", "--match", "canvas/1"), "is no ROW=STUDENT"),
    ):
        said = homeroom("export", "--week", 2, *arguments)
        assert said.code == 1
        assert why in said.err


def test_who_exported_on_this_machine_is_audited(
    homeroom: Typed, tmp_path: Path, second_week: str
) -> None:
    assert second_week
    with closing(sqlite3.connect(tmp_path / "data" / "h.sqlite")) as opened:
        deeds = opened.execute('SELECT "by", what FROM deeds').fetchall()
        exported = opened.execute("SELECT week, form, locked FROM exports").fetchall()
    assert deeds == [("operator", "The operator exported week 2 as csv")]
    assert exported == [(2, "csv", 1)]
