"""`homeroom attendance`: bring a meeting program's report to a session."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from adapters.terminal.choosing import CourseOption
from adapters.terminal.examples import below
from adapters.terminal.printing import Printer
from adapters.terminal.services import AttendanceOrder, Brought, Services
from bot.model.time.spoken import spoken_time


class AttendanceCommands:
    """The commands below `homeroom attendance`."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def app(self) -> App:
        """Return the group of commands."""
        app = App(
            name="attendance",
            help="Enter who attended a session by a meeting program's report.",
        )
        app.command(self.bring, name="import", help_epilogue=below("attendance import"))
        return app

    async def bring(
        self,
        file: Path,
        /,
        *,
        session: str = "",
        course: CourseOption = None,
        zone: str = "",
        dry_run: bool = False,
    ) -> int:
        """Enter the attendance report of Zoom, Teams or Google Meet.

        Shows who was present and for how long, who is absent, and which names nobody knows: those
        are asked about in chat, by /class attendance show. A report that was downloaded again
        takes the place of the earlier one. In chat it can be taken back.

        Parameters
        ----------
        file
            The report as the meeting program downloads it, a CSV file in English.
        session
            The session's key or title; without one, the last that took place.
        zone
            Whose clock the report's times are, such as America/New_York; else the course's.
        dry_run
            Only show what would be entered.
        """
        order = AttendanceOrder(course, session, zone)
        with self._printer.progress(f"Reading {file.name}"):
            found = await self._services.import_attendance(file, order, dry=dry_run)
        self._facts(found)
        for group, rows in found.roll.shown():
            self._printer.say(f"{group}: {len(rows)}", "bold")
            for person, how in rows:
                self._printer.say(f"  {person.name}{f': {how}' if how else ''}")
        if found.unknown:
            self._printer.say(f"Not known: {len(found.unknown)}", "bold")
        for one in found.unknown:
            likely = " or ".join(person.name for person in one.candidates)
            self._printer.say(f"  {one.name}{f': {likely}?' if likely else ''}")
        self._printer.say(_ending(found, dry_run))
        return 0

    def _facts(self, found: Brought) -> None:
        report, session = found.report, found.roll.session
        zone = report.zone or "UTC"
        begins, ends = report.meeting.begins, report.meeting.ends
        when = "times unknown"
        if begins is not None and ends is not None:
            when = f"{spoken_time(begins, zone)} to {spoken_time(ends, zone)}"
        said = f", read in {zone}" if report.zone else ""
        self._printer.say(f"{report.file}: {report.meeting.source}, {when}{said}")
        self._printer.say(f"Session: {session.title}")
        if found.corrected:
            self._printer.say("It takes the place of the report of this meeting that counts now.")


def _ending(found: Brought, dry: bool) -> str:
    if found.already:
        return "It counts already. Nothing was changed."
    if dry:
        return "Nothing was entered yet. Run it again without --dry-run."
    rest = " The names not known are asked about in chat: /class attendance show."
    return f"Entered.{rest if found.unknown else ''}"
