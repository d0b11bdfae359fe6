"""What the command line needs from the rest of Homeroom; config's wiring has all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # only names of types: what stands behind them loads when it is used
    from bot.chat.looks import Finding
    from bot.features.attendance.roll.listing import Roll
    from bot.features.attendance.roll.views import Unknown
    from bot.features.courses.importing import Outlook
    from bot.features.exports.pushing import Outcome
    from bot.features.policies.records import Forecast
    from bot.model.attendance.kept import SessionReport
    from bot.model.courses.description import CourseDescription, Member
    from bot.model.courses.loading.merging import Changes
    from bot.model.gradebook.gradebook import Scope
    from bot.model.gradebook.pushes import Plan
    from bot.model.participation.review.worth import Worth
    from bot.model.recap.archive import Document, Order, Piece
    from bot.ports.gradebooks import ExportFile, Wanted
    from bot.ports.policies import Ruling

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""
Tell = Callable[[str], None]
"""Is told what happens, in a few words."""


class Problem(Protocol):
    """One thing that is wrong with a file; `str` gives it on one line with file:line:column."""

    @property
    def severity(self) -> str:
        """Return error or warning."""
        ...


class CourseFile(Protocol):
    """What reading a course file found; `description` is None where there are errors."""

    @property
    def description(self) -> CourseDescription | None:
        """The course."""
        ...

    @property
    def problems(self) -> Sequence[Problem]:
        """Errors and warnings, by line."""
        ...

    @property
    def errors(self) -> Sequence[Problem]:
        """Only the errors."""
        ...


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What reading a roster found: the kind it was recognized as, its people, its problems."""

    kind: str | None
    people: tuple[Member, ...]
    problems: tuple[Problem, ...]

    @property
    def faulty(self) -> bool:
        """Whether anything has to be corrected before it can be used."""
        return any(one.severity == "error" for one in self.problems)


