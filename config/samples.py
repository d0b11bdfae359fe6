"""Where the course files that ship with Homeroom are."""

from __future__ import annotations

from pathlib import Path

SAMPLE_COURSE = Path(__file__).resolve().parent / "courses" / "intercultural.yaml"
"""The course that the demo lives through; its roster stands beside it."""
