"""Units and the term as columns of a gradebook, beside the weeks' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.model.participation.policies.policy import Period
from bot.model.participation.standings.standing import PeriodStanding, Standing, WeekState


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """What one unit, or the term, came to for everybody.

    `asked` is the most that anybody is asked, in the policy's worth; `grades` are by person's id:
    None for who isn't counted, or has earned nothing yet and still can, since a zero stands only
    where nothing can change it. Who was asked for less and did it has all of `asked`; points above
    the target are not in it. `locked` tells whether it is locked for everybody who is counted.
    """

    per: Period
    title: str
    first: int
    last: int
    asked: Decimal
    locked: bool
    grades: Mapping[str, Decimal | None]


def period_columns(standings: Mapping[str, Standing]) -> tuple[PeriodColumn, ...]:
    """Return a column for each unit, and for the term, that asks anything of anybody."""
    found: dict[tuple[Period, str], dict[str, PeriodStanding]] = {}
    for person, standing in standings.items():
        for each in standing.periods:
            found.setdefault((each.per, each.title), {})[person] = each
    columns: list[PeriodColumn] = []
    for (per, title), by_person in found.items():
        asked = max(each.asked for each in by_person.values())
        counted = [each for each in by_person.values() if each.is_asked]
        some = next(iter(by_person.values()))
        if counted:
            columns.append(
                PeriodColumn(
                    per,
                    title,
                    some.first,
                    some.last,
                    asked,
                    all(each.state is WeekState.LOCKED for each in counted),
                    {person: _grade(by_person.get(person), asked) for person in standings},
                )
            )
    return tuple(sorted(columns, key=lambda column: (column.per is Period.TERM, column.first)))


def _grade(standing: PeriodStanding | None, full: Decimal) -> Decimal | None:
    if standing is None or not standing.is_asked:
        return None
    if not standing.earned and not standing.closed:
        return None
    return min(standing.earned, standing.asked) * full / standing.asked
