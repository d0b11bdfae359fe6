"""Sightings: what a meeting program tells, as it happens, of who is in a meeting.

Like presence in voice places these are states at single instants, so that neither the order in
which they arrive nor one that comes twice changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.attendance.meetings import Attendee, Meeting, merged
from bot.model.attendance.names import spelled
from bot.model.attendance.reports import Source
from bot.model.attendance.rooms import leads_to, took_place
from bot.model.live.presence import EVERYONE, Seen, Whose, intervals
from bot.model.participation.acts.evidence import Presence
from bot.model.people import Account, Person
from bot.model.places import Place
from bot.model.sessions import Session

OVER = ""
"""Stands for whoever is in a meeting: it is over, so nobody is there any more."""
APART = timedelta(seconds=1)
"""Between two meetings in one room: it holds one at a time."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody is in a meeting at an instant, or isn't.

    `room` is where the meeting is held (see bot.model.attendance.rooms), `meeting` the program's
    id of this one, `who` its id there of the attendee, `name` and `email` what it calls them.
    """

    source: Source
    room: str
    meeting: str
    who: str
    present: bool
    at: datetime
    name: str = ""
    email: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, bool, datetime]:
        """What it says; names aside, which the program may spell otherwise the next time."""
        return self.source, self.room, self.meeting, self.who, self.present, self.at


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting that a program told of, with its id of it."""

    id: str
    meeting: Meeting


def told_of(sightings: Iterable[Sighting], session: Session) -> list[Told]:
    """Return the meetings of a session, the first first, with who was there during it.

    Where nobody said that a meeting is over, it is when the next one in its room begins, or with
    the session if somebody is still there.
    """
    by_meeting: dict[tuple[Source, str, str], list[Sighting]] = {}
    for each in sightings:
        if leads_to(session.link, each.room):
            by_meeting.setdefault((each.source, each.room, each.meeting), []).append(each)
    begins, ends = took_place(session)
    found: list[Told] = []
    after: dict[tuple[Source, str], datetime] = {}
    for key in sorted(by_meeting, key=lambda one: (_first(by_meeting[one]), one), reverse=True):
        last = after.get(key[:2])
        after[key[:2]] = _first(by_meeting[key])
        meeting = _meeting(by_meeting[key], last - APART if last else None, begins, ends)
        if meeting.attendees:
            found.append(Told(key[2], meeting))
    return found[::-1]


def is_of(sighting: Sighting, person: Person) -> bool:
    """Whether a sighting is of somebody by their own address or name."""
    if sighting.email and person.email:
        return sighting.email.casefold() == person.email.casefold()
    return bool(sighting.name) and spelled(sighting.name) == spelled(person.name)


def _first(sightings: Sequence[Sighting]) -> datetime:
    return min(each.at for each in sightings)


def _meeting(
    sightings: Sequence[Sighting], last: datetime | None, begins: datetime, ends: datetime
) -> Meeting:
    """Return a meeting that was over by `last`, with its attendees of [begins, ends)."""
    one = sightings[0]
    stays = intervals(_seen(each) for each in sightings)
    rows: list[Attendee] = []
    for (_, account), presences in sorted(stays.items(), key=_by_time):
        name, email = _called(sightings, account.id)
        inside = tuple(
            stay
            for stay in (_until(each, last) for each in presences)
            if stay.joined < ends and (stay.left is None or stay.left > max(begins, stay.joined))
        )
        if inside:
            rows.append(Attendee(name, email or None, stays=inside))
    still = any(stay.left is None for row in rows for stay in row.stays)
    latest = max(each.at for each in sightings)
    over = max(latest, ends) if still else latest
    number = one.room.partition("/")[2]
    first = _first(sightings)
    end = over if last is None else min(over, max(last, first))
    return Meeting(one.source, number, first, end, merged(rows))


def _by_time(stays: tuple[Whose, list[Presence]]) -> tuple[datetime, str]:
    (_, account), presences = stays
    return presences[0].joined, account.id


def _seen(each: Sighting) -> Seen:
    place = Place(each.source, each.meeting)
    account = Account(each.source, EVERYONE if each.who == OVER else each.who)
    return Seen(place, account, each.present, each.at)


def _until(stay: Presence, last: datetime | None) -> Presence:
    if last is None or (stay.left is not None and stay.left <= last):
        return stay
    return replace(stay, left=max(last, stay.joined))


def _called(sightings: Iterable[Sighting], who: str) -> tuple[str, str]:
    """Return what somebody was called last, and the address that was told of them, if any was."""
    theirs = sorted((one for one in sightings if one.who == who), key=lambda one: one.key[-2:])
    names = [one.name for one in reversed(theirs) if one.name]
    emails = [one.email for one in reversed(theirs) if one.email]
    return next(iter(names), ""), next(iter(emails), "")
