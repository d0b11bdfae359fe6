"""Rosters on the command line: files that belong together, read within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adapters.files.courses.people import read_people
from adapters.files.problems import in_order
from adapters.files.rosters.reading import read_roster
from adapters.terminal.services import RosterFile
from bot.chat.refusal import Refusal
from bot.chat.uploads import taken


def read_files(files: Sequence[Path], section: str) -> RosterFile:
    """Return the roster in files that belong together, with what is wrong with it."""
    if not files:
        raise Refusal("Give the roster's file.")
    sources = []
    for path in files:
        with path.open("rb") as file:
            sources.append((str(path), taken(file, path.name)))
    (name, content), *others = sources
    document, kind = read_roster(content, name, others, section)
    people = read_people("course", (document,))
    return RosterFile(kind.title if kind else None, people, in_order(document.problems))
