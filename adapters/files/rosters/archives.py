"""Archives of a school's CSV files, read within bounds: OneRoster's and Canvas' zips.

Nothing is unpacked before its directory has been measured by hand: how many files there are, how
large each says it is and by how much it was packed, all together. Only files whose names are known
are unpacked at all, into memory, and never more of one than its bound.
https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv/ (files stand in no folder)
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from adapters.files.shape import complain
from adapters.files.yaml.text import Document
from bot.chat.uploads import LARGEST, MEGABYTE

WANTED = ("users.csv", "enrollments.csv", "classes.csv")
MANIFEST = "manifest.csv"
ZIP = b"PK\x03\x04"
MOST_FILES = 50
LARGEST_DIRECTORY = 64 * 1024
MOST_TOGETHER = 2 * LARGEST
MOST_PACKED = 100
"""How many times smaller an archive's file may be than what it unpacks to; text is by 10 or so."""
MANIFEST_SIZE = 64 * 1024
KINDS_OF_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LARGE_MARK = b"PK\x06\x07"
_LARGE_MARK_SIZE = 20
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
"""All that zipfile raises for damage; NotImplementedError for flags and versions made up."""


def is_archive(content: bytes) -> bool:
    """Whether a file is an archive of a roster's files rather than a workbook or anything else."""
    names = _names(content) if content.startswith(ZIP) else ()
    return any(name.rsplit("/")[-1].casefold() in (*WANTED, MANIFEST) for name in names)


def unpacked(content: bytes, document: Document) -> list[tuple[str, bytes]]:
    """Return an archive's files by name, users first; none after reporting why it isn't read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _fault(archive)
            if fault is None:
                return _taken(archive, document)
    except DAMAGE:
        fault = ("This archive is damaged.", "Download it again.")
    complain(document, (), *fault, value="")
    return []


def _names(content: bytes) -> tuple[str, ...]:
    """Return the names in an archive's directory; none of one that is too large to look through."""
    at = len(content) - _END.size
    if content[at : at + 4] != _END_MARK:
        at = content.rfind(_END_MARK, max(0, len(content) - _END.size - 0xFFFF))
    if at < 0 or len(content) < at + _END.size:
        return ()
    _, _, _, _, files, size, _, _ = _END.unpack_from(content, at)
    large = content[max(0, at - _LARGE_MARK_SIZE) : at].startswith(_LARGE_MARK)
    if large or files > MOST_FILES or size > LARGEST_DIRECTORY:
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(archive.namelist())
    except DAMAGE:
        return ()


def _fault(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return why an archive is not to be unpacked, and what to do; None if it can be."""
    infos = archive.infolist()
    names = [info.filename.casefold() for info in infos]
    wanted = [info for info in infos if info.filename.casefold() in (*WANTED, MANIFEST)]
    if "users.csv" not in names or "enrollments.csv" not in names:
        text = "This archive has no users.csv with an enrollments.csv."
        return text, "Pack the files themselves, not their folder."
    if len(set(names)) < len(names):
        return "A file stands in this archive twice.", "Export it again."
    if any(info.flag_bits & 1 for info in wanted):
        return "This archive is locked with a password.", "Export it without one."
    if any(info.compress_type not in KINDS_OF_PACKING for info in wanted):
        return "This archive is packed in a way that isn't read here.", "Pack it as a plain .zip."
    too_large = any(info.file_size > LARGEST for info in wanted)
    if too_large or sum(info.file_size for info in wanted) > MOST_TOGETHER:
        text = f"What is in this archive is larger than {LARGEST // MEGABYTE} MB."
        return text, "Export this class only."
    if any(info.file_size > MOST_PACKED * max(info.compress_size, 1) for info in wanted):
        text = "This archive unpacks to far more than a roster would."
        return text, "Pack the files again."
    return None


def _taken(archive: zipfile.ZipFile, document: Document) -> list[tuple[str, bytes]]:
    """Return the files that are wanted, in the order of WANTED, none longer than it said."""
    by_name = {info.filename.casefold(): info for info in archive.infolist()}
    if MANIFEST in by_name:
        with archive.open(by_name[MANIFEST]) as file:
            said = file.read(MANIFEST_SIZE).decode("utf-8", "replace").casefold()
        if "file.enrollments,delta" in said.replace('"', "").replace(" ", ""):
            text = "This archive holds only what changed since an earlier one (delta)."
            complain(document, (), text, "Export the whole class (bulk).", value="")
            return []
    found = []
    for name in WANTED:
        if name in by_name:
            with archive.open(by_name[name]) as file:
                found.append((f"{document.file}/{name}", file.read(LARGEST + 1)))
    return found
