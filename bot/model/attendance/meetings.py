"""Meetings as they took place: named attendees and when each was there, in UTC.

Reports become meetings by `placing`; a program that tells itself who joined and left can make one
directly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.attendance.names import LONGEST, nameless, spelled
from bot.model.attendance.reports import Source
from bot.model.participation.acts.evidence import Presence


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody as a meeting program names them, and when they were there.

    `stays` are intervals. Where `total` is given they only say from when until when somebody came
    and went, if anything, and `total` is how long they were there in all. `lines` are those of
    the report. Somebody who never left the waiting room has neither.
    """

    name: str
    email: str | None = None
    login: str | None = None
    stays: tuple[Presence, ...] = ()
    total: timedelta | None = None
    guest: bool = False
    host: bool = False
    lines: tuple[int, ...] = ()

    @property
    def was_there(self) -> bool:
        """Whether they were in the meeting at all."""
        return bool(self.stays) or self.total is not None

    @property
    def identity(self) -> str | None:
        """What they are told apart by next time, too; None for "iPad", which is no name."""
        if self.email:
            return f"mail {self.email[:LONGEST].casefold()}"
        return None if nameless(self.name) else f"name {spelled(self.name)}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: the program, its number or title there ("" if unknown), and who attended.

    `begins` and `ends` are when it took place, None where only lengths are known.
    """

    source: Source
    name: str
    begins: datetime | None
    ends: datetime | None
    attendees: tuple[Attendee, ...]


def is_same(one: Meeting, other: Meeting) -> bool:
    """Whether two reports are about one meeting, so that the later corrects the earlier.

    They are of one program and name, and their times overlap as far as they are known: a room
    that was closed and opened again had two meetings.
    """
    if (one.source, one.name) != (other.source, other.name):
        return False
    if one.begins is None or one.ends is None or other.begins is None or other.ends is None:
        return True
    return one.begins <= other.ends and other.begins <= one.ends


def merged(rows: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Return attendees with one entry for each name and address, in the order they came up."""
    found: dict[tuple[str, str], Attendee] = {}
    for row in rows:
        key = (row.name, (row.email or row.login or "").casefold())
        before = found.get(key)
        found[key] = row if before is None else _joined(before, row)
    return tuple(found.values())


def _joined(one: Attendee, other: Attendee) -> Attendee:
    """Return both rows as one attendee; a total is known where it is for one of them."""
    total = None
    if one.total is not None or other.total is not None:
        total = _most(one) + _most(other)
    return replace(
        one,
        login=one.login or other.login,
        stays=(*one.stays, *other.stays),
        total=total,
        guest=one.guest and other.guest,
        host=one.host or other.host,
        lines=(*one.lines, *other.lines),
    )


def _most(attendee: Attendee) -> timedelta:
    """Return how long somebody can have been there at most, by one row."""
    if attendee.total is not None:
        return attendee.total
    return sum((s.left - s.joined for s in attendee.stays if s.left), timedelta())
