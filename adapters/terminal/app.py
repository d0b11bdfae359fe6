"""The `homeroom` command line: every command, its exit code, and errors without tracebacks.

Exit codes: 0 all is well, 1 problems were found or it could not be done, 2 it was not understood,
130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

from cyclopts import App, CycloptsError, Parameter

from adapters.terminal.attendance import AttendanceCommands
from adapters.terminal.courses import CourseCommands
from adapters.terminal.examples import below
from adapters.terminal.files import FileCommands
from adapters.terminal.policies import PolicyCommands
from adapters.terminal.printing import Printer
from adapters.terminal.pushing import PushCommands
from adapters.terminal.records import RecordCommands
from adapters.terminal.rosters import RosterCommands
from adapters.terminal.running import RunCommands
from adapters.terminal.services import Services
from adapters.terminal.slack import SlackCommands
from bot.chat.refusal import Refusal

FOUND = 1
USAGE = 2
INTERRUPTED = 130
HELP = """Keeps one class together across its live sessions and everything between them.

Begin with `homeroom demo`: a class week on a local page, with no account. For a class of your
own: `homeroom course new FILE`, then `homeroom check FILE`, then `homeroom course load FILE`.
`homeroom COMMAND --help` tells more, with examples.
"""


def build(services: Services, printer: Printer) -> App:
    """Return the command line; `services` do what it asks for."""
    files, records = FileCommands(services, printer), RecordCommands(services, printer)
    running, pushing = RunCommands(services, printer), PushCommands(services, printer)
    app = App(
        name="homeroom",
        help=HELP,
        help_format="markdown",
        version=services.version,
        version_flags=["--version"],
        # A flag is given or left out: there is no --no-dry-run.
        default_parameter=Parameter(negative=(), show_default=_default),
    )
    for command in (
        *(running.demo, running.run, files.check, files.recap),
        *(records.export, pushing.push, records.archive, records.backup, records.restore),
        running.version,
    ):
        app.command(command, help_epilogue=below(command.__name__))
    app.command(_doctor(running))
    app.command(CourseCommands(services, printer).app())
    app.command(RosterCommands(services, printer).app())
    app.command(AttendanceCommands(services, printer).app())
    app.command(PolicyCommands(services, printer).app())
    app.command(SlackCommands(services, printer).app())
    return app


def _default(value: object) -> str | None:
    """Return a default as help shows it; None for what is simply left out."""
    return str(value) if value else None


def _doctor(running: RunCommands) -> App:
    """Return `homeroom doctor`, which looks at this machine, and what it looks at elsewhere."""
    app = App(name="doctor", help_format="markdown", help_epilogue=below("doctor"))
    app.default(running.doctor)
    app.command(running.discord, help_epilogue=below("doctor discord"))
    app.command(running.slack, help_epilogue=below("doctor slack"))
    return app


def run(services: Services, arguments: Sequence[str], *, debug: bool = False) -> int:
    """Run one invocation and return its exit code; with `debug`, errors of ours are traced."""
    printer = Printer()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # as standard error: a letter is no reason to end
    app = build(services, printer)
    try:
        code = app(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        printer.tell(str(error), "red")
        printer.tell("See homeroom --help, or homeroom COMMAND --help.")
        return USAGE
    except Refusal as error:
        printer.tell(str(error), "red")
        return FOUND
    except OSError as error:
        return _system(error, printer)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        printer.tell(f"Something broke in Homeroom ({type(error).__name__}).", "red")
        printer.tell("To see where, run it again with HOMEROOM_LOG_LEVEL=debug.")
        return FOUND
    return code if isinstance(code, int) else 0


def _system(error: OSError, printer: Printer) -> int:
    """Say what the system didn't allow; a reader that went away needs no word."""
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 0
    name = f"{error.filename}: " if error.filename else ""
    printer.tell(f"{name}{error.strerror or error}.", "red")
    return FOUND
