"""Remarks on the time zones of a course file."""

from __future__ import annotations

from adapters.files.problems import Severity
from adapters.files.shape import complain
from adapters.files.yaml.text import Document, Path
from bot.model.time.zones import is_offset, nearest_zone


def warn_of_offset(document: Document, path: Path, zone: str | None) -> None:
    """Warn of a zone that is an offset from UTC, as EST is: its clocks never change."""
    if zone is None or not is_offset(zone):
        return
    near = nearest_zone(zone)
    hint = f"Did you mean {near}?" if near else "Name a place, such as Europe/Berlin."
    text = "This is an offset, which knows no summer time."
    complain(document, path, text, hint, severity=Severity.WARNING)
