"""Bytes become text, or the place where they are none."""

from __future__ import annotations

import pytest

from adapters.files.yaml.encoding import decoded

WIDE = "c:1:1: error: This file is UTF-16, not UTF-8. Save it as UTF-8."


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", ""),
        ("\ufeffa: Zürich\r\n".encode(), "a: Zürich\r\n"),
        ("a: é\nb: Zürich".encode() + b"\xdc", "c:2:10: error: byte DC: This file is not UTF-8."),
        ("a: Zürich".encode("latin-1"), "c:1:5: error: byte FC: This file is not UTF-8."),
        ("\ufeff".encode() + b"\xff", "c:1:1: error: byte FF: This file is not UTF-8."),
        ("a: b".encode("utf-16"), WIDE),
        ("a: b".encode("utf-16-le"), WIDE),
        ("a: b".encode("utf-16-be"), WIDE),
        (b"PK\x03\x04...", "c:1:1: error: This is a document, no plain text. Save it as plain"),
    ],
)
def test_what_is_no_utf_8_is_said_with_its_place(content: bytes, found: str) -> None:
    assert str(decoded(content, "c")).startswith(found)
