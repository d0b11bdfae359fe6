"""Moodle's web services, as one assignment's column.

Written by `mod_assign_save_grade`, not by `core_grades_update_grades`: that one answers 0 whatever
it saved, makes a new column of an item number that is not in use, and leaves the assignment itself
without the grade, so that its next regrading takes it away again. `save_grade` writes into the
assignment that is there, and never makes one. It answers null when it saved, and null as well when
it saved nothing because the grade is above the maximum; so its answer is not looked at, and what
the gradebook holds is read back from the grade report, which is what student and teacher see.

The plugin for feedback wants its text each time, so what stands there is sent again unchanged.

Fields and their traps, as in moodle/moodle, grade/report/user/classes/report/user.php (fill_table)
and classes/external/user.php: `scaleid` holds the outcome's id, so that a scale is known by its
range's words. `grademax`, `graderaw` and `feedback` are only there where the course's user report
shows ranges, grades and feedback. An outcome of an assignment is an item of the same cmid, but with
another itemnumber. A hidden grade is null to who may not see it. Files in feedback are addresses
of the gradebook's copies. What is saved: mod/assign/externallib.php, save_grade, and
mod/assign/feedback/comments/locallib.php, save.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from adapters.lms.calls import Calls, Site
from adapters.lms.cells import number
from adapters.lms.values import grade_of, known
from bot.model.gradebook.gradebook import Key
from bot.model.gradebook.matching import FileRow
from bot.model.gradebook.pushes import HeldColumn, HeldGrade
from bot.ports.pushing import GradebookError

SERVER = "/webservice/rest/server.php"
OVERRIDDEN = "Overridden in the gradebook by hand; the assignment's grade doesn't show there."
LOCKED = "Locked in the gradebook."
UNSEEN = "Hidden in the gradebook, and the token's account may not see it."
FILES = (
    "The feedback holds pictures or files, which a program would lose. Enter this grade by hand."
)
SHOWN = {"grademax": "ranges", "graderaw": "grades", "feedback": "feedback"}
"""Fields that are there only where the course's user report shows something, and what that is."""


