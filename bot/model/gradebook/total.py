"""The total: the grade so far, over the weeks that are closed; and what changed between exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from bot.model.course import Course
from bot.model.gradebook.export import CENT, by_name, grade, points_of
from bot.model.gradebook.gradebook import (
    EvidenceRow,
    GradebookRow,
    GradebookWeek,
    Scope,
    period_column,
)
from bot.model.participation.policies.policy import Period, Policy, figure
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.standing import PeriodStanding, Standing
from bot.model.people import Person

PERCENT = Decimal(100)
"""What the grade so far is out of: a share of what was asked until now, never of the term."""


def export_total(
    course: Course,
    policies: Mapping[int, Policy],
    offers: Sequence[WeekOffer],
    roster: Sequence[Person],
    standings: Mapping[str, Standing],
    made_at: datetime,
    *,
    locked: bool,
    evidence: Iterable[EvidenceRow] = (),
) -> GradebookWeek:
    """Return the grade so far over the weeks of `offers` (the course's own), for every student.

    It is in percent of what the student's closed weeks, units and term asked, reckoned as their
    standing is, without what the policy drops; where something is still possible, it doesn't
    count yet. Who has nothing closed has none. Units and the term have columns of their own.
    """
    zone = ZoneInfo(course.zone)
    first, last = offers[0], offers[-1]
    full = {offer.week: points_of(policies[offer.week], offer) for offer in offers}
    students = by_name(roster)
    periods = _periods(standings[person.id] for person in students)
    return GradebookWeek(
        course=course.title,
        week=last.week,
        starts=first.starts.astimezone(zone).date(),
        ends=last.starts.astimezone(zone).date() + timedelta(days=6),
        zone=course.zone,
        policy=policies[last.week].version,
        made_at=made_at,
        locked=locked,
        options=(*(f"W{week:02}" for week in full), *periods.values()),
        rows=tuple(_row(person, standings[person.id], full, periods) for person in students),
        evidence=tuple(evidence),
        scope=Scope.TOTAL,
    )


_Span = tuple[Period, int, int]
"""What tells a unit from others, and from the term: its kind, its first and last week."""


def _periods(standings: Iterable[Standing]) -> dict[_Span, str]:
    """Return the columns of the units, numbered in their order, and of the term."""
    spans = {(each.per, each.first, each.last) for own in standings for each in own.periods}
    units = sorted((span for span in spans if span[0] is Period.UNIT), key=lambda span: span[1:])
    columns = {span: period_column(number) for number, span in enumerate(units, start=1)}
    return columns | dict.fromkeys(spans - set(units), period_column(None))


def _row(
    person: Person,
    standing: Standing,
    full: Mapping[int, Decimal],
    periods: Mapping[_Span, str],
) -> GradebookRow:
    weeks = [week for week in standing.weeks if week.week in full]
    closed = [week for week in weeks if week.is_asked and week.closed]
    settled = tuple(each for each in standing.periods if each.is_asked and each.closed)
    so_far = replace(standing, weeks=tuple(closed), periods=settled)
    percent = so_far.percent
    own = {(each.per, each.first, each.last): each for each in standing.periods}
    waiting = sum(week.is_asked and not week.closed for week in weeks)
    note = f"{figure(so_far.earned)} of {figure(so_far.asked)} in {_weeks(len(closed))}."
    if left := sum(week.dropped for week in closed):
        note += f" {_weeks(left).capitalize()} dropped."
    if waiting:
        note += f" {_weeks(waiting).capitalize()} still open."
    return GradebookRow(
        person=person.id,
        name=person.name,
        email=person.email,
        username=person.username,
        number=person.number,
        earned=None if percent is None else percent.quantize(CENT, ROUND_HALF_UP),
        asked=Decimal(0) if percent is None else PERCENT,
        marks=(
            *(grade(week, full[week.week])[0] for week in weeks),
            *(_mark(own.get(span)) for span in periods),
        ),
        status="so far" if closed or settled else "not counted",
        note=note if closed or settled else "No closed week counts yet.",
        group=person.group,
        exact=percent,
    )


def _mark(period: PeriodStanding | None) -> Decimal | None:
    """Return what a unit or the term comes to, in the policy's worth; None where it can't be told.

    As in a week, nothing earned yet is no zero while something is possible.
    """
    if period is None or not period.is_asked or (not period.earned and not period.closed):
        return None
    return period.earned.quantize(CENT, ROUND_HALF_UP)


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"


def difference(now: GradebookWeek, before: Mapping[str, Decimal], since: datetime) -> GradebookWeek:
    """Return what changed in a week since an export that gave people (by id) these grades.

    Who had no grade then and has none now did not change; who lost theirs did.
    """
    changed = {row.person for row in now.rows if row.earned != before.get(row.person)}
    return replace(
        now,
        rows=tuple(row for row in now.rows if row.person in changed),
        unchanged=tuple(row for row in now.rows if row.person not in changed),
        evidence=tuple(row for row in now.evidence if row.person in changed),
        scope=now.scope.difference,
        since=since,
    )


def explained(week: GradebookWeek, reasons: Mapping[str, str]) -> GradebookWeek:
    """Return a difference whose rows say why they changed; `reasons` are by person."""
    rows = [
        replace(row, note=f"{row.note} Changed: {reasons[row.person]}.".strip())
        if row.person in reasons
        else row
        for row in week.rows
    ]
    return replace(week, rows=tuple(rows))


def lost(week: GradebookWeek, before: Mapping[str, Decimal]) -> tuple[GradebookRow, ...]:
    """Return who had a grade in an export before and has none now: no file can take it away."""
    return tuple(row for row in week.rows if row.earned is None and row.person in before)
