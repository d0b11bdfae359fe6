"""Commands about what is kept: `homeroom export`, `archive`, `backup` and `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from adapters.terminal.choosing import CourseOption
from adapters.terminal.printing import Printer
from adapters.terminal.services import Hit, Services
from bot.model.gradebook.gradebook import Key
from bot.model.recap.archive import Order
from bot.model.time.spoken import spoken_time
from bot.ports.gradebooks import Format


class RecordCommands:
    """Commands on the database."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    async def export(
        self,
        *,
        week: int,
        format: Format = Format.CSV,
        course: CourseOption = None,
        key: Key = Key.EMAIL,
        output: Path | None = None,
    ) -> int:
        """Write a week's participation for the gradebook.

        The same week gives the same bytes, however often it is exported.

        Parameters
        ----------
        week
            The course's week, counted from 1.
        format
            csv for people, moodle for its import, xlsx as a spreadsheet, json for programs.
        key
            What Moodle tells people apart by: email, username or number.
        output
            A file to write; without one it gets a name of its own in this folder.
        """
        with self._printer.progress(f"Writing week {week}"):
            file = await self._services.export(course, week, format, key)
        target = output or Path(file.name)
        self._printer.save(file.content, target)
        self._printer.say(f"{target} is written (checksum {file.checksum[:12]}).")
        for warning in file.warnings:
            self._printer.tell(warning, "yellow")
        for one in file.left_out:
            self._printer.tell(f"{one.name} is not in it: {one.why}", "yellow")
        return 1 if file.left_out else 0

    async def archive(
        self,
        *query: Annotated[str, Parameter(allow_leading_hyphen=True)],
        course: CourseOption = None,
        best: bool = False,
        most: int = 10,
    ) -> int:
        """Find recaps, discussions, answers and shared resources.

        Any words are a valid query; "words in quotes" stand beside each other. What you see here
        is what staff see.

        Parameters
        ----------
        query
            What to look for.
        best
            Show what fits best first, instead of the newest.
        most
            How many to show.
        """
        order = Order.BEST if best else Order.NEWEST
        hits = await self._services.search(course, " ".join(query), order, most)
        for hit in hits:
            self._show(hit)
        if not hits:
            self._printer.say("Nothing found. Try fewer words.")
        return 0

    def _show(self, hit: Hit) -> None:
        found = hit.document
        self._printer.say(f"{found.title}", "bold")
        self._printer.say(f"  {found.kind}, week {found.week}, {spoken_time(found.at, 'UTC')} UTC")
        self._printer.say(f"  {''.join(piece.text for piece in hit.pieces)}")

    def backup(self, file: Path | None = None, /) -> int:
        """Copy the database to a file, also while the bot runs.

        Parameters
        ----------
        file
            The copy; without a name it is called after the present time, in this folder.
        """
        with self._printer.progress("Copying the database") as progress:
            made = self._services.backup(file, progress)
        self._printer.say(f"{made} is a whole and sound copy.")
        return 0

    def restore(self, file: Path, /) -> int:
        """Put a copy of the database back; stop the bot first.

        The database that is replaced is kept beside it.

        Parameters
        ----------
        file
            A file that homeroom backup made.
        """
        with self._printer.progress("Restoring the database") as progress:
            kept = self._services.restore(file, progress)
        self._printer.say(f"The database is as it was in {file}.")
        if kept is not None:
            self._printer.say(f"The one it replaced is kept as {kept}.")
        return 0
