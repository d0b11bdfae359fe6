"""`homeroom roster`: read a class list, and bring it to a course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from adapters.terminal.choosing import CourseOption
from adapters.terminal.examples import below
from adapters.terminal.printing import Printer
from adapters.terminal.services import RosterFile, RosterOrder, Services

SectionOption = Annotated[
    str,
    Parameter(help="Which class, if the file has several; more than one with commas between."),
]


class RosterCommands:
    """The commands below `homeroom roster`."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    def app(self) -> App:
        """Return the group of commands."""
        app = App(name="roster", help_format="markdown", help_epilogue=below("roster"))
        app.default(self.show)
        app.command(self.bring, name="import", help_epilogue=below("roster import"))
        return app

    def show(self, *files: Path, section: SectionOption = "") -> int:
        """Read a roster and show the people it holds, and what is wrong with it.

        Knows exports of Moodle, Canvas and Blackboard, OneRoster's and Canvas' users.csv with
        enrollments.csv or the .zip of them, and a plain CSV of ours with columns such as username,
        name, email, number, zone and group.

        Parameters
        ----------
        files
            The roster; for users.csv with enrollments.csv, both.
        """
        roster = self._services.roster(files, section)
        self._problems(roster)
        if roster.people:
            self._printer.table(
                ("name", "role", "username", "e-mail", "number", "zone", "accounts"),
                [
                    (
                        person.name,
                        str(person.role),
                        person.username or "",
                        person.email or "",
                        person.number or "",
                        person.zone or "",
                        ", ".join(f"{one.platform} {one.id}" for one in member.accounts),
                    )
                    for member in roster.people
                    for person in (member.person,)
                ],
            )
        kind = roster.kind or "no roster that is known here"
        self._printer.say(f"{files[0].name}: {kind}, {_counted(len(roster.people))}")
        return 1 if roster.faulty else 0

    async def bring(
        self,
        *files: Path,
        course: CourseOption = None,
        section: SectionOption = "",
        partial: bool = False,
        same: list[str] | None = None,
        other: list[str] | None = None,
        dry_run: bool = False,
    ) -> int:
        """Bring a roster to a course that runs: who is new joins, who isn't in it leaves.

        Shows what changes. Staff stay, and who leaves keeps their record. Whose name alone is
        known is asked about: answer with --same or --other. /class course audit can undo it.

        Parameters
        ----------
        files
            The roster; for users.csv with enrollments.csv, both.
        partial
            It lists only some of the class: nobody leaves.
        same
            A name in the file that is the person of that name here; "all" for all. Repeatable.
        other
            A name in the file that is somebody else than the person of that name here. Repeatable.
        dry_run
            Only show what would change.
        """
        roster = self._services.roster(files, section)
        self._problems(roster)
        if roster.faulty:
            self._printer.say("Nothing was changed.")
            return 1
        order = RosterOrder(
            course, partial, frozenset(same or ()), frozenset(other or ()), files[0].name
        )
        found = await self._services.import_roster(roster, order, dry=dry_run)
        for doubt in found.doubts:
            self._printer.say(
                f"? {doubt.new.name}: is it {doubt.known.name} here? It has {doubt.why}."
            )
        if found.doubts:
            self._printer.say("Answer with --same NAME or --other NAME. Nothing was changed.")
            return 1
        for change in found.changes.says:
            self._printer.say(str(change))
        for conflict in found.changes.conflicts:
            self._printer.say(f"! {conflict}")
        self._printer.say(_ending(len(found.changes.says), found.changes.refused, dry_run))
        return 1 if found.changes.refused else 0

    def _problems(self, roster: RosterFile) -> None:
        for problem in roster.problems:
            self._printer.say(str(problem), "red" if problem.severity == "error" else "yellow")


def _ending(changes: int, refused: bool, dry: bool) -> str:
    if refused:
        return "Nothing was changed."
    if not changes:
        return "Nothing changes: the roster is as the file says."
    if dry:
        return "Nothing was changed yet. Run it again without --dry-run."
    return f"Done: {changes} change{'s' if changes > 1 else ''}."


def _counted(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"
