"""Commands that only read files: `homeroom check` and `recap`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.printing import Printer
from adapters.terminal.services import Problem, Services
from bot.model.time.spoken import spoken_time

if TYPE_CHECKING:
    from bot.model.courses.description import CourseDescription

NAMES = 4
"""How many sleepers of a session are named."""


class FileCommands:
    """Commands that need no database."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def check(self, file: Path, /) -> int:
        """Read a course file and say everything that is wrong with it.

        Each line names file, line and column, what stands there and what to write instead. Then
        comes, for each planned session, how many of the class it finds asleep.

        Parameters
        ----------
        file
            The course file.
        """
        found = self._services.check(file)
        self._problems(found.problems)
        if found.description is None:
            self._printer.say(f"{_counted(len(found.errors), 'error')}: it can't be loaded yet.")
            return 1
        self._report(found.description)
        self._printer.say(f"{file.name} can be loaded: homeroom course load {file}")
        return 0

    def _problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            self._printer.say(str(problem), "red" if problem.severity == "error" else "yellow")

    def _report(self, description: CourseDescription) -> None:
        """Tell whom the plan finds asleep, and who carries most of it."""
        from bot.model.time.wakefulness import asleep_report

        report = asleep_report(description)
        staff = sum(one.person.is_staff for one in description.people)
        self._printer.say(
            f"“{description.course.title}”: {_counted(report.students, 'student')}, {staff} staff, "
            f"{_counted(len(report.sessions), 'session')}, "
            f"{_counted(len(description.planned_discussions()), 'discussion')}"
        )
        self._printer.table(
            ("starts", "session", "asleep", "who"),
            [
                (
                    spoken_time(one.session.starts, description.course.zone),
                    one.session.title,
                    f"{len(one.names)} of {report.students}",
                    _some(one.names),
                )
                for one in report.sessions
            ],
            2,
        )
        if report.heaviest:
            most = ", ".join(f"{name} ({minutes // 60} h)" for name, minutes in report.heaviest)
            self._printer.say(f"Most hours outside waking time over the term: {most}")

    async def recap(
        self,
        transcript: Path,
        /,
        *,
        chat: Path | None = None,
        staff: list[str] | None = None,
        output: Path | None = None,
    ) -> int:
        """Draft a recap from a meeting's transcript, as Markdown.

        Names read "a student", but for those of staff. Every line says when it was said.

        Parameters
        ----------
        transcript
            The transcript: WebVTT (.vtt), SubRip (.srt), YouTube's captions (.sbv), or the text
            of Meet, Otter or Teams.
        chat
            The meeting's saved chat.
        staff
            A name that may stand in the recap; repeat it for several.
        output
            A file to write; without one the draft is printed.
        """
        with self._printer.progress(f"Reading {transcript.name}"):
            draft = await self._services.recap(transcript, chat, staff or ())
        self._printer.write(draft, output)
        return 0


def _counted(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"


def _some(names: Sequence[str]) -> str:
    rest = len(names) - NAMES
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(names[:NAMES]) + more
