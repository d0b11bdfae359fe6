"""The grade so far, and what changed since an export."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from bot.model.gradebook.gradebook import GradebookWeek, Scope
from bot.model.gradebook.total import PERCENT, difference, explained, export_total, lost
from bot.model.participation.policies.policy import Period
from bot.model.participation.standings.standing import (
    PeriodStanding,
    Standing,
    WeekStanding,
    WeekState,
)
from tests.support.gradebook import MADE_AT, a_week, row
from tests.support.participation import ANA, ANY_TWO, COURSE, NEXT_WEEK, OFFER

ONE, TWO = Decimal(1), Decimal(2)
LATER = replace(OFFER, week=OFFER.week + 1)


def week(number: int, earned: str, possible: str = "0", **more: object) -> WeekStanding:
    state = WeekState.PROVISIONAL
    values = {"state": state, "earned": Decimal(earned), "asked": TWO, **more}
    return WeekStanding(week=number, possible=Decimal(possible), **values)  # type: ignore[arg-type]


def total(
    weeks: Sequence[WeekStanding], periods: Sequence[PeriodStanding] = (), now: datetime = NEXT_WEEK
) -> GradebookWeek:
    standing = Standing(ANA.id, 1, tuple(weeks), tuple(periods))
    policies = {OFFER.week: ANY_TWO, LATER.week: ANY_TWO}
    offers = (OFFER, LATER)
    return export_total(COURSE, policies, offers, [ANA], {ANA.id: standing}, now, locked=False)


def test_it_is_a_share_of_what_the_closed_weeks_asked() -> None:
    result = total([week(OFFER.week, "1"), week(LATER.week, "0", possible="2")])
    [ana] = result.rows
    assert (ana.earned, ana.asked, ana.exact) == (Decimal(50), PERCENT, Decimal(50))
    assert ana.marks == (Decimal("1.00"), None)
    assert ana.note == "1 of 2 in 1 week. 1 week still open."
    assert (result.column, result.week, result.scope) == (
        "Participation total", LATER.week, Scope.TOTAL,
    )  # fmt: skip


def test_what_is_dropped_or_not_asked_costs_nothing() -> None:
    dropped = week(OFFER.week, "0", dropped=True)
    [ana] = total([dropped, week(LATER.week, "2")]).rows
    assert ana.earned == 100
    assert ana.note == "2 of 2 in 2 weeks. 1 week dropped."
    excused = week(LATER.week, "0", state=WeekState.EXCUSED)
    [nobody] = total([week(OFFER.week, "0", possible="2"), excused]).rows
    assert (nobody.earned, nobody.status) == (None, "not counted")
    assert nobody.marks == (None, None)


def test_a_unit_and_the_term_have_columns_and_count_once_they_are_closed() -> None:
    state = WeekState.PROVISIONAL
    first, last = OFFER.week, LATER.week
    unit = PeriodStanding(
        state=state, earned=ONE, asked=ONE, per=Period.UNIT, title="Acids", first=first, last=last
    )
    term = PeriodStanding(
        state=state, asked=ONE, possible=ONE, per=Period.TERM, title="", first=1, last=15
    )
    result = total([week(first, "0"), week(last, "2")], [unit, term])
    assert result.options == (
        f"W{first:02}", f"W{last:02}", "Participation U1", "Participation term",
    )  # fmt: skip
    [ana] = result.rows
    assert ana.marks == (Decimal(0), TWO, ONE, None)
    assert ana.earned == 60


def test_a_difference_holds_what_changed_and_knows_the_rest() -> None:
    now = a_week(row("Amara", "1"), row("Bao", "2"), row("Ciara", None), row("Dodo", None))
    before = {"p-amara": ONE, "p-bao": ONE, "p-dodo": TWO}
    changed = difference(now, before, MADE_AT)
    assert [each.person for each in changed.rows] == ["p-bao", "p-dodo"]
    assert [each.person for each in changed.unchanged] == ["p-amara", "p-ciara"]
    assert (changed.scope, changed.since) == (Scope.DIFFERENCE, MADE_AT)
    assert [each.person for each in lost(changed, before)] == ["p-dodo"]
    told = explained(changed, {"p-bao": "week 3: +1 by decision of Ines: there"})
    assert told.rows[0].note == "Changed: week 3: +1 by decision of Ines: there."
    assert told.rows[1] == changed.rows[1]
