"""Reads attendance reports of Zoom, Teams and Meet: which program's a file is, and what it says."""

from __future__ import annotations

import asyncio

from adapters.meetings.meet import is_meet, read_meet
from adapters.meetings.tables import Line, read_lines
from adapters.meetings.teams import is_teams, read_teams
from adapters.meetings.zoom import is_zoom, read_zoom
from bot.chat.refusal import Refusal
from bot.model.attendance.marks import are_marks
from bot.model.attendance.reports import Report

PROGRAMS = ((is_teams, read_teams), (is_zoom, read_zoom), (is_meet, read_meet))
TEAMS_WHILE_IT_RAN = {"full name", "user action", "timestamp"}


class ReportReader:
    """Implements bot.ports.attendance_reports."""

    async def read(self, name: str, content: bytes) -> Report:
        """Return the report in the bytes of a file; a long one holds up nobody else."""
        return await asyncio.to_thread(read_report, content, name)


def read_report(content: bytes, file: str) -> Report:
    """Return the report in the bytes of a file called `file`.

    A file that is none is a Refusal that names file, line and remedy.
    """
    lines = list(read_lines(content, file))
    if not lines:
        raise Refusal(f"{file}:1: the file is empty. Download the report again, as CSV.")
    for is_theirs, read in PROGRAMS:
        if is_theirs(lines):
            report = read(lines, file)
            break
    else:
        raise Refusal(_strange(lines, file))
    if not report.rows:
        raise Refusal(
            f"{file}:{lines[-1].number}: the report lists nobody. Is it the meeting's that you "
            "mean? Download it once the meeting is over."
        )
    return report


def _strange(lines: list[Line], file: str) -> str:
    """Return what to say of a file whose columns nobody knows: another language, or no report."""
    if are_marks(lines[0].names):
        return (
            f"{file}:{lines[0].number}: these are marks for Moodle's attendance activity, and no "
            "report of a meeting: they don't say who was there from when to when. Bring the "
            "meeting program's report, or mark students by hand: /class session present."
        )
    if TEAMS_WHILE_IT_RAN.issubset(lines[0].names):
        return (
            f"{file}:{lines[0].number}: this is the list that Teams gives while a meeting runs, "
            "and doesn't say who stayed to the end. Download the attendance report once it is "
            "over: the meeting, Attendance, Download."
        )
    header = max(lines[:20], key=lambda line: len(line.names))
    first = " | ".join(cell for cell in header.cells if cell)[:80]
    return (
        f"{file}:{header.number}: found “{first}”, which are no columns of an attendance report "
        "that is known here (Zoom's participants, Teams' or Google Meet's attendance, in "
        "English). If it is one in another language, set the meeting program to English and "
        "download it again."
    )
