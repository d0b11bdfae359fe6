"""The one place where the command line gets what it works with; see config.office."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Run the command line on its arguments and return the exit code."""
    from adapters.terminal.app import FOUND
    from adapters.terminal.app import run as run_terminal
    from config.office import Office
    from config.settings import read_settings

    try:
        settings = read_settings()
    except ValueError as error:
        print(error, file=sys.stderr)
        return FOUND
    return run_terminal(Office(settings), argv, debug=settings.log_level == "debug")
