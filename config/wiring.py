"""The one place that puts adapters and core together: the command line begins here."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.chat.refusal import Refusal
from config.samples import SAMPLE_COURSE
from config.settings import read_settings


def run(argv: Sequence[str]) -> int:
    """Run the command line on its arguments and return the exit code."""
    from config.demo import Demo, run_demo

    settings = read_settings()
    try:
        with tempfile.TemporaryDirectory(prefix="homeroom-demo-") as folder:
            demo = Demo(SAMPLE_COURSE, Path(folder), settings.port, verbose="--verbose" in argv)
            print(f"http://127.0.0.1:{settings.port}", flush=True)
            asyncio.run(run_demo(demo, print))
    except Refusal as error:
        print(error, file=sys.stderr)
        return 1
    return 0
