"""Gives the command line what it works with: config.office puts adapters and core together."""

from __future__ import annotations

import os
from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Run the command line on its arguments and return the exit code."""
    from adapters.terminal.app import run as run_terminal
    from config.office import Office

    return run_terminal(
        Office(), argv, debug=os.environ.get("HOMEROOM_LOG_LEVEL", "").lower() == "debug"
    )
