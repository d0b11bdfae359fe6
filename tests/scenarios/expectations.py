"""Files of what is expected, in expected/. HOMEROOM_EXPECT=write writes them as things are."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

EXPECTED = Path(__file__).parent / "expected"


def same_as_file(content: bytes | str, name: str) -> None:
    """Compare bytes with a file of expected/; AssertionError shows the lines that differ."""
    found = content.encode() if isinstance(content, str) else content
    file = EXPECTED / name
    if os.environ.get("HOMEROOM_EXPECT") == "write":
        file.write_bytes(found)
    wanted = file.read_bytes() if file.exists() else b""
    same(wanted.decode(errors="replace"), found.decode(errors="replace"), file.name)
    assert found == wanted, f"{file.name} differs in its bytes, not in its lines"


def same(wanted: str, found: str, what: str) -> None:
    """Compare texts; AssertionError shows the lines that differ."""
    if wanted.splitlines() != found.splitlines():
        lines = (wanted.splitlines(), found.splitlines())
        shown = "\n".join(difflib.unified_diff(*lines, "expected", "found", lineterm=""))
        raise AssertionError(f"{what} is not as expected:\n{shown}")
