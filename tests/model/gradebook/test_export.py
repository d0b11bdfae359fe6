"""The weekly export: who earned what, in figures and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from bot.model.gradebook.export import Routes, export_week, full_week, in_words, routes
from bot.model.gradebook.gradebook import EvidenceRow, GradebookRow, GradebookWeek
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.policies.policy import Excused, Policy
from bot.model.participation.standings.excuses import Excuse
from bot.model.people import Person, Role
from tests.support.participation import (
    ANA,
    ANY_TWO,
    CLASS_OVER,
    COURSE,
    DISCUSSION,
    NEXT_WEEK,
    OFFER,
    WEEK,
    attended,
    discussed,
    made_up,
    stand,
    week_of,
)

STAFF = Person("prof", "c", "Prof", Role.INSTRUCTOR)


def week(
    entries: Iterable[Entry] = (),
    person: Person = ANA,
    policy: Policy = ANY_TWO,
    now: datetime = NEXT_WEEK,
    excuses: Sequence[Excuse] = (),
) -> GradebookWeek:
    standing = stand(entries, now, policy, person=person, excuses=excuses)
    return export_week(COURSE, policy, OFFER, [STAFF, person], {"ana": standing}, now, locked=False)


def row(*args: Iterable[Entry], **more: object) -> GradebookRow:
    (only,) = week(*args, **more).rows  # type: ignore[arg-type]
    return only


def test_the_week_is_named_and_dated_in_the_courses_zone() -> None:
    shown = EvidenceRow("ana", "Ana", "attend", CLASS_OVER, "Acids", 60, counts=True)
    standings = {"ana": stand()}
    result = export_week(
        COURSE, ANY_TWO, OFFER, [ANA], standings, NEXT_WEEK, locked=True, evidence=[shown]
    )
    assert (result.course, result.week, result.zone) == ("Chemistry 101", WEEK, "Europe/Berlin")
    assert (result.starts, result.ends) == (date(2026, 9, 14), date(2026, 9, 20))
    assert (result.policy, result.made_at, result.locked) == (1, NEXT_WEEK, True)
    assert result.options == ("Attend", "Make-up", "Discuss")
    assert result.evidence == (shown,)
    assert not week().locked


def test_staff_are_not_in_it_and_students_stand_by_name() -> None:
    people = [
        replace(ANA, id="b", name="bo"),
        STAFF,
        replace(ANA, id="z", name="Zoe"),
        replace(ANA, id="a2", name="Ana"),
        replace(ANA, id="a1", name="Ana"),
    ]
    standings = {person.id: stand(person=person) for person in people}
    result = export_week(COURSE, ANY_TWO, OFFER, people, standings, NEXT_WEEK, locked=False)
    assert [line.person for line in result.rows] == ["a1", "a2", "b", "z"]


def test_a_row_carries_what_gradebooks_match_by() -> None:
    person = replace(ANA, email="ana@example.edu", username="ana1", number="007", group="B")
    line = row(person=person)
    assert (line.name, line.email, line.username) == ("Ana", "ana@example.edu", "ana1")
    assert (line.number, line.group) == ("007", "B")


def test_full_and_part_and_none() -> None:
    full = row([attended(), *discussed()])
    assert (full.earned, full.asked) == (Decimal("2.00"), Decimal(2))
    assert full.marks == (Decimal(1), Decimal(0), Decimal(1))
    assert (full.status, full.note) == ("in full", "2 of 2.")
    part = row([made_up()])
    assert (part.earned, part.status) == (Decimal(1), "in part")
    assert part.marks == (Decimal(0), Decimal(1), Decimal(0))
    assert part.note == "1 of 2; nothing more is possible."
    none = row()
    assert (none.earned, none.status) == (Decimal(0), "none")


def test_nothing_yet_is_no_zero_while_it_can_change() -> None:
    waiting = row(now=CLASS_OVER)
    assert (waiting.earned, waiting.status) == (None, "open")
    assert waiting.note == "0 of 2 so far; 2 still possible."
    begun = row([attended()], now=CLASS_OVER)
    assert (begun.earned, begun.status) == (Decimal(1), "open")


def test_who_is_not_counted_has_no_grade() -> None:
    excused = row(excuses=[Excuse("ana", WEEK)])
    assert (excused.earned, excused.asked, excused.status) == (None, Decimal(0), "excused")
    assert excused.note == "Excused from this week."
    assert excused.marks == (Decimal(0),) * 3
    dropped = row(person=replace(ANA, dropped=date(2026, 9, 1)))
    assert (dropped.earned, dropped.status) == (None, "not asked")


def test_who_was_asked_less_and_did_it_has_full_points() -> None:
    line = row([attended(), *discussed()], excuses=[Excuse("ana", WEEK, "s3")])
    assert (line.earned, line.asked) == (Decimal(2), Decimal(2))
    assert line.note == "1 of 1."


def test_points_are_scaled_to_the_gradebooks() -> None:
    ten = replace(ANY_TWO, scale=Decimal(10))
    line = row([attended()], policy=ten)
    assert (line.earned, line.asked) == (Decimal(5), Decimal(10))
    assert line.marks[0] == Decimal(5)
    thirds = replace(ANY_TWO, scale=Decimal(1), excuses=Excused.PARTIAL)
    third = replace(thirds, excuse_fraction=Decimal("0.333"))
    assert row(policy=third, excuses=[Excuse("ana", WEEK)]).earned == Decimal("0.33")
    half = replace(thirds, excuse_fraction=Decimal("0.125"))
    assert row(policy=half, excuses=[Excuse("ana", WEEK)]).earned == Decimal("0.13")


def test_a_full_week_is_what_it_offers() -> None:
    assert full_week(ANY_TWO, OFFER) == 2
    assert full_week(ANY_TWO, replace(OFFER, things=(DISCUSSION,))) == 1


def test_routes_are_counted_over_the_class() -> None:
    weeks = [
        week_of([attended(), *discussed()]),
        week_of([made_up()]),
        week_of(),
        week_of(now=CLASS_OVER),
        week_of(excuses=[Excuse("ana", WEEK)]),
    ]
    result = routes(ANY_TWO, weeks)
    assert result == Routes(4, 2, (("Attend", 1), ("Make-up", 1), ("Discuss", 1)), 1, 1)
    assert in_words(result) == (
        "2 of 4 took part. By route: Attend 1, Make-up 1, Discuss 1. "
        "1 has no route yet and can still take one. 1 took no route, and it is too late for one."
    )


def test_words_for_many_and_for_none() -> None:
    taken = (("Attend", 12), ("Make-up", 0), ("Discuss", 7))
    assert in_words(Routes(24, 19, taken, 3, 2)) == (
        "19 of 24 took part. By route: Attend 12, Discuss 7. "
        "3 have no route yet and can still take one. 2 took no route, and it is too late for one."
    )
    assert in_words(Routes(0, 0, (("Attend", 0),), 0, 0)) == "0 of 0 took part."
