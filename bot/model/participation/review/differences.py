"""Differences: what changed in a week, a unit or the term after it was locked, by whom, and why.

Once a week is locked what staff decide, and what comes in late, is a difference. What is taken
back later (a report, a name, an account, a mark) takes nothing from it: nobody loses by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.model.ids import short_id
from bot.model.participation.policies.phrases import joined
from bot.model.participation.policies.policy import Period, figure
from bot.model.participation.standings.standing import Measured, Standing


@dataclass(frozen=True, slots=True)
class Mark:
    """What one period of one person comes to, `earned` of `asked`, in the policy's worth."""

    earned: Decimal
    asked: Decimal


Marks = Mapping[tuple[str, int], Mark | None]
"""Marks by person's id and week; None for a week that doesn't count for this person."""
Longer = tuple[str, Period, int, int]
"""Somebody's unit, or term: the person's id, which of both, its first and its last week."""
LongerMarks = Mapping[Longer, Mark | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One person's locked week changed from `before` to `after` (None: not counted).

    Or the unit or the term (`per`) from the week `first` to `week`, its last; `first` is None for
    a week.
    `why` is a sentence that goes on after "by decision of ...", `by` the id of who of the staff
    decided, None for what nobody decided by hand. Differences are only ever added: taking a
    decision back is another one. What stood when the week was locked is the first one's `before`,
    or, without any, what stands now.
    """

    id: str
    course: str
    person: str
    week: int
    before: Mark | None
    after: Mark | None
    why: str
    by: str | None
    at: datetime
    per: Period = Period.WEEK
    first: int | None = None

    @property
    def weeks(self) -> range:
        """The weeks of the period that changed."""
        return range(self.week if self.first is None else self.first, self.week + 1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What changes locked weeks: `key` tells it from others, the rest as in a Difference."""

    key: str
    course: str
    why: str
    by: str | None
    at: datetime


def mark_of(week: Measured) -> Mark | None:
    """Return what a period comes to; None where it doesn't count for the person."""
    return Mark(week.earned, week.asked) if week.is_asked else None


def marks_of(standings: Iterable[Standing]) -> dict[tuple[str, int], Mark | None]:
    """Return the marks of standings, week by week."""
    return {(each.person, week.week): mark_of(week) for each in standings for week in each.weeks}


def longer_marks_of(standings: Iterable[Standing]) -> dict[Longer, Mark | None]:
    """Return the marks of the units and the term that standings have."""
    return {
        (own.person, each.per, each.first, each.last): mark_of(each)
        for own in standings
        for each in own.periods
    }


def differences(before: Marks, after: Marks, decision: Decision) -> tuple[Difference, ...]:
    """Return what a decision changed among the marks `before` it; others are not looked at."""
    return tuple(
        Difference(
            id=short_id("difference", decision.course, person, str(week), decision.key),
            course=decision.course,
            person=person,
            week=week,
            before=mark,
            after=after.get((person, week)),
            why=decision.why,
            by=decision.by,
            at=decision.at,
        )
        for (person, week), mark in sorted(before.items(), key=lambda item: item[0])
        if after.get((person, week)) != mark
    )


def longer_differences(
    before: LongerMarks, after: LongerMarks, decision: Decision
) -> tuple[Difference, ...]:
    """Return what a decision changed among units and the term as they were `before` it."""
    return tuple(
        Difference(
            id=short_id(
                "difference", decision.course, person, f"{per} {first} {last}", decision.key
            ),
            course=decision.course,
            person=person,
            week=last,
            before=mark,
            after=after.get((person, per, first, last)),
            why=decision.why,
            by=decision.by,
            at=decision.at,
            per=per,
            first=first,
        )
        for (person, per, first, last), mark in sorted(before.items(), key=lambda item: item[0])
        if after.get((person, per, first, last)) != mark
    )


def as_locked(now: Marks, since: Sequence[Difference]) -> dict[tuple[str, int], Mark | None]:
    """Return the marks as they were when their weeks were locked; `since` has the oldest first."""
    marks = dict(now)
    for difference in reversed(since):
        marks[difference.person, difference.week] = difference.before
    return marks


def in_words(difference: Difference) -> str:
    """Return what a difference comes to: `+1`, `-0.5`, `from 1 of 2 to 1 of 1`, `not counted`."""
    before, after = difference.before, difference.after
    if before is None or after is None or before.asked != after.asked:
        return f"from {_said(before)} to {_said(after)}"
    gain = after.earned - before.earned
    return f"{'+' if gain > 0 else '-'}{figure(abs(gain))}"


def lines(found: Iterable[Difference], names: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each difference, in their order; `names` are staff's, by id."""
    for each in found:
        by = f" by decision of {names.get(each.by, 'staff')}" if each.by else ""
        yield f"{_when(each)}: {in_words(each)}{by}: {each.why}"


def nobody_loses(weeks: Iterable[int]) -> str:
    """Return a sentence for who takes something back that locked weeks keep; "" for no week."""
    numbers = [str(week) for week in sorted(set(weeks))]
    if not numbers:
        return ""
    are = "Week {} is" if len(numbers) == 1 else "Weeks {} are"
    return f"{are.format(joined(numbers))} locked, so nobody loses what it had given them."


def _when(each: Difference) -> str:
    if each.per is Period.WEEK:
        return f"week {each.week}"
    what = "unit" if each.per is Period.UNIT else "the whole term"
    return f"{what}, weeks {each.first} to {each.week}"


def _said(mark: Mark | None) -> str:
    return "not counted" if mark is None else f"{figure(mark.earned)} of {figure(mark.asked)}"
