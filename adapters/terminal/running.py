"""Commands that run Homeroom or look after it: `homeroom run`, `demo`, `doctor`, `version`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adapters.terminal.printing import Printer
from adapters.terminal.services import Services
from bot.chat.refusal import Refusal

if TYPE_CHECKING:
    from bot.chat.looks import Finding


class RunCommands:
    """Commands about the program itself."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what they do it with."""
        self._services = services
        self._printer = printer

    async def run(self, *, sandbox: bool = False, course: Path | None = None) -> int:
        """Run the bot, with the settings in the environment and in .env.

        With `--sandbox` it serves a local chat page instead, in real time and on a database that
        stays; `homeroom demo` is the throw-away one.

        Parameters
        ----------
        sandbox
            Serve the local chat page; needs no account and no token.
        course
            With --sandbox: the course file to begin with.
        """
        if course is not None and not sandbox:
            raise Refusal(
                "--course goes with --sandbox. For the bot, load it first: homeroom course load "
                f"{course}"
            )
        if not sandbox:
            await self._services.serve(self._printer.say)
            return 0
        with self._printer.steps() as tell:
            await self._services.sandbox(course, tell, self._ready)
        return 0

    async def demo(self, *, course: Path | None = None, verbose: bool = False) -> int:
        """Live through a class week in five minutes, on a local page; needs no account.

        Everything is thrown away at the end. The port is HOMEROOM_PORT, or 8642.

        Parameters
        ----------
        course
            Another course file than the sample.
        verbose
            Show the bot's log.
        """
        with self._printer.steps() as tell:
            await self._services.demo(course, verbose, tell, self._ready)
        return 0

    def _ready(self, address: str) -> None:
        self._printer.say(f"Homeroom's sandbox is at {address} (Ctrl-C ends it)")

    def doctor(self, *files: Path) -> int:
        """Look over this installation and say what to do where something is wrong.

        Looks at Python, time zones, the clock, the disk, the database, tokens (never printed), the
        course files you name, and at Zoom, Moodle and Canvas where they are set up.

        Parameters
        ----------
        files
            Course files to look at as well.
        """
        good = True
        for finding in self._services.examine(files):
            good &= self._found(finding)
        return 0 if good else 1

    async def discord(self) -> int:
        """Look over how the bot stands on Discord, and say what to do where something is wrong.

        Looks at the token (never printed), the intents, the gateway, the clock, the commands, the
        permissions in each place of each loaded course, and who can read the staff's. It ends with
        the link that invites the bot with just the permissions it needs.
        """
        good = True
        async for finding in self._services.examine_discord():
            good &= self._found(finding)
        return 0 if good else 1

    async def slack(self) -> int:
        """Look over how the bot stands on Slack, and say what to do where something is wrong.

        Looks at the tokens (never printed), the scopes, how Slack reaches Homeroom, the clock, each
        place of each loaded course, and who can read the staff's.
        """
        good = True
        async for finding in self._services.examine_slack():
            good &= self._found(finding)
        return 0 if good else 1

    def _found(self, finding: Finding) -> bool:
        """Print a finding, and what to do about it; return whether it is good."""
        sign, style = ("ok ", "green") if finding.good else ("!! ", "red")
        self._printer.say(f"{sign} {finding.about}: {finding.seen}", style)
        if finding.remedy:
            self._printer.say(f"    {finding.remedy}")
        return finding.good

    def version(self) -> int:
        """Say which version this is."""
        self._printer.say(f"homeroom {self._services.version()}")
        return 0
