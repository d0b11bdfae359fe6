"""The grade so far, and what changed since an export."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.model.gradebook.gradebook import EvidenceRow, GradebookWeek, Scope
from bot.model.gradebook.total import PERCENT, difference, explained, export_total, lost
from bot.model.participation.policies.policy import Period
from bot.model.participation.standings.standing import (
    PeriodStanding,
    Standing,
    WeekStanding,
    WeekState,
)
from bot.model.people import Person
from tests.support.gradebook import MADE_AT, a_week, row
from tests.support.participation import ANA, ANY_TWO, COURSE, NEXT_WEEK, OFFER

ONE, TWO = Decimal(1), Decimal(2)
LATER = replace(OFFER, week=OFFER.week + 1, starts=OFFER.starts + timedelta(days=7))


def week(number: int, earned: str, possible: str = "0", **more: object) -> WeekStanding:
    state = WeekState.PROVISIONAL
    values = {"state": state, "earned": Decimal(earned), "asked": TWO, **more}
    return WeekStanding(week=number, possible=Decimal(possible), **values)  # type: ignore[arg-type]


def total(
    weeks: Sequence[WeekStanding],
    periods: Sequence[PeriodStanding] = (),
    now: datetime = NEXT_WEEK,
    who: Person = ANA,
) -> GradebookWeek:
    standing = Standing(ANA.id, 1, tuple(weeks), tuple(periods))
    policies = {OFFER.week: ANY_TWO, LATER.week: ANY_TWO}
    offers = (OFFER, LATER)
    return export_total(COURSE, policies, offers, [who], {who.id: standing}, now, locked=False)


def test_it_is_a_share_of_what_the_closed_weeks_asked() -> None:
    result = total([week(OFFER.week, "1"), week(LATER.week, "0", possible="2")])
    [ana] = result.rows
    assert (ana.earned, ana.asked, ana.exact) == (Decimal(50), PERCENT, Decimal(50))
    assert ana.marks == (Decimal("1.00"), None)
    assert ana.note == "1 of 2 in 1 week. 1 week still open."
    assert (result.column, result.week, result.scope) == (
        "Participation total", LATER.week, Scope.TOTAL,
    )  # fmt: skip


def test_a_row_is_found_by_all_that_tells_somebody_apart() -> None:
    lab = replace(ANA, email="ana@x.edu", username="ana", number="0007", group="Lab A")
    result = total([week(OFFER.week, "2"), week(LATER.week, "1")], who=lab)
    [ana] = result.rows
    assert (ana.person, ana.name, ana.email, ana.username, ana.number, ana.group) == (
        "ana", "Ana", "ana@x.edu", "ana", "0007", "Lab A",
    )  # fmt: skip
    assert (ana.status, ana.note) == ("so far", "3 of 4 in 2 weeks.")
    assert (result.course, result.zone, result.policy) == (COURSE.title, COURSE.zone, 1)
    assert (result.made_at, result.locked) == (NEXT_WEEK, False)
    assert (result.starts, result.ends) == (date(2026, 9, 14), date(2026, 9, 27))


def test_what_is_dropped_or_not_asked_costs_nothing() -> None:
    dropped = week(OFFER.week, "0", dropped=True)
    [ana] = total([dropped, week(LATER.week, "2")]).rows
    assert ana.earned == 100
    assert ana.note == "2 of 2 in 2 weeks. 1 week dropped."
    excused = week(LATER.week, "0", state=WeekState.EXCUSED)
    [nobody] = total([week(OFFER.week, "0", possible="2"), excused]).rows
    assert (nobody.earned, nobody.status) == (None, "not counted")
    assert nobody.marks == (None, None)
    assert (nobody.note, nobody.asked) == ("No closed week counts yet.", Decimal(0))


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
    half = replace(unit, earned=Decimal("0.125"))
    [rounded] = total([week(first, "0"), week(last, "2")], [half, term]).rows
    assert rounded.marks[2] == Decimal("0.13")
    assert ana.earned == 60


def test_a_difference_holds_what_changed_and_knows_the_rest() -> None:
    now = a_week(row("Amara", "1"), row("Bao", "2"), row("Ciara", None), row("Dodo", None))
    before = {"p-amara": ONE, "p-bao": ONE, "p-dodo": TWO}
    changed = difference(now, before, MADE_AT)
    assert [each.person for each in changed.rows] == ["p-bao", "p-dodo"]
    assert [each.person for each in changed.unchanged] == ["p-amara", "p-ciara"]
    assert (changed.scope, changed.since) == (Scope.DIFFERENCE, MADE_AT)
    assert [each.person for each in lost(changed, before)] == ["p-dodo"]
    assert difference(changed, before, MADE_AT).unchanged == ()
    told = explained(changed, {"p-bao": "week 3: +1 by decision of Ines: there"})
    assert told.rows[0].note == "Changed: week 3: +1 by decision of Ines: there."
    assert told.rows[1] == changed.rows[1]


def test_a_difference_tells_only_what_those_did_whose_grade_changed() -> None:
    did = [
        EvidenceRow(name, name.title(), "Attend live", MADE_AT, "Acids", 60, counts=True)
        for name in ("p-amara", "p-bao")
    ]
    now = a_week(row("Amara", "1"), row("Bao", "2"), evidence=tuple(did))
    assert difference(now, {"p-amara": ONE}, MADE_AT).evidence == (did[1],)
