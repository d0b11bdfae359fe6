"""The one entry that stands for somebody's attendance, out of all that is known of it.

Sources are reconciled, not added: each is measured alone, and the one that shows most stands.
From the strongest to the weakest: staff's own word, intervals, a length alone, a code alone. A
check-in counts as the whole session, so that more evidence never makes less of an attendance;
what a measurement says beside it is shown, and where there is none the entry says how weak it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.attendance.kept import SessionReport
from bot.model.attendance.reports import report_of
from bot.model.ids import short_id
from bot.model.live.checkin import BY_CODE, BY_STAFF, CheckIn
from bot.model.participation.acts.evidence import (
    CHANGED,
    GRACE,
    Presence,
    measured,
    minutes_present,
    reconcile,
)
from bot.model.participation.acts.ledger import Act, Entry, in_force, revised_id, withdrawal
from bot.model.sessions import Session

MINUTE = timedelta(minutes=1)
VOICE = "voice"
"""The source that is no meeting program: the course's own voice places."""
NOT_THERE = "wasn't there, by what is known now"


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells of one person: intervals, or also that it was `total` at most."""

    source: str
    stays: tuple[Presence, ...] = ()
    total: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one person's attendance at one session."""

    checkin: CheckIn | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """The whole minutes that a source shows; `exact` unless only their sum is known."""

    source: str
    minutes: int
    exact: bool
    since: datetime | None

    def says(self, length: int) -> str:
        """Return the measure in words: "51 of 60 minutes in Zoom's report"."""
        most = "" if self.exact else "at most "
        return f"{most}{self.minutes} of {length} minutes{_where(self.source)}"


def entry_id(session: Session, person: str) -> str:
    """Return the id of the entry that evidence of a person's attendance makes."""
    return short_id(session.course, Act.ATTEND, person, session.id)


def session_length(session: Session) -> int:
    """Return the whole minutes of the scheduled part that really took place."""
    began, ended = measured(session)
    return int((ended - began) / MINUTE)


def measures(
    session: Session, told: Iterable[Told], grace: timedelta = GRACE
) -> tuple[Measure, ...]:
    """Return what each source shows, the most first; sources that show nothing are left out."""
    found = [_measure(session, each, grace) for each in told]
    shown = [each for each in found if each.minutes]
    return tuple(sorted(shown, key=lambda each: (-each.minutes, not each.exact, each.source)))


def glimpsed(session: Session, told: Iterable[Told]) -> str:
    """Return in words that somebody was there for less than a minute; "" if they weren't."""
    for each in told:
        measure = _measure(session, each, GRACE)
        if measure.since is not None or each.total:
            return f"less than a minute{_where(each.source)}"
    return ""


def settled(
    session: Session, person: str, evidence: Evidence, grace: timedelta = GRACE
) -> Entry | None:
    """Return the one entry to stand for a person's attendance, with what shows it; or None."""
    length = session_length(session)
    shown = measures(session, evidence.told, grace)
    checkin = evidence.checkin
    if checkin is not None and checkin.undone is None:
        words = checkin.evidence if checkin.by is not None else checked_in(shown, length)
        return _entry(session, person, checkin.at, length, words, checkin.by)
    if not shown:
        return None
    began = measured(session)[0]
    best = shown[0]
    at = max(best.since or began, began)
    words = "; ".join(each.says(length) for each in shown)
    if [each.source for each in shown] == [VOICE]:
        words = f"{best.minutes} of {length} minutes"
    return _entry(session, person, at, best.minutes, f"present {words}", None)


def checked_in(shown: Sequence[Measure], length: int) -> str:
    """Return what shows a check-in by code: alone it is weak."""
    if not shown:
        return BY_CODE
    link = ", but only" if contradicts(shown, length) else ";"
    return f"check-in by code{link} {shown[0].says(length)}"


def contradicts(shown: Sequence[Measure], length: int) -> bool:
    """Whether what was measured is less than half of what a check-in stands for."""
    return bool(shown) and 2 * shown[0].minutes < length


