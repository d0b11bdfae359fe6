"""The command line as somebody types it: the real entry, on files in a test's own folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from config.wiring import run


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Typed = Callable[..., Said]
"""Runs `homeroom` with these arguments."""


def typing(capsys: pytest.CaptureFixture[str]) -> Typed:
    """Return a function that runs commands and captures what they print."""

    def typed(*arguments: object) -> Said:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return typed
