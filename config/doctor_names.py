"""The doctor on names of settings: those in the environment or in .env that set nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.chat.looks import Finding
from config.handover import SANDBOX
from config.settings import Settings

OURS = "HOMEROOM_"
ALIKE = 0.85
"""How like a known name another program's may be before it is taken for a slip."""


def unknown_names() -> Iterator[Finding]:
    """Yield what is meant for Homeroom, by its name, and sets nothing; never what it holds."""
    known = [field.alias for field in Settings.model_fields.values() if field.alias]
    for name in sorted(os.environ):
        if name.startswith(OURS) and not name.startswith(SANDBOX):
            yield from _judged(name, known, "environment")
    yield from _in_file(Path(".env"), known)


def _in_file(file: Path, known: list[str]) -> Iterator[Finding]:
    """Yield what is wrong with the lines of a file of settings, if there is one."""
    from dotenv.parser import parse_stream

    if not file.is_file():
        return
    with file.open(encoding="utf-8") as opened:
        for each in parse_stream(opened):
            if each.error:
                said = each.original.string
                line = each.original.line + len(said) - len(said.lstrip("\n"))
                yield Finding(str(file), f"line {line} can't be read", "Write NAME=VALUE.")
            elif each.key:
                yield from _judged(each.key.lstrip("\ufeff"), known, str(file))


def _judged(name: str, known: list[str], where: str) -> Iterator[Finding]:
    """Yield a finding on a name that is nearly a known one, or begins as ours do and is none."""
    if name.upper() in known:
        return
    near = get_close_matches(name.upper(), known, 1, ALIKE)
    if near or name.upper().startswith(OURS):
        advice = f"Did you mean {near[0]}?" if near else "Leave it out, or look for its right name."
        yield Finding(f"{name} in {where}", "sets nothing", advice)
