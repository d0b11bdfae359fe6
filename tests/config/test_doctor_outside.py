"""The doctor looks at Zoom, Moodle and Canvas where they are set up, and shows no token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.chat.looks import Finding
from bot.model.gradebook.pushes import Pushed
from bot.ports.work import Store
from config.doctor_outside import NO_LINKS, examine, zoom
from config.settings import Settings
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.reached import Reached, reached
from tests.support.lms.serving import TOKEN
from tests.support.sample import ANA, COURSE, at, enroll, session
from tests.support.store import sql_store

ALL = (
    "core_enrol_get_enrolled_users",
    "gradereport_user_get_grade_items",
    "mod_assign_save_grade",
)
SECRET = "zoom-secret-of-nobody"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with sql_store(tmp_path) as opened:
        yield opened


def given(**values: str) -> Settings:
    """Return settings in which only these are set."""
    named = {name.upper(): value for name, value in values.items()}
    return Settings.model_validate(named)


async def look(settings: Settings, store: Store | None = None) -> list[Finding]:
    found = [finding async for finding in examine(settings, store, at())]
    assert not any(TOKEN in str(each) or SECRET in str(each) for each in found)
    return found


def of(there: Reached, token: str = TOKEN) -> Settings:
    """Return settings for a gradebook."""
    name = "moodle" if isinstance(there.fake, FakeMoodle) else "canvas"
    return given(**{f"homeroom_{name}_url": there.url, f"homeroom_{name}_token": token})


async def test_what_is_not_set_up_is_not_looked_at() -> None:
    assert not given().names_outside
    assert await look(given()) == []


@pytest.mark.parametrize("set_up", ["url", "token"])
async def test_half_of_a_gradebook_is_told_what_it_lacks(set_up: str) -> None:
    value = {"url": "https://moodle.example.edu", "token": TOKEN}[set_up]
    [found] = await look(given(**{f"homeroom_moodle_{set_up}": value}))
    lacking = {"url": "TOKEN", "token": "URL"}[set_up]
    assert found.remedy.startswith(f"Set HOMEROOM_MOODLE_{lacking} as well")


async def test_a_token_that_is_taken_is_said_whose_it_is() -> None:
    async with reached(FakeMoodle(service=(*ALL, "core_webservice_get_site_info"))) as moodle:
        [found] = await look(of(moodle))
        assert found.good
        assert found.seen.endswith("takes the token, as Web Service")
        assert moodle.fake.saved == []
    async with reached(FakeCanvas()) as canvas:
        [found] = await look(of(canvas))
        assert (found.about, found.good) == ("Canvas", True)
        assert found.seen.endswith("takes the token, as Ines Ito")


async def test_functions_that_moodles_service_lacks_are_named() -> None:
    async with reached(FakeMoodle(service=ALL[:1])) as moodle:
        [found] = await look(of(moodle))
    assert found.remedy == (
        "Add to the token's service in Moodle: gradereport_user_get_grade_items, "
        "mod_assign_save_grade."
    )
    async with reached(FakeMoodle()) as moodle:
        [found] = await look(of(moodle))
        assert found.seen.endswith("takes the token")
        assert found.good


@pytest.mark.parametrize("kind", [FakeMoodle, FakeCanvas])
async def test_a_wrong_token_and_a_site_that_is_away_are_said(
    kind: type[FakeMoodle] | type[FakeCanvas],
) -> None:
    async with reached(kind()) as there:
        [found] = await look(of(there, "another-token"))
        assert "take the token" in f"{found.seen} {found.remedy}"
        assert not found.good
        assert "another-token" not in str(found)
        there.fake.troubles.of("", 9, "503")
        [found] = await look(of(there))
        assert "answers 503" in found.remedy


async def test_columns_that_were_pushed_to_are_looked_for(store: Store) -> None:
    async with reached(FakeCanvas()) as canvas:
        host = canvas.url.removeprefix("http://")
        there = Pushed(COURSE.id, f"canvas/{host}/12/345", "canvas/11", ANA.id, Decimal(1), None,
                       "operator", at())  # fmt: skip
        gone = replace(there, column=f"canvas/{host}/12/346")
        other = replace(there, column="canvas/elsewhere.example.edu/12/345")
        async with store.work() as work:
            await enroll(work)
            await work.pushes.save((there, gone, other))
        token, *found = await look(of(canvas), store)
        assert token.good
    assert [(each.about, each.good) for each in found] == [
        ("Canvas's column 12/345", True),
        ("Canvas's column 12/346", False),
    ]
    assert found[0].seen == "“Participation W03”, 3 people in it"
    assert "no such course or assignment" in found[1].remedy


async def test_zoom_is_told_where_and_of_which_sessions_it_is_heard() -> None:
    settings = given(homeroom_zoom_secret=SECRET)
    assert settings.names_outside
    [where] = zoom(settings, [])
    assert "POST http://127.0.0.1:3000/zoom/events" in where.seen
    links = ("https://example-edu.zoom.us/j/98765432101?pwd=x", "https://zoom.us/my/ines",
             "https://meet.example.edu/98765432101", "https://[", None)  # fmt: skip
    held = [replace(session(f"s{n}", at()), link=link) for n, link in enumerate(links)]
    _, found = zoom(settings, held)
    assert (found.seen, found.good) == ("1 of 5 sessions to come have a meeting's link", True)
    _, found = zoom(settings, held[1:])
    assert found.remedy == NO_LINKS


async def test_the_database_tells_which_sessions_are_to_come(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.sessions.save([session("past", at(-2)), session("soon", at(2))])
    *_, found = await look(given(homeroom_zoom_secret=SECRET), store)
    assert found.seen == "0 of 1 sessions to come have a meeting's link"
