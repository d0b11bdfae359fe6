"""A discussion to test with: opened by the plan, written in by the sample's class."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.model.discussions import Discussion
from bot.model.happenings import CourseLoaded
from bot.model.participation.acts.ledger import Act
from bot.model.people import Person
from bot.model.places import Message, Place
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, COURSE, TALK, at, discussion

MINDS = discussion("minds", at(hours=9))
LONG = "I used to think that deadlines motivate everybody in the same way until " * 7
SHORT = "I agree with what was said."


async def load(room: Classroom, *discussions: Discussion) -> None:
    """Put discussions into the plan, as a loaded course file does."""
    async with room.store.work() as work:
        await work.discussions.save(discussions)
        work.happened(CourseLoaded(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())


@asynccontextmanager
async def discussing(folder: Path) -> AsyncIterator[Classroom]:
    """Open a classroom whose discussion has just opened."""
    given = tools(ExtractiveSummarizer(), ChartPictures(), GradebookFiles())
    async with classroom(folder, given=given) as opened:
        await load(opened, MINDS)
        await opened.tick_to("2026-09-07 09:00")
        yield opened


def thread(room: Classroom) -> Place:
    """Return the discussion's thread."""
    [root] = [posted.message for posted in room.chat.at(TALK) if "Minds" in posted.view.title]
    return Place(TALK.platform, TALK.id, root.id)


async def write(room: Classroom, person: Person, text: str) -> Message:
    """Write into the thread, a minute later."""
    room.clock.present += timedelta(minutes=1)
    return await room.writes(person, text, place=thread(room))


async def acts(room: Classroom, person: Person = ANA) -> list[tuple[Act, int]]:
    """Return a person's acts that stand, with their words."""
    return [(each.act, each.amount) for each in await room.ledger(person)]