@dataclass(frozen=True, slots=True)
class RosterOrder:
    """To which course a roster called `name` is brought, and how; see `homeroom roster import`.

    `same` and `other` are names in it that are, or aren't, the people of those names here.
    """

    course: str | None
    partial: bool
    same: frozenset[str]
    other: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of `homeroom course new`; `read` refuses an answer with a ValueError.

    `usual` is the answer where none is given; one that is `needed` has none.
    """

    name: str
    question: str
    hint: str
    usual: str
    read: Callable[[str], object]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in the archive, with the stretch of it that shows why."""

    document: Document
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class AttendanceOrder:
    """Of which course and session an attendance report is, and whose clock its times are.

    Each is "" (None for the course) where it goes without saying.
    """

    course: str | None
    session: str
    zone: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What an attendance report says: the roll as it is with it, and the names nobody knows.

    `corrected` is how many reports it takes the place of; `already` says that it counted before.
    """

    report: SessionReport
    roll: Roll
    unknown: Sequence[Unknown]
    corrected: int
    already: bool


@dataclass(frozen=True, slots=True)
class PushOrder:
    """What is pushed, and into which column of which of a gradebook's courses.

    `to` is moodle or canvas; `said` tells whose its rows are, as for an export.
    """

    course: str | None
    week: int
    scope: Scope
    to: str
    place: tuple[str, str]
    overwrite: bool
    said: Mapping[str, str]


class Services(Protocol):
    """Everything the commands do. What a person can cause is a Refusal."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def version(self) -> str:
        """Return Homeroom's version."""
        ...

    def check(self, file: Path) -> CourseFile:
        """Read a course file; what is wrong stands in the answer."""
        ...

    def roster(self, files: Sequence[Path], section: str) -> RosterFile:
        """Read a roster as a gradebook exports it; Refusal for a file that is too large."""
        ...

    async def import_roster(self, roster: RosterFile, order: RosterOrder, *, dry: bool) -> Outlook:
        """Bring a roster to a course, or with `dry` tell what it would change."""
        ...

    async def import_attendance(self, file: Path, order: AttendanceOrder, *, dry: bool) -> Brought:
        """Enter an attendance report, or with `dry` tell what it would enter."""
        ...

    def questions(self) -> tuple[Asked, ...]:
        """Return what has to be known to begin a course file."""
        ...

    def begin_course(self, answers: dict[str, object]) -> str:
        """Return the text of a new course file."""
        ...

    async def load(self, file: Path, *, dry: bool) -> Changes:
        """Load a course file; with `dry` only tell what would change."""
        ...

    async def dump(self, course: str | None) -> str:
        """Return a course as it is now, as a course file; None: the only one there is."""
        ...

    async def freeze(self, course: str | None) -> str:
        """Freeze a course at its term's end and return its title."""
        ...

    async def next_term(self, course: str | None, starts: date, name: str) -> str:
        """Return the course file of the next term of a course, as a course called `name`."""
        ...

    async def recap(self, transcript: Path, chat: Path | None, staff: Sequence[str]) -> str:
        """Return a recap's draft in Markdown."""
        ...

    async def export(
        self, course: str | None, wanted: Wanted, said: Mapping[str, str]
    ) -> ExportFile:
        """Return participation as a file, and record that it was exported.

        `said` tells, and lets it be remembered, whose rows of the gradebook's file are.
        """
        ...

    async def push(self, order: PushOrder, *, dry: bool) -> tuple[Plan, Outcome | None]:
        """Write grades into a gradebook and read them back; with `dry` only tell what would be."""
        ...

    async def policies(self, course: str | None) -> Sequence[Ruling]:
        """Return a course's policy in all its versions, the oldest first."""
        ...

    async def simulate(
        self, course: str | None, file: Path, week: int | None
    ) -> tuple[Forecast, list[str]]:
        """Return what the policy in a file would do from a week on, and what looks odd in it."""
        ...

    async def worth(self, course: str | None) -> Worth:
        """Return how a course's ways to take part compare."""
        ...

    async def search(
        self, course: str | None, query: str, order: Order, most: int
    ) -> Sequence[Hit]:
        """Return what the archive holds."""
        ...

    def backup(self, target: Path | None, progress: Progress) -> Path:
        """Copy the database and return where the copy is."""
        ...

    def restore(self, saved: Path, progress: Progress) -> Path | None:
        """Put a copy in the database's place; return where the replaced one is kept."""
        ...

    def examine(self, files: Sequence[Path]) -> Iterator[Finding]:
        """Look over this installation, and these course files."""
        ...

    async def demo(self, course: Path | None, verbose: bool, tell: Tell, ready: Tell) -> None:
        """Live through the sample course (or another) in a throw-away sandbox, until Ctrl-C.

        `ready` is told the page's address.
        """
        ...

    async def sandbox(self, course: Path | None, tell: Tell, ready: Tell) -> None:
        """Run a lasting sandbox on the configured database, in real time, until Ctrl-C."""
        ...

    async def serve(self, tell: Tell) -> None:
        """Run the bot on the platforms whose tokens are set until told to stop.

        Refusal if there are none, or where they let the bot in no more.
        """
        ...

    def examine_discord(self) -> AsyncIterator[Finding]:
        """Look over how the bot stands on Discord, place by place."""
        ...

    def examine_slack(self) -> AsyncIterator[Finding]:
        """Look over how the bot stands on Slack, place by place."""
        ...

    def slack_manifest(
        self,
        http: str | None,
        command: str | None,
        name: str,
        *,
        as_yaml: bool,
        organization: bool,
    ) -> str:
        """Return the manifest of an app called `name`, to be pasted; Refusal if Slack takes none.

        `http` is the https address that Slack calls; None: Homeroom calls Slack. `command` is the
        slash command's name; None: as it is set. With `organization` the app may be installed in
        all workspaces of an organization at once.
        """
        ...
