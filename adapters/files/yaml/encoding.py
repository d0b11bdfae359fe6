"""A file's bytes as text; what is no UTF-8 is said with its place."""

from __future__ import annotations

import codecs

from adapters.files.problems import Problem

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What a file in UTF-16 begins with; Windows calls that Unicode."""
BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")
"""What documents and workbooks begin with."""


def decoded(content: bytes, file: str) -> str | Problem:
    """Return the text in the bytes of a file, or why they hold none."""
    if content.startswith(BINARY):
        advice = "Save it as plain text, in UTF-8."
        return Problem(file, 1, 1, "This is a document, no plain text.", suggestion=advice)
    if content.startswith(WIDE) or b"\0" in content[:4]:
        message = "This file is UTF-16, not UTF-8."
        return Problem(file, 1, 1, message, suggestion="Save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        value = f"byte {error.object[error.start]:02X}"
        message, advice = "This file is not UTF-8.", "Save it as UTF-8."
        return Problem(file, line, column, message, value, advice)
