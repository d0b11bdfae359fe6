"""What is due for surveys: pictures of the counts, and erasing what may be kept no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.features.surveys import views
from bot.features.surveys.records import page_id
from bot.model.asking.answers import expired, kept_until, page_of
from bot.model.asking.findings import findings
from bot.model.asking.survey import Survey
from bot.model.course import Course
from bot.model.gradebook.charts import CountsChart
from bot.model.ids import short_id
from bot.model.people import Role
from bot.model.places import Place, Purpose
from bot.ports.agenda import Item
from bot.ports.charts import Drawing
from bot.ports.platform import StoredFile
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork

CHART = "survey.chart"
EXPIRE = "survey.expire"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The charts to draw, and where they are to be shown."""

    charts: tuple[CountsChart, ...]
    places: tuple[Place, ...]


async def read_counts(item: Item, now: datetime, work: UnitOfWork) -> _Wanted:
    """Return the counts that may be shown, as charts."""
    course = await work.courses.get(item.course)
    survey = await work.surveys.get(item.course)
    if course is None or survey is None:
        return _Wanted((), ())
    students = {
        person.id
        for person in await work.people.of(course.id)
        if person.role is Role.STUDENT and person.dropped is None
    }
    answers = [each for each in await work.surveys.answers(course.id) if each.person in students]
    charts = tuple(one.chart for one in findings(survey, answers) if one.rows)
    return _Wanted(charts, course.places_for(Purpose.STAFF))


async def draw_counts(wanted: _Wanted, tools: Tools) -> tuple[_Wanted, Sequence[Drawing]]:
    """Draw the charts."""
    return wanted, [await tools.charts.draw(chart) for chart in wanted.charts]


async def post_counts(
    item: Item, now: datetime, made: tuple[_Wanted, Sequence[Drawing]], work: UnitOfWork
) -> None:
    """Show the charts in the staff's places, where no student can read: once while counts stay."""
    wanted, drawings = made
    files: list[tuple[str, str]] = []
    shown = short_id(item.course, *(drawing.description for drawing in drawings))
    for number, drawing in enumerate(drawings):
        file = short_id("survey chart", shown, str(number))
        name = f"survey-{number + 1}.png"
        stored = StoredFile(file, name, "image/png", drawing.description, drawing.png)
        await work.files.put(item.course, stored)
        files.append((file, drawing.description))
    for place in wanted.places if files else ():
        key = f"survey/chart/{item.course}/{shown}/{place_key(place)}"
        post = Post(key, item.course, place, views.pictures(files), closed=True)
        await work.outbox.post(post)


def items_for(course: Course, survey: Survey) -> Sequence[Item]:
    """Return when the pages that are kept for a time only are erased."""
    found = []
    for page in survey.pages:
        until = kept_until(page, course)
        if until is not None:
            key = f"survey/expire/{course.id}/{page_id(page)}/{until:%Y-%m-%d}"
            found.append(Item(key, course.id, EXPIRE, until))
    return found


async def expire(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Erase what may be kept no longer."""
    course = await work.courses.get(item.course)
    if course is not None:
        await erase_expired(course, now, work)


async def erase_expired(course: Course, now: datetime, work: UnitOfWork) -> None:
    """Erase the answers whose time is over or whose question is gone, and their consents."""
    survey = await work.surveys.get(course.id)
    if survey is None:
        return
    answers = await work.surveys.answers(course.id)
    gone: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in expired(survey, course, answers, now):
        page = page_of(survey, answer.question)
        gone[answer.person, page.title if page else ""].add(answer.question)
    for (person, title), questions in gone.items():
        await work.surveys.withdraw(person, title, questions)
