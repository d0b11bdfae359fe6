"""Text in files that people bring: which encoding its bytes are in, without asking anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .xls files begin."""
EXCEL_SEPARATOR = re.compile(r'"?sep=.?"?', re.IGNORECASE)
"""The line by which Excel is told the separator; it may precede the header."""
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
CUT_OFF = ("truncated data", "unexpected end of data")
"""Why UTF-16 can't be read that lacks its end. UTF-8 is no sign: Latin-1 may end like that."""
HEADER = 40
"""Bytes that are looked at where no mark tells the encoding: some of the first line."""


class Undecodable(Exception):
    """Bytes are neither UTF-8 nor UTF-16, from `line` (counted from 1) on.

    With `cut` they are UTF-16 that ends in the middle of a character.
    """

    def __init__(self, line: int, *, cut: bool = False) -> None:
        """Keep the line, and whether the file was cut off there."""
        why = "is cut off inside a character" if cut else "is neither UTF-8 nor UTF-16"
        super().__init__(f"line {line} {why}")
        self.line = line
        self.cut = cut


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's text became bytes: a codec, and the mark (BOM) before it, if any."""

    codec: str
    mark: bytes = b""


def decoded(content: bytes) -> tuple[Encoding, str]:
    """Return a file's encoding and its text without the mark; Undecodable if it has none here."""
    encoding = _encoding(content)
    body = content[len(encoding.mark) :]
    try:
        return encoding, body.decode(encoding.codec)
    except UnicodeDecodeError as error:
        cut = encoding.codec != "utf-8" and error.reason in CUT_OFF
        raise Undecodable(body.count(b"\n", 0, error.start) + 1, cut=cut) from None


def _encoding(content: bytes) -> Encoding:
    """Return the encoding: known by its mark, or UTF-16 by the zeros of a Latin header."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return Encoding(codec, mark)
    start = content[:HEADER]
    for codec, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if len(start) > 3 and not any(start[zeros::2]) and all(start[letters::2]):
            return Encoding(codec)
    return Encoding("utf-8")
