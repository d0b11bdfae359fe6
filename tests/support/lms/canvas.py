"""Canvas' REST API: pages, jobs that end later, and throttling."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.lms.serving import TOKEN, Troubles

COURSE = "12"
ASSIGNMENT = "345"
PAGE = 2
"""People a page, so that there are several."""
POSTED = re.compile(r"grade_data\[(\d+)\]\[posted_grade\]")


@dataclass(slots=True)
class FakeCanvas:
    """A site with one course and one assignment of so many points.

    A job is at work for as many looks at its progress as `slow` says. What stands in `ignored` is
    never saved, though its job is completed; with `failing`, jobs fail.
    """

    most: float | None = 10
    kind: str = "points"
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    grades: dict[str, float] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)
    ignored: set[str] = field(default_factory=set)
    slow: int = 2
    failing: bool = False
    saved: list[tuple[str, float]] = field(default_factory=list)
    comments: int = 0
    pages_at: str = ""
    """Where its further pages are said to be; on this site unless set."""
    troubles: Troubles = field(default_factory=Troubles)
    _jobs: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    _looks: dict[str, int] = field(default_factory=dict)

    def enroll(self, user: str, name: str, **keys: str) -> None:
        """Let somebody be in the course."""
        renamed = {"idnumber": "sis_user_id", "username": "login_id"}
        known = {renamed.get(key, key): value for key, value in keys.items()}
        self.users[user] = {"id": int(user), "name": name, **known}

    @property
    def held(self) -> dict[str, float]:
        """What the gradebook shows, by user."""
        return self.grades

    def enter(self, user: str, grade: float | None) -> None:
        """Let a teacher enter a grade, or take it away."""
        self.grades.pop(user, None)
        if grade is not None:
            self.grades[user] = grade

    @property
    def routes(self) -> list[web.RouteDef]:
        """Where it answers."""
        course = f"/api/v1/courses/{COURSE}"
        one = f"{course}/assignments/{ASSIGNMENT}"
        return [
            web.get("/api/v1/users/self", self._self),
            web.get(f"{course}/users", self._people),
            web.get(one, self._assignment),
            web.get(f"{one}/submissions", self._submissions),
            web.post(f"{one}/submissions/update_grades", self._update),
            web.get("/api/v1/progress/{job}", self._progress),
        ]

    async def _self(self, request: web.Request) -> web.Response:
        return self._answer(request, {"id": 1, "name": "Ines Ito"})

    async def _people(self, request: web.Request) -> web.Response:
        return self._page(request, list(self.users.values()))

    async def _assignment(self, request: web.Request) -> web.Response:
        told = {"name": "Participation W03", "points_possible": self.most,
                "grading_type": self.kind}  # fmt: skip
        return self._answer(request, told)

    async def _submissions(self, request: web.Request) -> web.Response:
        found = [
            {"user_id": int(user), "score": self.grades.get(user), "excused": user in self.excused}
            for user in self.users
        ]
        return self._page(request, found)

    async def _update(self, request: web.Request) -> web.Response:
        said = await request.post()
        self.comments += sum("text_comment" in key for key in said)
        job = str(len(self._jobs) + 1)
        self._jobs[job] = [
            (found[1], float(str(value)))
            for key, value in said.items()
            if (found := POSTED.fullmatch(key))
        ]
        self._looks[job] = 0
        return self._answer(request, {"id": int(job), "workflow_state": "queued"})

    async def _progress(self, request: web.Request) -> web.Response:
        job = request.match_info["job"]
        self._looks[job] += 1
        if self.failing:
            return self._answer(request, {"workflow_state": "failed", "message": "No such luck"})
        if self._looks[job] <= self.slow:
            return self._answer(request, {"workflow_state": "running", "completion": 20})
        self.work()
        return self._answer(request, {"workflow_state": "completed", "completion": 100})

    def work(self) -> None:
        """Do what waits: Canvas does so whether or not anybody looks."""
        for grades in self._jobs.values():
            for user, grade in grades:
                if user not in self.ignored:
                    self.grades[user] = grade
                    self.excused.discard(user)
                    self.saved.append((user, grade))
            grades.clear()

    def _page(self, request: web.Request, things: list[Any]) -> web.Response:
        page = int(request.query.get("page", "1"))
        answer = self._answer(request, things[(page - 1) * PAGE : page * PAGE])
        if page * PAGE < len(things):
            here = request.url.update_query(page=str(page + 1))
            following = f"{self.pages_at}{here.path_qs}" if self.pages_at else here
            answer.headers["Link"] = f'<{following}>; rel="next"'
        return answer

    def _answer(self, request: web.Request, body: Any) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            errors = [{"message": "Invalid access token."}]
            return web.json_response({"errors": errors}, status=401)
        return web.json_response(body)
