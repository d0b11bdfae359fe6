"""Files that a view shows, as attachments with names that Discord leaves as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from adapters.discord.wire import Json
from bot.chat.letters import cleaned
from bot.chat.spans import short
from bot.chat.views import Download, Picture, View
from bot.ports.platform import StoredFile

Shows = Picture | Download

MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes that a file may have where nobody pays for more."""
LONGEST_NAME = 80
LONGEST_ENDING = 16
DESCRIPTION = 1024
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


class Attachments:
    """The files of one message: what shows which of them, and what finds no room."""

    def __init__(self, view: View, files: Mapping[str, StoredFile]) -> None:
        """Take up what `view` shows out of `files`, each file once under each of its names."""
        self._names: dict[tuple[str, str], str] = {}
        self.files: list[StoredFile] = []
        for block in view.blocks:
            if isinstance(block, Picture | Download) and block.file in files:
                self._take(block, files[block.file])

    def name(self, block: Shows, files: Mapping[str, StoredFile]) -> str | None:
        """Return the name under which a block's file is attached; None if it can't be."""
        file = files.get(block.file)
        return self._names.get((block.file, _wanted(block, file))) if file else None

    def listed(self) -> list[Json]:
        """Return the attachments as a message tells them: number i is the i-th file sent."""
        return [
            {"id": str(number), "filename": file.name, **_described(file.description)}
            for number, file in enumerate(self.files)
        ]

    def _take(self, block: Shows, file: StoredFile) -> None:
        key = (block.file, _wanted(block, file))
        too_much = len(self.files) >= MOST_FILES or len(file.content) > LARGEST_FILE
        if key in self._names or too_much:
            return
        name = _unlike(_safe(key[1]), set(self._names.values()))
        self._names[key] = name
        self.files.append(replace(file, name=name))


def shown_files(view: View, files: Mapping[str, StoredFile]) -> list[StoredFile]:
    """Return the files to send with a view, in the order of its attachments and named like them."""
    return Attachments(view, files).files


def missing(block: Shows, files: Mapping[str, StoredFile]) -> str:
    """Return the words for a file that can't be attached."""
    if isinstance(block, Picture):
        return block.description
    file = files.get(block.file)
    if file is None:
        return f"The file {block.name} is no longer kept."
    if len(file.content) > LARGEST_FILE:
        return f"The file {block.name} is larger than the 10 MiB that Discord takes."
    return f"The file {block.name} did not fit here."


def alternative(text: str) -> str:
    """Return the words that stand for a picture, as long as Discord takes them."""
    return short(cleaned(text), DESCRIPTION)


def _described(text: str) -> Json:
    words = alternative(text)
    return {"description": words} if words else {}


def _wanted(block: Shows, file: StoredFile | None) -> str:
    if isinstance(block, Download):
        return block.name
    return file.name if file else ""


def _safe(name: str) -> str:
    """Return a name of plain letters; Discord would change another, and no block would find it."""
    stem, dot, ending = re.split(r"[/\\]", name)[-1].rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = _plain(ending)[:LONGEST_ENDING]
    stem = _plain(stem)[: LONGEST_NAME - len(ending)] or "file"
    return f"{stem}.{ending}" if ending else stem


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_IN_NAME.sub("_", letters).strip("._-")


def _unlike(name: str, taken: set[str]) -> str:
    """Return a name that none of `taken` is."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    return found
