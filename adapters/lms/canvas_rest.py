"""Canvas' REST API, as one assignment's column.

Grades go by POST …/submissions/update_grades, which only begins a job and answers its progress:
that is asked for until it ends, and then the submissions are read back, for a job that is completed
may have saved nothing of somebody. No comment goes with a grade: Canvas adds one each time, so a
push that is repeated would double it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from adapters.lms.calls import Calls, Pause, Site
from adapters.lms.cells import number
from adapters.lms.values import grade_of, known
from bot.model.gradebook.gradebook import Key
from bot.model.gradebook.matching import FileRow
from bot.model.gradebook.pushes import HeldColumn, HeldGrade
from bot.ports.pushing import GradebookError

ASKED = 150
"""How often a job's progress is asked for."""
BETWEEN = 2.0
"""Seconds between two times."""
PAGES = 200
POINTLESS = {"pass_fail": "as complete or incomplete", "not_graded": "not at all"}
NEVER = "It has no submission in Canvas: not assigned to them."


class CanvasColumn:
    """An assignment of a Canvas course, both named by the ids in its page's address."""

    program = "Canvas"
    batch = 50

    def __init__(
        self, calls: Calls, site: Site, course: str, assignment: str, pause: Pause = asyncio.sleep
    ) -> None:
        """Take the way to the site, the two ids, and how to wait for a job."""
        self._calls = calls
        self._site = site
        self._course = course
        self._assignment = assignment
        self._pause = pause
        self._rows: dict[str, FileRow] = {}

    @property
    def key(self) -> str:
        """The site, the course and the assignment."""
        return f"canvas/{self._site.host}/{self._course}/{self._assignment}"

    async def read(self) -> HeldColumn:
        """Return the assignment, and what its submissions hold for every student."""
        one = (await self._get(self._path)).body
        title = str(known(one, "name", self.program))
        if how := POINTLESS.get(str(one.get("grading_type"))):
            raise GradebookError(f"“{title}” is graded {how}. Let it be graded by points.")
        users = f"/api/v1/courses/{self._course}/users"
        asked = {"enrollment_type[]": "student", "include[]": "email", "per_page": "100"}
        people = await self._all(users, asked)
        rows = [_row(line, person) for line, person in enumerate(people, 1)]
        self._rows = {row.id: row for row in rows}
        held = await self.read_back(self._rows)
        grades = tuple(
            held.get(row.id) or HeldGrade(row, None, closed=NEVER) for row in self._rows.values()
        )
        return HeldColumn(title, grade_of(one.get("points_possible")), grades)

    async def write(self, grades: Mapping[str, Decimal]) -> None:
        """Let a job write grades, and wait until it ends."""
        data = {
            f"grade_data[{row.partition('/')[2]}][posted_grade]": number(grade)
            for row, grade in grades.items()
        }
        path = f"{self._path}/submissions/update_grades"
        answer = await self._calls.call("POST", path, data=data, headers=self._headers)
        job = str(known(answer.body, "id", self.program))
        for _ in range(ASKED):
            progress = (await self._get(f"/api/v1/progress/{job}")).body
            state = known(progress, "workflow_state", self.program)
            if state == "completed":
                return
            if state == "failed":
                raise self._calls.refused(progress.get("message") or "the job failed")
            await self._pause(BETWEEN)
        raise GradebookError("Canvas is still writing. Run it again in a few minutes.")

    async def read_back(self, rows: Collection[str]) -> Mapping[str, HeldGrade]:
        """Return what the submissions of these people hold; `score` is after Canvas' deductions."""
        found = await self._all(f"{self._path}/submissions", {"per_page": "100"})
        held = {}
        for one in found:
            row = f"canvas/{one.get('user_id')}"
            if row in rows and row in self._rows:
                excused = one.get("excused") is True
                held[row] = HeldGrade(self._rows[row], grade_of(one.get("score")), excused)
        return held

    async def _all(self, path: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return a list, page by page."""
        found: list[dict[str, Any]] = []
        answer = await self._get(path, params)
        for _ in range(PAGES):
            if not isinstance(answer.body, list):
                raise GradebookError("Canvas answers something that is no list. Try again.")
            found += answer.body
            if not answer.following:
                return found
            answer = await self._get(answer.following)
        raise GradebookError("Canvas lists more people than any course has.")

    async def _get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return await self._calls.call("GET", path, params=params, headers=self._headers)

    @property
    def _path(self) -> str:
        return f"/api/v1/courses/{self._course}/assignments/{self._assignment}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._site.token.get_secret_value()}"}


def _row(line: int, person: Mapping[str, Any]) -> FileRow:
    """Return somebody as matching knows rows, by the id that Canvas' files have as well."""
    keys = [
        (Key.NUMBER, str(person.get("sis_user_id") or "")),
        (Key.USERNAME, str(person.get("login_id") or "")),
        (Key.EMAIL, str(person.get("email") or "")),
    ]
    held = tuple((key, value) for key, value in keys if value)
    return FileRow(line, f"canvas/{person.get('id')}", str(person.get("name") or ""), held)
