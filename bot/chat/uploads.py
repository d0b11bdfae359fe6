"""Files that people bring: how much of one is read, whichever way it comes in.

Every reader refuses what is larger before it decodes anything. What a file costs in memory is
bounded by these figures, whatever it claims to be.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import BinaryIO

from bot.chat.refusal import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
"""Bytes of a file; Discord itself takes no more from most people."""
LARGEST_COURSE = MEGABYTE
"""Bytes of a course file or a policy: a term's takes a few thousand."""
LARGEST_GRADEBOOK = 8 * MEGABYTE
"""Bytes of a gradebook's file: what 5,000 students with a hundred columns don't reach."""
LARGEST_REPORT = 5_000_000
"""Bytes of an attendance report: fifty times what a lecture of a thousand people leaves."""
MOST_LINES = 100_000
LONGEST_LINE = 200_000
"""Bytes of a line: a gradebook's header with a thousand columns has fewer."""
MOST_CELLS = 2_000
"""Cells of a row."""
MOST_PEOPLE = 5_000
"""People of one class."""
TOO_LARGE = "The file “{name}” is larger than {most:g} MB. Please send a smaller one."
_OVERLONG = re.compile(rb"(?:\A|[\r\n])[^\r\n]{%d}" % (LONGEST_LINE + 1))
"""Begins where a line does, so that each is looked through once."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What of a text is too much to be read: on which line (from 1), what, and a remedy."""

    line: int
    message: str
    suggestion: str


def refuse_larger(name: str, size: int, most: int = LARGEST) -> None:
    """Refuse a file called `name` of more than `most` bytes."""
    if size > most:
        raise Refusal(TOO_LARGE.format(name=name, most=most / MEGABYTE))


def taken(file: BinaryIO, name: str, most: int = LARGEST) -> bytes:
    """Return what stands in an open file; one of more than `most` bytes is refused, half read."""
    content = file.read(most + 1)
    refuse_larger(name, len(content), most)
    return content


async def gathered(chunks: AsyncIterable[bytes], name: str, most: int = LARGEST) -> bytes:
    """Return what comes in pieces; nothing more is read once there are more than `most` bytes."""
    found = bytearray()
    async for chunk in chunks:
        found += chunk
        refuse_larger(name, len(found), most)
    return bytes(found)


def excess(content: bytes) -> Excess | None:
    """Return what is too much about a text's bytes, None if it can be decoded and split."""
    if len(content) > LARGEST:
        text = f"This file is larger than {LARGEST // MEGABYTE} MB."
        return Excess(1, text, "Leave out what isn't needed.")
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_LINES:
        text = f"This file has more than {MOST_LINES:,} lines."
        return Excess(1, text, "Leave out what isn't needed.")
    found = _OVERLONG.search(content)
    if found is not None:
        line = content.count(b"\n", 0, found.start() + 1) + 1
        text = f"This line has more than {LONGEST_LINE:,} bytes."
        return Excess(line, text, "Check that this is the right file.")
    return None
