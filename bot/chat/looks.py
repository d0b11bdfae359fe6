"""Looks of a doctor: what was looked at before a class goes there, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.people import Account
from bot.model.places import Place, Purpose

OTHER_PLACE = "Name another one with /class setup, or in the course file."
MOST_NAMES = 5
MOST_SKEW = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was seen, and what to do if it is bad."""

    about: str
    seen: str
    remedy: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing has to be done."""
        return not self.remedy


@dataclass(frozen=True, slots=True)
class CourseThere:
    """A course as it is on one platform: its places by purpose, and who is who on its roster."""

    title: str
    by_purpose: Mapping[Purpose, Sequence[Place]]
    staff: frozenset[Account]
    students: Mapping[Account, str]

    def places(self) -> list[Place]:
        """Return every place once."""
        return list(dict.fromkeys(one for some in self.by_purpose.values() for one in some))

    def purposes(self, place: Place) -> list[Purpose]:
        """Return what a place is for."""
        return [purpose for purpose, some in self.by_purpose.items() if place in some]

    def named(self, place: Place) -> str:
        """Return words for a place whose name is not known."""
        return f"The {', '.join(self.purposes(place))} place ({place.id})"

    def students_among(self, readers: Iterable[Account]) -> str:
        """Return the students among who reads a place, a few by name; nothing if there are none."""
        names = sorted(self.students[one] for one in readers if one in self.students)
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        return ", ".join(names[:MOST_NAMES]) + more


def clock_finding(name: str, ours: datetime, theirs: datetime) -> Finding:
    """Return how far our clock is from that of what is called `name`: aware, of one moment."""
    skew = ours - theirs
    if abs(skew) <= MOST_SKEW:
        return Finding("Clock", f"agrees with {name}'s")
    which = "ahead of" if skew > timedelta() else "behind"
    seen = f"{abs(round(skew.total_seconds()))} seconds {which} {name}'s"
    return Finding("Clock", seen, "Let the system set it (NTP): sessions begin by it.")
