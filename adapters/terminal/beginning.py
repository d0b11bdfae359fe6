"""`homeroom course new`: a course file from a few answers."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from adapters.terminal.printing import Printer
from adapters.terminal.services import Asked, Services
from bot.chat.refusal import Refusal


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Given:
    """Answers given as options; what is missing is asked.

    Parameters
    ----------
    title
        What the course is called.
    zone
        A city or zone by whose clock its times are, such as Berlin or Europe/Berlin.
    starts
        The term's first day, such as 2026-09-21.
    ends
        The term's last day.
    on
        The weekdays of the live session, such as tue or mon,wed.
    at
        When it starts by the course's clock, such as 15:00.
    lasts
        How long it lasts, such as 75 min.
    instructor
        The name of whoever teaches it.
    username
        What the school calls them, such as nbrandt.
    platform
        Where the class writes: sandbox, discord or slack.
    roster
        A roster beside the course file, such as people.csv, if there is one.
    """

    title: str | None = None
    zone: str | None = None
    starts: str | None = None
    ends: str | None = None
    on: str | None = None
    at: str | None = None
    lasts: str | None = None
    instructor: str | None = None
    username: str | None = None
    platform: str | None = None
    roster: str | None = None


class Beginning:
    """Asks for what a course file needs, and writes it."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what it is done with."""
        self._services = services
        self._printer = printer

    def new(
        self, file: Path, /, *, given: Annotated[Given | None, Parameter(name="*")] = None
    ) -> int:
        """Begin a course file; asks what you don't say.

        Parameters
        ----------
        file
            Where to write the course file. It must not be there yet.
        """
        if file.exists():
            raise Refusal(f"{file} is there already. Choose another name, or edit that file.")
        said = asdict(given or Given())
        questions = self._services.questions()
        if not sys.stdin.isatty():
            self._refuse_missing(questions, said)
        answers = {asked.name: self._answer(asked, said[asked.name]) for asked in questions}
        try:
            text = self._services.begin_course(answers)
        except ValueError as error:
            raise Refusal(str(error)) from None
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
        self._printer.say(
            f"{file} is written. Everything in it has a remark; change what you like."
        )
        self._printer.say(f"Next: homeroom check {file}, then homeroom course load {file}")
        return 0

    def _refuse_missing(self, questions: tuple[Asked, ...], said: dict[str, str | None]) -> None:
        """Refuse to begin where nobody can be asked and something has no usual answer."""
        missing = [
            f"--{asked.name} ({asked.hint})"
            for asked in questions
            if asked.needed and said[asked.name] is None
        ]
        if missing:
            raise Refusal(f"Nobody is here to be asked. Add {', '.join(missing)}.")

    def _answer(self, asked: Asked, given: str | None) -> object:
        """Return an answer: as given, else asked for until it can be read, else the usual one."""
        if given is not None or not sys.stdin.isatty():
            text = asked.usual if given is None else given
            try:
                return asked.read(text)
            except ValueError as error:
                raise Refusal(f"--{asked.name} {text}: {error}") from None
        usual = f" [{asked.usual}]" if asked.usual else ""
        while True:
            text = input(f"{asked.question} ({asked.hint}){usual} ").strip() or asked.usual
            try:
                return asked.read(text)
            except ValueError as error:
                self._printer.tell(str(error), "red")
