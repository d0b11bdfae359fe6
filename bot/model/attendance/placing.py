"""From a report's clock times to instants: in a zone, on the session's day.

A time in the hour that occurs twice is taken so that people leave after they join and stay as long
as the report says; where both fit, the earlier one that doesn't lie before what came before it.
A time that the clocks leaped over never was: the report, or the zone, is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.model.attendance.meetings import Attendee, Meeting, merged
from bot.model.attendance.reports import Report, Row, Unplaceable, Wall
from bot.model.attendance.rooms import took_place
from bot.model.participation.acts.evidence import Presence
from bot.model.sessions import Session
from bot.model.time.spoken import spoken_time
from bot.model.time.zones import Fit, last_at, local, resolve

ROUNDED = timedelta(seconds=90)
"""By how much a length that is told in whole minutes may differ from the two times."""
BRIEF = timedelta(minutes=1)
DAY = timedelta(days=1)


def placed(report: Report, session: Session, zone: str) -> Meeting:
    """Return the meeting that a report of `session` tells of; its clocks are those of `zone`.

    Unplaceable if its times are none of that zone's, or not the session's.
    """
    refused: list[Unplaceable] = []
    for reading in (report, _exchanged(report)) if report.exchangeable else (report,):
        try:
            meeting = _Placing(session, zone).meeting(reading)
            _check(meeting, session, zone)
        except Unplaceable as error:
            refused.append(error)
        else:
            return meeting
    raise refused[0]


def overlaps(meeting: Meeting, session: Session) -> bool:
    """Whether a meeting may have been a session's; one of unknown times may have been any's."""
    if meeting.begins is None or meeting.ends is None:
        return True
    begins, ends = took_place(session)
    return meeting.begins < ends and begins < meeting.ends


class _Placing:
    """The reading of one report for one session in one zone."""

    def __init__(self, session: Session, zone: str) -> None:
        self._near = session.began or session.starts
        self._zone = zone
        self._over: datetime | None = None

    def meeting(self, report: Report) -> Meeting:
        """Return the meeting of one reading of the report."""
        header = Row(report.line, "", joined=report.begins, left=report.ends, length=report.length)
        begins, ends = self._pair(header, None)
        self._over = ends and ends + ROUNDED
        left: dict[tuple[str, str], datetime] = {}
        found: list[Attendee] = []
        for row in report.rows:
            key = (row.name, row.email or "")
            attendee = self._attendee(row, left.get(key, begins or self._near - DAY))
            found.append(attendee)
            if attendee.stays:
                left[key] = max(stay.left or stay.joined for stay in attendee.stays)
        stays = [stay for attendee in found for stay in attendee.stays]
        first = min((stay.joined for stay in stays), default=begins)
        last = max((stay.left or stay.joined for stay in stays), default=ends)
        return Meeting(report.source, report.meeting, first, last, merged(found))

    def _attendee(self, row: Row, after: datetime) -> Attendee:
        """Return one row's attendee; who only waited was at no time in the meeting."""
        whole = Attendee(
            row.name,
            row.email,
            row.login,
            guest=row.guest,
            host=row.host,
            lines=(row.line,),
        )
        if row.waiting:
            return whole
        if row.joined is None or row.left is None:
            return replace(whole, total=row.length)
        joined, left = self._pair(row, after)
        if joined is None or left is None:
            return whole
        stay = Presence(joined, left)
        away = row.partial and row.length is not None and row.length < left - joined - BRIEF
        return replace(whole, stays=(stay,), total=row.length if away else None)

    def _pair(self, row: Row, after: datetime | None) -> tuple[datetime | None, datetime | None]:
        """Return the instants of a row's two times, the second not before the first.

        `after` is what came before: of two readings that fit alike, one that isn't before it is
        taken. It is None for the meeting's own row, which is read near the session.
        """
        starts, ends = self._instants(row.joined, row.line), self._instants(row.left, row.line)
        if not starts or not ends:
            return next(iter(starts), None), next(iter(ends), None)
        pairs = [(start, end) for start in starts for end in ends if start <= end < start + DAY]
        if not pairs and after is not None:
            raise Unplaceable(
                f"somebody leaves here ({_said(row.left)}) before they join ({_said(row.joined)})",
                row.line,
            )
        if not pairs:
            return starts[0], None

        def misfit(pair: tuple[datetime, datetime]) -> tuple[bool, timedelta, bool, datetime]:
            start, end = pair
            odd = row.length is not None and abs(end - start - row.length) > ROUNDED
            near = after is None or isinstance(row.joined, time)
            off = abs(start - self._near) if near else timedelta()
            early = after is not None and start < after
            return odd, off, early or (self._over is not None and end > self._over), start

        return min(pairs, key=misfit)

    def _instants(self, wall: Wall | None, line: int) -> list[datetime]:
        """Return the instants that a time may mean, earliest first."""
        if wall is None:
            return []
        if isinstance(wall, time):
            day = local(self._near, self._zone).date()
            days = (day - DAY, day, day + DAY)
            return [each for on in days for each in self._readings(datetime.combine(on, wall))]
        if wall.tzinfo is not None:
            return [wall.astimezone(UTC)]
        found = list(self._readings(wall))
        if not found:
            raise Unplaceable(
                f"{_said(wall)} never was in {self._zone}: the clocks went forward over it", line
            )
        return found

    def _readings(self, wall: datetime) -> Iterator[datetime]:
        resolved = resolve(wall, self._zone)
        if resolved.kind is not Fit.GAP:
            yield resolved.instant
        if resolved.kind is Fit.OVERLAP:
            yield last_at(wall, self._zone)


def _check(meeting: Meeting, session: Session, zone: str) -> None:
    if overlaps(meeting, session) or meeting.begins is None or meeting.ends is None:
        return
    ran = _span(meeting.begins, meeting.ends, zone)
    planned = _span(*took_place(session), zone)
    raise Unplaceable(
        f"the report's meeting ran {ran}, but {session.title} took place {planned} ({zone} time)"
    )


def _span(begins: datetime, ends: datetime, zone: str) -> str:
    """Return a span of time in words, as in "Wed, Sep 2, 2026, 13:00-14:16"."""
    return f"{spoken_time(begins, zone)}-{local(ends, zone):%H:%M}"


def _said(wall: Wall | None) -> str:
    if isinstance(wall, datetime):
        return f"{wall:%Y-%m-%d %H:%M:%S}"
    return "" if wall is None else f"{wall:%H:%M:%S}"


def _exchanged(report: Report) -> Report:
    """Return the report with day and month of each date exchanged."""
    rows = tuple(
        replace(row, joined=_swapped(row.joined), left=_swapped(row.left)) for row in report.rows
    )
    begins, ends = _swapped(report.begins), _swapped(report.ends)
    return replace(report, rows=rows, begins=begins, ends=ends)


def _swapped(wall: Wall | None) -> Wall | None:
    if not isinstance(wall, datetime) or wall.day > 12:
        return wall
    return wall.replace(month=wall.day, day=wall.month)
