"""A course: one class with a term, a time zone and its places in chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bot.model.places import Group, Place, Purpose

LONGEST_TERM = timedelta(days=400)
"""More than this and a year was mistyped."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall-clock hours in which nobody is written to privately; may span midnight."""

    starts: time = time(22, 0)
    ends: time = time(8, 0)


@dataclass(frozen=True, slots=True)
class Course:
    """One class and its settings.

    `starts` and `ends` are the term's first and last day in `zone` (an IANA name). Week 1 is the
    week of `starts`, Monday to Sunday in the course's zone. A session is announced
    `announce_before` its start, and calls upon `mention`, one group a platform, where staff want
    that; a recap publishes itself `publish_after` its draft (never, if
    None) and its make-up stays open for `makeup_open`. `export_day` counts from Monday = 0.
    """

    id: str
    title: str
    zone: str
    starts: date
    ends: date
    quiet: QuietHours = QuietHours()
    language: str = "en"
    places: dict[Purpose, tuple[Place, ...]] = field(default_factory=dict)
    announce_before: timedelta = timedelta(days=3)
    mention: tuple[Group, ...] = ()
    publish_after: timedelta | None = timedelta(hours=12)
    makeup_open: timedelta = timedelta(hours=72)
    export_day: int = 0
    export_time: time = time(6, 0)
    frozen: bool = False

    def places_for(self, purpose: Purpose) -> tuple[Place, ...]:
        """Return the places for `purpose`, one a platform; the main ones stand in if it has none.

        The staff's place never has a stand-in: what is meant for staff waits instead. Nor has a
        voice place: presence is looked at only where the course says so.
        """
        own = self.places.get(purpose, ())
        if own or purpose in (Purpose.STAFF, Purpose.VOICE):
            return own
        return self.places.get(Purpose.MAIN, ())

    def mentioned(self, place: Place) -> Group | None:
        """Return the group that announcements in a place call upon, if there is one."""
        return next((group for group in self.mention if group.platform == place.platform), None)

    def all_places(self) -> tuple[Place, ...]:
        """Return every place of the course once, the main ones first."""
        ordered = sorted(self.places.items(), key=lambda item: item[0] is not Purpose.MAIN)
        return tuple(dict.fromkeys(place for _, places in ordered for place in places))
