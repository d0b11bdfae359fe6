"""The command line's services: every command's work, with its libraries loaded when it is asked."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.system.clock import SystemClock
from adapters.system.folders import data_folder
from adapters.terminal.services import (
    Asked,
    AttendanceOrder,
    Brought,
    Hit,
    Progress,
    RosterFile,
    RosterOrder,
    Tell,
)
from bot.chat.refusal import Refusal
from config.choosing import course_meant
from config.pushing import PushDesk
from config.samples import SAMPLE_COURSE

if TYPE_CHECKING:
    from adapters.files.courses.reading import Checked
    from adapters.storage.store import SqlStore
    from bot.chat.looks import Finding
    from bot.features.courses.importing import Outlook
    from bot.model.course import Course
    from bot.model.courses.loading.merging import Changes
    from bot.model.recap.archive import Order
    from bot.ports.gradebooks import ExportFile, Wanted
    from bot.ports.work import UnitOfWork
    from config.settings import Settings

NO_PLATFORM = (
    "No token is set, so there is no chat to serve.\n"
    "Without an account: homeroom demo (a throw-away class week) or homeroom run --sandbox (one "
    "that stays). Both are a chat page on this machine.\n"
    "With one: set DISCORD_TOKEN, or SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or "
    "in .env."
)


class Office(PushDesk):
    """Does what the command line asks for; see adapters.terminal.services.Services."""

    @cached_property
    def settings(self) -> Settings:
        """The settings, read when first asked for; Refusal if one can't be used."""
        from config.settings import read_settings

        try:
            return read_settings()
        except ValueError as error:
            raise Refusal(str(error)) from None

    def now(self) -> datetime:
        """Return the present instant."""
        return SystemClock().now()

    def version(self) -> str:
        """Return the installed version."""
        from importlib import metadata

        try:
            return metadata.version("homeroom")
        except metadata.PackageNotFoundError:
            return "(not installed: run from a folder)"

    def check(self, file: Path) -> Checked:
        """Read a course file."""
        from adapters.files.courses.reading import read_course

        return read_course(file, self.now())

    def roster(self, files: Sequence[Path], section: str) -> RosterFile:
        """Read a roster."""
        from config.rosters import read_files

        return read_files(files, section)

    async def import_roster(self, roster: RosterFile, order: RosterOrder, *, dry: bool) -> Outlook:
        """Bring a roster to a course."""
        from config.bringing import import_roster

        async with self._store() as store:
            async with store.reading() as work:
                course = await course_meant(order.course, work)
            return await import_roster(store, course, roster, order, self.now(), dry=dry)

    async def import_attendance(self, file: Path, order: AttendanceOrder, *, dry: bool) -> Brought:
        """Enter an attendance report."""
        from config.attendance import import_attendance, read_file

        content = read_file(file)
        async with self._store() as store:
            async with store.reading() as work:
                course = await course_meant(order.course, work)
            return await import_attendance(store, course, content, order, self.now(), dry=dry)

    def questions(self) -> tuple[Asked, ...]:
        """Return what `course new` asks."""
        from config.beginning import QUESTIONS

        return QUESTIONS

    def begin_course(self, answers: dict[str, object]) -> str:
        """Return a new course file."""
        from config.beginning import course_file

        return course_file(answers)

    async def load(self, file: Path, *, dry: bool) -> Changes:
        """Load a course file into the database."""
        from config.coursefile import described
        from config.loading import load_course

        description = described(file, self.now())
        async with self._store() as store:
            return await load_course(store, description, self.now(), dry=dry)

    async def dump(self, course: str | None) -> str:
        """Return a course as it is now, as a course file."""
        from adapters.files.courses.dumping import dump
        from bot.features.courses import loading

        async with self._reading(course) as (work, found):
            return dump(await loading.dump(found.id, work))

    async def freeze(self, course: str | None) -> str:
        """Freeze a course; Refusal while something of it is still to come."""
        from config.loading import freeze_course

        async with self._store() as store:
            async with store.reading() as work:
                found = await course_meant(course, work)
            return await freeze_course(store, found.id, self.now())

    async def next_term(self, course: str | None, starts: date, name: str) -> str:
        """Return the course file of the next term."""
        from config.coursefile import next_file

        async with self._reading(course) as (work, found):
            return await next_file(found, name, starts, work)

    async def recap(self, transcript: Path, chat: Path | None, staff: Sequence[str]) -> str:
        """Return a recap's draft."""
        from adapters.meetings.recap_file import recap_from_files
        from adapters.text.summary.extractive import ExtractiveSummarizer

        return await recap_from_files(transcript, chat, staff, ExtractiveSummarizer())

    async def export(
        self, course: str | None, wanted: Wanted, said: Mapping[str, str]
    ) -> ExportFile:
        """Return participation as a file, and record that it was exported."""
        from config.exporting import export

        async with self._store() as store:
            async with store.reading() as work:
                found = await course_meant(course, work)
            return await export(store, found, wanted, said, self.now())

    async def search(
        self, course: str | None, query: str, order: Order, most: int
    ) -> Sequence[Hit]:
        """Return what the archive holds, with everything open as for staff."""
        from bot.model.recap.archive import snippet
        from bot.model.recap.query import parse_query
        from bot.ports.archive import Search

        async with self._reading(course) as (work, found):
            words = work.tools.words
            asked = parse_query(query, lambda text: words.sought(text, found.language))
            search = Search(found.id, asked, order, opened=None, most=most)
            return [
                Hit(
                    one,
                    snippet(one.text, asked, lambda text: words.tokens(text, found.language)),
                )
                for one in await work.archive.find(search)
            ]

    def backup(self, target: Path | None, progress: Progress) -> Path:
        """Copy the database."""
        from adapters.storage.backup import backup

        target = target or Path(f"homeroom-{self.now():%Y-%m-%d-%H%M%S}.sqlite")
        backup(self._file(), target, progress)
        return target

    def restore(self, saved: Path, progress: Progress) -> Path | None:
        """Put a copy back."""
        from adapters.storage.backup import restore

        return restore(saved, self._file(), progress)

    def examine(self, files: Sequence[Path]) -> Iterator[Finding]:
        """Look over this installation."""
        from config.doctor import examine

        return examine(self.settings, files, self.now())

    async def demo(self, course: Path | None, verbose: bool, tell: Tell, ready: Tell) -> None:
        """Run the throw-away sandbox."""
        from config.demo.running import run_demo

        await run_demo(course or SAMPLE_COURSE, self.settings, verbose, tell, ready)

    async def sandbox(self, course: Path | None, tell: Tell, ready: Tell) -> None:
        """Run the lasting sandbox."""
        from config.lasting import run_lasting

        await run_lasting(self.settings, self._folder(), course, tell, ready)

    async def serve(self, tell: Tell) -> None:
        """Serve the platforms whose tokens are set."""
        given = self.settings
        if not (given.discord_token or given.names_slack):
            raise Refusal(NO_PLATFORM)
        from config.serving import serve

        await serve(given, tell)

    def examine_discord(self) -> AsyncIterator[Finding]:
        """Look over how the bot stands on Discord."""
        from config.doctor_discord import examine

        return examine(self.settings)

    def examine_slack(self) -> AsyncIterator[Finding]:
        """Look over how the bot stands on Slack."""
        from config.doctor_slack import examine

        return examine(self.settings)

    def slack_manifest(
        self,
        http: str | None,
        command: str | None,
        name: str,
        *,
        as_yaml: bool,
        organization: bool,
    ) -> str:
        """Return the manifest that Slack makes the app out of."""
        from config.slack_manifest import manifest_for

        return manifest_for(
            http,
            command or self.settings.slack_command,
            name,
            as_yaml=as_yaml,
            public=self.settings.slack_public_url,
            organization=organization,
        )

    def _file(self) -> Path:
        """Return the SQLite file; Refusal for a database on a server."""
        from config.settings import database_file

        file = database_file(self.settings.database)
        if file is None:
            raise Refusal("This database is on a server: use its own tools for copies.")
        return file

    def _folder(self) -> Path:
        """Return the database's folder, made if need be; the sandbox's file stands there, too."""
        from config.settings import database_file

        file = database_file(self.settings.database)
        folder = file.parent if file else data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextlib.asynccontextmanager
    async def _store(self) -> AsyncIterator[SqlStore]:
        """Open the database beside a bot that may run on it."""
        from adapters.storage.store import open_store
        from config.tools import all_tools

        store = await open_store(self.settings.database, all_tools(), alone=False)
        try:
            yield store
        finally:
            await store.close()

    @contextlib.asynccontextmanager
    async def _reading(self, course: str | None) -> AsyncIterator[tuple[UnitOfWork, Course]]:
        async with self._store() as store, store.reading() as work:
            yield work, await course_meant(course, work)
