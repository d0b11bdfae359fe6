"""`homeroom course`: begin a course file, load it, write it back, end the term."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from cyclopts import App

from adapters.terminal.beginning import Beginning
from adapters.terminal.choosing import CourseOption
from adapters.terminal.examples import below
from adapters.terminal.printing import Printer
from adapters.terminal.services import Services
from bot.chat.refusal import Refusal


class CourseCommands:
    """The commands below `homeroom course`."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def app(self) -> App:
        """Return the group of commands."""
        app = App(
            name="course",
            help="Describe a course in one file, load it, and take it over to the next term.",
        )
        new = Beginning(self._services, self._printer).new
        for command in (new, self.load, self.dump, self.freeze, self.next):
            app.command(command, help_epilogue=below(f"course {command.__name__}"))
        return app

    async def load(self, file: Path, /, *, dry_run: bool = False) -> int:
        """Load a course file, for the first time or again.

        Shows what changes. What the class has already done is never touched, and what was changed
        in chat since the file was last loaded is kept; both are listed after an exclamation mark.

        Parameters
        ----------
        file
            The course file.
        dry_run
            Only show what would change.
        """
        with self._printer.progress(f"Loading {file.name}"):
            changes = await self._services.load(file, dry=dry_run)
        for change in changes.says:
            self._printer.say(str(change))
        for conflict in changes.conflicts:
            self._printer.say(f"! {conflict}")
        if changes.empty and changes.conflicts:
            self._printer.say("Nothing was changed.")
        elif changes.empty:
            self._printer.say("Nothing changes: the course is as the file says.")
        elif dry_run:
            self._printer.say("Nothing was loaded yet. Run it again without --dry-run.")
        else:
            count = len(changes.says)
            self._printer.say(f"Loaded: {count} change{'s' if count > 1 else ''}.")
        return 1 if changes.refused else 0

    async def dump(self, *, course: CourseOption = None, output: Path | None = None) -> int:
        """Write the course as it is now as a course file.

        Parameters
        ----------
        output
            A file to write; without one it is printed.
        """
        self._printer.write(await self._services.dump(course), output)
        return 0

    async def freeze(self, *, course: CourseOption = None, yes: bool = False) -> int:
        """End a term: the course keeps everything and changes no more.

        Export the last week first (homeroom export). Its archive stays searchable.

        Parameters
        ----------
        yes
            Don't ask whether you are sure.
        """
        if not yes and not self._sure("Freeze the course? Nothing in it can be changed then."):
            self._printer.say("Nothing was changed.")
            return 1
        title = await self._services.freeze(course)
        self._printer.say(f"“{title}” is frozen. Begin the next term: homeroom course next")
        return 0

    async def next(
        self,
        starts: date,
        /,
        *,
        name: str,
        course: CourseOption = None,
        output: Path | None = None,
    ) -> int:
        """Write the next term's course file: the same plan, weeks later, with staff only.

        Parameters
        ----------
        starts
            The new term's first day.
        name
            The new course's id, such as weather-2027.
        output
            A file to write; without one it is printed.
        """
        self._printer.write(await self._services.next_term(course, starts, name), output)
        return 0

    def _sure(self, question: str) -> bool:
        if not sys.stdin.isatty():
            raise Refusal(f"{question} Add --yes if you are sure.")
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
