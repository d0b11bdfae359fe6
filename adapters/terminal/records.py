"""Commands about what is kept: `homeroom export`, `archive`, `backup` and `restore`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from adapters.terminal.choosing import CourseOption
from adapters.terminal.printing import Printer
from adapters.terminal.services import Hit, Services
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_GRADEBOOK
from bot.model.gradebook.gradebook import Key, Scope
from bot.model.recap.archive import Order
from bot.model.time.spoken import spoken_time
from bot.ports.gradebooks import ExportFile, Format, Target, Wanted


@dataclass(frozen=True, slots=True)
class Into:
    """What is said of a gradebook's own file that is to be filled in.

    Parameters
    ----------
    into
        The file that Canvas, Blackboard or Moodle gave: a copy of it is filled in.
    column
        Its column, by title or id; without it the one that names the week.
    excused
        Write EX for who is excused (Canvas).
    match
        Whose a row in doubt is, as ROW=STUDENT: canvas/5003=S1003, or =nobody. Remembered.
    """

    into: Path | None = None
    column: str = ""
    excused: bool = False
    match: tuple[str, ...] = ()

    @property
    def target(self) -> Target | None:
        """The file, no more of it than is ever taken; None without one."""
        if self.into is None:
            return None
        with self.into.open("rb") as opened:
            content = opened.read(LARGEST_GRADEBOOK + 1)
        return Target(self.into.name, content, self.column, self.excused)


NOTHING = Into()


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
        of: Scope = Scope.WEEK,
        format: Format | None = None,
        file: Annotated[Into, Parameter(name="*")] = NOTHING,
        course: CourseOption = None,
        key: Key | None = None,
        output: Path | None = None,
    ) -> int:
        """Write a week's participation for the gradebook.

        The same week gives the same bytes, however often it is exported.

        Parameters
        ----------
        week
            The course's week, counted from 1.
        of
            week, total (the grade so far, up to that week), unit (the one that the week is part
            of), term (what the policy asks over it), or what changed since the last export in that
            format: difference, unit-difference, term-difference.
        format
            csv for people, moodle for its import, xlsx as a spreadsheet, json for programs.
        key
            What Moodle tells people apart by: email, username or number; by default, what most
            of the class has.
        output
            A file to write; without one it gets a name of its own in this folder.
        """
        target = file.target
        forms = (format,) if format else () if target else (Format.CSV,)
        wanted = Wanted(week, of, forms, target, key)
        with self._printer.progress(f"Writing week {week}"):
            made = await self._services.export(course, wanted, said_of_rows(file.match))
        path = output or Path(made.name)
        self._printer.save(made.content, path)
        self._printer.say(f"{path} is written (checksum {made.checksum[:12]}).")
        return self._tell(made, file.into)

    def _tell(self, file: ExportFile, into: Path | None) -> int:
        """Say what was done and what is missing; return 1 if anything is."""
        for one in file.notes:
            self._printer.say(one)
        for warning in file.warnings:
            self._printer.tell(warning, "yellow")
        for left in file.left_out:
            self._printer.tell(f"{left.name} is not in it: {left.why}", "yellow")
        for doubt in file.doubts:
            who = f"{doubt.row.id} ({doubt.row.name})" if doubt.row.name else doubt.row.id
            self._printer.tell(f"{into}:{doubt.row.line}: {who}: {doubt.why}", "yellow")
        if file.doubts:
            row = file.doubts[0].row.id
            self._printer.tell(f"Say whose they are, once: --match {row}=STUDENT, or =nobody.")
        return 1 if file.left_out or file.doubts else 0

    async def archive(
        self,
        *query: Annotated[str, Parameter(allow_leading_hyphen=True)],
        course: CourseOption = None,
        best: bool = False,
        most: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 10,
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


def said_of_rows(match: Sequence[str]) -> dict[str, str]:
    """Return what staff said of rows: ROW=STUDENT each."""
    said = {}
    for each in match:
        row, sign, who = each.partition("=")
        if not (row.strip() and sign and who.strip()):
            raise Refusal(f"“{each}” is no ROW=STUDENT, as in canvas/5003=S1003.")
        said[row.strip()] = who.strip()
    return said