def told_by(reports: Iterable[SessionReport]) -> dict[str, tuple[Told, ...]]:
    """Return by person what the reports that count tell of them, each program's as one."""
    found: dict[tuple[str, str], Told] = {}
    for report in reports:
        for known in report.known if report.counts else ():
            if known.person is None or not known.attendee.was_there:
                continue
            key = (known.person, report.meeting.source.value)
            more = Told(key[1], known.attendee.stays, known.attendee.total)
            found[key] = _together(found[key], more) if key in found else more
    told: dict[str, tuple[Told, ...]] = {}
    for (person, _), each in sorted(found.items(), key=lambda item: item[0]):
        told[person] = (*told.get(person, ()), each)
    return told


def is_whole(entry: Entry) -> bool:
    """Whether an entry stands for the whole session, however long that turned out."""
    return entry.out_of is not None and entry.amount >= entry.out_of


def is_weak(entry: Entry) -> bool:
    """Whether nothing but a code shows an entry."""
    return entry.evidence == BY_CODE


def to_settle(
    existing: Iterable[Entry], wish: Entry | None, at: datetime, *, locked: bool
) -> tuple[Entry, ...]:
    """Return what to append to the ledger so that `wish`, or nothing, stands.

    `existing` are the person's entries for this evidence, withdrawals too. What staff marked by
    hand and took back binds nobody: the rest of the evidence speaks again; what they decided
    about any other entry stays. Whole attendance stays as it was entered, however long the session
    turned out, unless a code that stood alone is borne out by now.
    """
    own = [replace(one, by=None) if one.evidence == BY_STAFF else one for one in existing]
    standing = in_force(own)
    if wish is not None and len(standing) == 1 and is_whole(standing[0]) and is_whole(wish):
        stale = is_weak(standing[0]) != is_weak(wish)
        if locked or not stale or any(one.by is not None for one in own):
            return ()
        revision = 1 + sum(one.withdraws is None for one in {one.id: one for one in own}.values())
        again = replace(wish, id=revised_id(wish.id, revision))
        return (withdrawal(standing[0], CHANGED, at), again)
    wanted = () if wish is None else (wish,)
    return reconcile(own, wanted, at, gone=NOT_THERE, locked=locked)


def _where(source: str) -> str:
    return " by voice" if source == VOICE else f" in {report_of(source)}"


def _measure(session: Session, told: Told, grace: timedelta) -> Measure:
    began, ended = measured(session)
    inside = [s for s in told.stays if s.joined < ended and (s.left is None or s.left > began)]
    since = min((stay.joined for stay in inside), default=None)
    if told.total is None:
        return Measure(told.source, minutes_present(inside, began, ended, grace), True, since)
    room = minutes_present(inside, began, ended) * MINUTE if told.stays else ended - began
    return Measure(told.source, int(min(told.total, room) / MINUTE), False, since)


def _together(one: Told, other: Told) -> Told:
    """Return what one program tells in two rows or reports: intervals are put together."""
    if one.total is None and other.total is None:
        return Told(one.source, (*one.stays, *other.stays))
    if not one.stays or not other.stays:
        # Of one without times it isn't known whether it overlaps the other: the longer stands.
        return max(one, other, key=_most)
    return Told(one.source, (*one.stays, *other.stays), _most(one) + _most(other))


def _most(told: Told) -> timedelta:
    if told.total is not None:
        return told.total
    return sum((s.left - s.joined for s in told.stays if s.left), timedelta())


def _entry(
    session: Session, person: str, at: datetime, amount: int, evidence: str, by: str | None
) -> Entry:
    return Entry(
        id=entry_id(session, person),
        course=session.course,
        person=person,
        act=Act.ATTEND,
        at=at,
        week=session.week,
        about=session.id,
        amount=amount,
        evidence=evidence,
        by=by,
        out_of=session_length(session),
    )
