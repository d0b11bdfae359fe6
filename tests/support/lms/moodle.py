"""Moodle's web services: null whatever became of a grade, errors with status 200."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.lms.serving import TOKEN, Troubles

COURSE = "7"
MODULE = "88"
ASSIGNMENT = "301"


@dataclass(slots=True)
class FakeMoodle:
    """A site with one course: an assignment of so many points, and a quiz."""

    most: float = 10
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    grades: dict[str, float] = field(default_factory=dict)
    feedback: dict[str, str] = field(default_factory=dict)
    overridden: dict[str, float] = field(default_factory=dict)
    """What somebody entered in the gradebook itself: it shows, whatever the assignment says."""
    scale: str = ""
    """The words of the scale by which it is graded, as the report gives them for its range."""
    unseen: set[str] = field(default_factory=set)
    """Whose grades are hidden from the token's account."""
    not_shown: set[str] = field(default_factory=set)
    """Fields that the course's user report leaves out."""
    saved: list[tuple[str, float]] = field(default_factory=list)
    service: tuple[str, ...] | None = None
    """The functions that the token's service is said to have; None where that isn't told."""
    slow: float = 0
    """Seconds until a grade is saved."""
    troubles: Troubles = field(default_factory=Troubles)

    def enroll(self, user: str, name: str, **keys: str) -> None:
        """Let somebody be in the course."""
        self.users[user] = {"id": int(user), "fullname": name, **keys}

    @property
    def held(self) -> dict[str, float]:
        """What the gradebook shows, by user."""
        return {**self.grades, **self.overridden}

    def enter(self, user: str, grade: float | None) -> None:
        """Let a teacher enter a grade, or take it away."""
        self.grades.pop(user, None)
        if grade is not None:
            self.grades[user] = grade

    @property
    def routes(self) -> list[web.RouteDef]:
        """Where it answers."""
        return [web.post("/webservice/rest/server.php", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        said = {key: str(value) for key, value in (await request.post()).items()}
        if request.query or said.get("moodlewsrestformat") != "json":
            return web.Response(text="<?xml version='1.0'?>")
        if said.get("wstoken") != TOKEN:
            return _error("invalidtoken", f"Invalid token {said.get('wstoken')} - not found")
        if said["wsfunction"] == "core_webservice_get_site_info" and self.service is not None:
            told = [{"name": name, "version": "2023100900"} for name in self.service]
            return web.json_response({"fullname": "Web Service", "functions": told})
        functions = {
            "core_enrol_get_enrolled_users": self._enrolled,
            "gradereport_user_get_grade_items": self._report,
            "mod_assign_save_grade": self._save,
        }
        if said["wsfunction"] not in functions:
            return _error("accessexception", "Access control exception")
        if said.get("courseid", COURSE) != COURSE:
            return _error("invalidrecord", "Can't find data record in database table course.")
        if said["wsfunction"] == "mod_assign_save_grade":
            await asyncio.sleep(self.slow)
        return web.json_response(functions[said["wsfunction"]](said))

    def _enrolled(self, said: dict[str, str]) -> Any:
        teacher = {"id": 2, "fullname": "Ines", "email": "ines@example.edu"}
        return [teacher, *self.users.values()]

    def _report(self, said: dict[str, str]) -> Any:
        only = said.get("userid")
        users = [user for user in self.users if only in (None, user)]
        return {
            "usergrades": [{"userid": int(user), "gradeitems": self._items(user)} for user in users]
        }

    def _items(self, user: str) -> list[dict[str, Any]]:
        quiz = {"itemname": "Quiz", "itemmodule": "quiz", "iteminstance": 9, "cmid": 89,
                "graderaw": 3}  # fmt: skip
        hidden = user in self.unseen
        mine = {
            "itemname": "Participation W03",
            "itemmodule": "assign",
            "iteminstance": int(ASSIGNMENT),
            "itemnumber": 0,
            "cmid": int(MODULE),
            "outcomeid": None,
            "scaleid": None,
            "graderaw": None if hidden else self.held.get(user),
            "gradeishidden": hidden,
            "gradedategraded": 1788739200 if user in self.held else None,
            "grademin": 0,
            "grademax": self.most,
            "rangeformatted": self.scale or f"0&ndash;{self.most:g}",
            "gradeisoverridden": user in self.overridden,
            "gradeislocked": False,
            "feedback": self.feedback.get(user, ""),
            "feedbackformat": 1,
        }
        outcome = {**mine, "itemname": "Talks well", "itemnumber": 1000, "graderaw": 2,
                   "outcomeid": 5, "scaleid": 5}  # fmt: skip
        kept = {name: value for name, value in mine.items() if name not in self.not_shown}
        return [quiz, outcome, kept]

    def _save(self, said: dict[str, str]) -> Any:
        user, grade = said["userid"], float(said["grade"])
        if said["assignmentid"] != ASSIGNMENT:
            return {"exception": "dml_missing_record_exception", "message": "No such assignment"}
        if grade > self.most:
            return None
        self.grades[user] = grade
        self.feedback[user] = said.get("plugindata[assignfeedbackcomments_editor][text]", "")
        self.saved.append((user, grade))
        return None


def _error(code: str, message: str) -> web.Response:
    return web.json_response({"exception": "moodle_exception", "errorcode": code,
                              "message": message})  # fmt: skip
