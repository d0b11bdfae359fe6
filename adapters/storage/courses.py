"""Courses in the database: settings as one value, and their places to find them by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Boolean, Column, Date, Index, Table, Text, bindparam, delete, or_, select

from adapters.storage.columns import Key, Value
from adapters.storage.rows import Rows
from adapters.storage.tables import metadata
from bot.model.course import Course
from bot.model.places import Place

courses = Table(
    "courses",
    metadata,
    Column("id", Key, primary_key=True),
    Column("title", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("course", Value(Course), nullable=False),
)

course_places = Table(
    "course_places",
    metadata,
    Column("course", Key, primary_key=True),
    Column("platform", Key, primary_key=True),
    Column("place", Key, primary_key=True),
    Column("thread", Key, primary_key=True),
    Index(None, "platform", "place"),
)

course_files = Table(
    "course_files",
    metadata,
    Column("course", Key, primary_key=True),
    Column("text", Text, nullable=False),
)
COURSE = select(courses.c.course).where(courses.c.id == bindparam("id"))
AT_PLACE = (
    select(courses.c.course)
    .join(course_places, course_places.c.course == courses.c.id)
    .where(
        course_places.c.platform == bindparam("platform"),
        course_places.c.place == bindparam("place"),
        or_(course_places.c.thread == "", course_places.c.thread == bindparam("thread")),
    )
    .order_by(
        course_places.c.thread.desc(),
        courses.c.frozen,
        courses.c.starts.desc(),
        courses.c.id,
    )
    .limit(1)
)


class SqlCourses:
    """The courses in this installation; see bot.ports.courses."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, course: str) -> Course | None:
        """Return the course with this id."""
        return await self._rows.once(("course", course), partial(self._get, course))

    async def _get(self, course: str) -> Course | None:
        found = await self._rows.one(COURSE, id=course)
        return found[0] if found else None

    async def all(self) -> Sequence[Course]:
        """Return every course that is not frozen, by title."""
        query = select(courses.c.course).where(courses.c.frozen.is_(False))
        rows = await self._rows.all(query.order_by(courses.c.title, courses.c.id))
        return [row["course"] for row in rows]

    async def at(self, place: Place) -> Course | None:
        """Return the course that uses `place`: of several the running one, begun last."""
        return await self._rows.once(("course at", place), partial(self._at, place))

    async def _at(self, place: Place) -> Course | None:
        given = {"platform": place.platform, "place": place.id, "thread": place.thread or ""}
        found = await self._rows.one(AT_PLACE, **given)
        return found[0] if found else None

    async def save(self, course: Course) -> None:
        """Write a course's settings and places, whether new or known."""
        row = {
            "id": course.id,
            "title": course.title,
            "starts": course.starts,
            "frozen": course.frozen,
            "course": course,
        }
        await self._rows.put(courses, [row])
        await self._rows.run(delete(course_places).where(course_places.c.course == course.id))
        places = [
            {
                "course": course.id,
                "platform": place.platform,
                "place": place.id,
                "thread": place.thread or "",
            }
            for place in course.all_places()
        ]
        await self._rows.add(course_places, places)

    async def last_loaded(self, course: str) -> str | None:
        """Return the text of the course file that was last loaded."""
        query = select(course_files.c.text).where(course_files.c.course == course)
        text: str | None = await self._rows.value(query)
        return text

    async def remember_loaded(self, course: str, text: str) -> None:
        """Keep the text of the course file just loaded."""
        await self._rows.put(course_files, [{"course": course, "text": text}])
