"""A class of three whose weeks 1 to 3 have a session each; Ana comes to all, Ben to the second."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from bot.model.happenings import CourseLoaded
from bot.model.participation.acts.ledger import Act
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.reached import Reached, reached
from tests.support.sample import ANA, BEN, COURSE, at, entry, session

SESSIONS = tuple(session(f"s{week}", at(days=7 * week, hours=10)) for week in range(3))
CAME = (
    *(entry(ANA, Act.ATTEND, each.starts, each.id) for each in SESSIONS),
    entry(BEN, Act.ATTEND, SESSIONS[1].starts, SESSIONS[1].id),
)


@pytest.fixture
async def term(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open the class on the term's first Monday, with its exports on the agenda."""
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, *SESSIONS, given=given) as opened:
        async with opened.store.work() as work:
            await work.ledger.append(CAME)
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, opened.clock.now())
        yield opened


@pytest.fixture(params=[FakeMoodle, FakeCanvas])
async def gradebook(request: pytest.FixtureRequest) -> AsyncIterator[Reached]:
    """Serve each of the gradebooks."""
    async with reached(request.param()) as opened:
        yield opened