class MoodleColumn:
    """An assignment of a Moodle course, named by the id in its page's address (`view.php?id=`)."""

    program = "Moodle"
    batch = 10

    def __init__(self, calls: Calls, site: Site, course: str, module: str) -> None:
        """Take the way to the site, the course's id and the assignment's."""
        self._calls = calls
        self._site = site
        self._course = course
        self._module = module
        self._assignment = ""
        self._feedback: dict[str, tuple[str, str]] = {}
        self._rows: dict[str, FileRow] = {}

    @property
    def key(self) -> str:
        """The site, the course and the assignment."""
        return f"moodle/{self._site.host}/{self._course}/{self._module}"

    async def read(self) -> HeldColumn:
        """Return the assignment's column, and what the grade report holds for everyone in it."""
        enrolled = await self._ask("core_enrol_get_enrolled_users", courseid=self._course)
        people = {str(one["id"]): one for one in _listed(enrolled)}
        report = await self._report()
        found = [(user, item) for user, items in report for item in items if self._is_mine(item)]
        if not found:
            raise GradebookError(self._missing([item for _, items in report for item in items]))
        _, item = found[0]
        _refuse_unusable(item)
        self._assignment = str(item["iteminstance"])
        held = []
        for line, (user, own) in enumerate(found, 1):
            row = _row(line, user, people.get(user, {}))
            self._rows[row.id] = row
            held.append(self._held(row, own))
        most = grade_of(item.get("grademax"))
        return HeldColumn(str(item["itemname"]), most, tuple(held), strict=True)

    async def write(self, grades: Mapping[str, Decimal]) -> None:
        """Save one grade after the other; attempt -1 is the last one."""
        for row, grade in grades.items():
            text, form = self._feedback.get(row, ("", "1"))
            await self._ask(
                "mod_assign_save_grade",
                **{
                    "assignmentid": self._assignment,
                    "userid": row.partition("/")[2],
                    "grade": number(grade),
                    "attemptnumber": "-1",
                    "addattempt": "0",
                    "workflowstate": "released",
                    "applytoall": "0",
                    "plugindata[assignfeedbackcomments_editor][text]": text,
                    "plugindata[assignfeedbackcomments_editor][format]": form,
                },
            )

    async def read_back(self, rows: Collection[str]) -> Mapping[str, HeldGrade]:
        """Return what the grade report holds for these people."""
        held = {}
        for row in rows:
            for _, items in await self._report(row.partition("/")[2]):
                own = [item for item in items if self._is_mine(item)]
                if own and row in self._rows:
                    held[row] = self._held(self._rows[row], own[0])
        return held

    async def _report(self, user: str = "") -> list[tuple[str, list[dict[str, Any]]]]:
        """Return the grade report's items, by the user's id."""
        only = {"userid": user} if user else {}
        report = await self._ask("gradereport_user_get_grade_items", courseid=self._course, **only)
        usergrades = known(report, "usergrades", self.program)
        return [(str(one["userid"]), list(one["gradeitems"])) for one in _listed(usergrades)]

    async def _ask(self, function: str, **given: str) -> Any:
        """Call a function; Moodle tells of errors with status 200."""
        data = {
            "wstoken": self._site.token.get_secret_value(),
            "wsfunction": function,
            "moodlewsrestformat": "json",
            **given,
        }
        body = (await self._calls.call("POST", SERVER, data=data)).body
        if isinstance(body, dict) and "exception" in body:
            said = body.get("message") or body.get("errorcode") or "an error"
            raise self._calls.refused(f"{said} ({function})")
        return body

    def _is_mine(self, item: Mapping[str, Any]) -> bool:
        here = item.get("itemmodule") == "assign" and str(item.get("cmid")) == self._module
        return here and not item.get("itemnumber")

    def _held(self, row: FileRow, item: Mapping[str, Any]) -> HeldGrade:
        self._feedback[row.id] = (
            str(item.get("feedback") or ""),
            str(item.get("feedbackformat") or "1"),
        )
        closed = FILES if "pluginfile.php/" in self._feedback[row.id][0] else ""
        graded = item.get("graderaw") is not None
        closed = (
            UNSEEN if item.get("gradeishidden") and not graded and _was_graded(item) else closed
        )
        closed = OVERRIDDEN if item.get("gradeisoverridden") else closed
        closed = LOCKED if item.get("gradeislocked") or item.get("locked") else closed
        return HeldGrade(row, grade_of(item.get("graderaw")), closed=closed)

    def _missing(self, items: Sequence[Mapping[str, Any]]) -> str:
        there = {
            f"“{item['itemname']}” ({item['cmid']})"
            for item in items
            if item.get("itemmodule") == "assign"
        }
        has = f" It has {', '.join(sorted(there))}." if there else ""
        return (
            f"Moodle's course {self._course} has no assignment {self._module}. Make it there first "
            f"and take the number in its address (mod/assign/view.php?id=…).{has}"
        )


def _was_graded(item: Mapping[str, Any]) -> bool:
    return bool(item.get("gradedategraded"))


def _refuse_unusable(item: Mapping[str, Any]) -> None:
    """Refuse an assignment that has no points, or of which the report doesn't tell enough."""
    words = str(item.get("rangeformatted") or "").replace("&ndash;", "")
    if item.get("scaleid") or any(letter.isalpha() for letter in words):
        raise GradebookError(f"“{item['itemname']}” is graded by a scale, not by points.")
    hidden = [what for field, what in SHOWN.items() if field not in item]
    if hidden:
        raise GradebookError(
            f"The course's user report doesn't show {' and '.join(hidden)}, so it isn't known what "
            "stands there. Let it: in the course, Grades, Course grade settings, User report."
        )


def _row(line: int, user: str, person: Mapping[str, Any]) -> FileRow:
    """Return somebody as matching knows rows; the site may keep keys from the token."""
    keys = [
        (Key.EMAIL, str(person.get("email") or "")),
        (Key.USERNAME, str(person.get("username") or "")),
        (Key.NUMBER, str(person.get("idnumber") or "")),
    ]
    held = tuple((key, value) for key, value in keys if value)
    return FileRow(line, f"moodle.user/{user}", str(person.get("fullname") or ""), held)


def _listed(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, list):
        raise GradebookError("Moodle answers something that is no list of people. Try again.")
    return body
