"""What `homeroom course new` asks, how each answer is read, and the file that comes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from adapters.files.courses import formats
from adapters.files.courses.starter import Answers, new
from adapters.system.clock import SystemClock
from adapters.terminal.services import Asked
from adapters.text.cities.names import folded
from adapters.text.cities.search import find
from adapters.text.cities.table import table
from bot.model.time.zones import is_zone

PLATFORMS = ("sandbox", "discord", "slack")


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise ValueError("Something has to stand here.")
    return line


def _weekdays(text: str) -> frozenset[int]:
    words = text.replace(",", " ").split()
    if not words:
        raise ValueError("Name at least one weekday, such as tue.")
    return frozenset(map(formats.read_weekday, words))


def _zone(text: str) -> str:
    """Return a zone by its name, or that of a city whose zone is clear."""
    if is_zone(text.strip()) or re.search(r"\d", text):
        return formats.read_zone(text)
    name = folded(text.partition(",")[0])  # nothing that only sounds alike: this is written down
    cities = find(table(), text, SystemClock().now())
    zones = sorted({city.zone for city in cities if folded(city.name) == name})
    if len(zones) > 1:
        raise ValueError(f"That may be in any of these zones; name one: {', '.join(zones[:5])}.")
    return zones[0] if zones else formats.read_zone(text)


def _platform(text: str) -> str:
    name = text.strip().lower()
    if name not in PLATFORMS:
        raise ValueError(f"Choose one of {', '.join(PLATFORMS)}.")
    return name


def _roster(text: str) -> str | None:
    return text.strip() or None


def _told(read: Callable[[str], object]) -> Callable[[str], object]:
    """Return a reader whose errors say what to write instead, too."""

    def told(text: str) -> object:
        try:
            return read(text)
        except formats.Unreadable as error:
            raise ValueError(f"{error} {error.suggestion}".strip()) from None

    return told


QUESTIONS = (
    Asked("title", "What is the course called?", "as students know it", "", _line),
    Asked(
        "zone",
        "By which city's clock are its times?",
        "such as Berlin, or a zone such as Europe/Berlin",
        "",
        _told(_zone),
    ),
    Asked("starts", "When does the term start?", "such as 2026-09-21", "", _told(formats.read_day)),
    Asked("ends", "When does it end?", "its last day", "", _told(formats.read_day)),
    Asked("on", "On which weekdays is the live session?", "such as tue", "", _told(_weekdays)),
    Asked("at", "At what time, by that clock?", "such as 15:00", "", _told(formats.read_clock)),
    Asked(
        "lasts",
        "How long does it last?",
        "such as 75 min",
        "75 min",
        _told(formats.read_length),
        False,
    ),
    Asked("instructor", "Who teaches it?", "a name", "", _line),
    Asked("username", "What does the school call them?", "a username, such as nbrandt", "", _line),
    Asked(
        "platform", "Where does the class write?", ", ".join(PLATFORMS), "sandbox", _platform, False
    ),
    Asked(
        "roster",
        "Is there a roster beside the file?",
        "a CSV file; empty for none",
        "",
        _roster,
        False,
    ),
)


def course_file(answers: dict[str, object]) -> str:
    """Return the course file; ValueError for answers that don't fit together."""
    given = cast(dict[str, Any], answers)
    ends: date = given["ends"]
    return new(
        Answers(
            title=given["title"],
            zone=given["zone"],
            starts=given["starts"],
            ends=ends,
            weekdays=given["on"],
            at=given["at"],
            length=given["lasts"],
            instructor=given["instructor"],
            username=given["username"],
            platform=given["platform"],
            roster=given["roster"],
        )
    )
