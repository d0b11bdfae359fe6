"""Units and the term for the gradebook: what is asked beside the weeks, a column each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.model.course import Course
from bot.model.gradebook.export import by_name, most_of, result_of, row_of
from bot.model.gradebook.gradebook import GradebookWeek, Scope
from bot.model.participation.choosing.matching import total
from bot.model.participation.policies.policy import Period, Policy
from bot.model.participation.standings.standing import (
    NOTHING,
    PeriodStanding,
    Standing,
    WeekState,
)
from bot.model.people import Person
from bot.model.time.weeks import week_start


def unit_number(policy: Policy, week: int) -> int | None:
    """Return the number, from 1, of the unit that a week is part of; None if it is part of none."""
    unit = policy.unit_of(week)
    ordered = sorted(policy.units, key=lambda each: each.first)
    return None if unit is None else ordered.index(unit) + 1


def export_period(
    course: Course,
    policy: Policy,
    weeks: Sequence[int],
    scope: Scope,
    roster: Iterable[Person],
    standings: Mapping[str, Standing],
    made_at: datetime,
    *,
    locked: bool,
) -> GradebookWeek:
    """Return a unit, or the term, of `weeks` for every student of the roster, by name.

    `policy` rules the last of these weeks. Points are the policy's worth, scaled to the most that
    anybody is asked, so that who was asked for less and did it has all of it; what a soft cap lets
    in above the target counts as it does in a week.
    """
    students = by_name(roster)
    per, last = scope.per, weeks[-1]
    keys = {key for one in policy.asks(per) for key in one.options}
    options = [option for option in policy.options if option.key in keys]
    own = {person.id: _own(standings[person.id], per, last) for person in students}
    full = max((each.asked for each in own.values() if each.is_asked), default=NOTHING)
    zone = ZoneInfo(course.zone)
    starts, ends = (week_start(course, week).astimezone(zone).date() for week in (weeks[0], last))
    return GradebookWeek(
        course=course.title,
        week=last,
        starts=starts,
        ends=ends + timedelta(days=6),
        zone=course.zone,
        policy=policy.version,
        made_at=made_at,
        locked=locked,
        options=tuple(option.title for option in options),
        rows=tuple(
            row_of(
                person,
                result_of(
                    own[person.id],
                    [_worth(own[person.id], option.key) for option in options],
                    full,
                ),
            )
            for person in students
        ),
        scope=scope.whole,
        unit=unit_number(policy, last) if per is Period.UNIT else None,
        most=most_of(policy, per, full, full),
    )


def _own(standing: Standing, per: Period, last: int) -> PeriodStanding:
    """Return the period of a kind that ends with a week; one that isn't asked if there is none."""
    for each in standing.periods:
        if each.per is per and each.last == last:
            return each
    return PeriodStanding(
        state=WeekState.NOT_ASKED, per=per, title="", first=last, last=last, note="Not asked."
    )


def _worth(period: PeriodStanding, option: str) -> Decimal:
    return total(each for _, each in period.counted if each.option == option)
