"""What a push writes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.gradebook.gradebook import GradebookWeek, Key
from bot.model.gradebook.matching import FileRow
from bot.model.gradebook.pushes import (
    HeldColumn,
    HeldGrade,
    Plan,
    Pushed,
    batches,
    mark_of,
    plan_push,
)
from tests.support.gradebook import MADE_AT, a_week, row

ONE, TWO = Decimal(1), Decimal(2)
NAMES = ("Amara", "Bo", "Chen", "Dana", "Emil")
GRADES = st.sampled_from([None, "0", "1", "1.5", "2"])
KEPT = st.one_of(st.none(), st.tuples(st.sampled_from(["0", "1", "2"]), GRADES, st.booleans()))


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text).quantize(Decimal("0.01"))


def column(
    *held: tuple[str, str | None], most: str | None = "2", strict: bool = False
) -> HeldColumn:
    grades = [
        HeldGrade(
            FileRow(line, f"canvas/{name}", name, ((Key.EMAIL, f"{name.lower()}@example.edu"),)),
            decimal(grade),
        )
        for line, (name, grade) in enumerate(held, 1)
    ]
    return HeldColumn("Participation W03", decimal(most), tuple(grades), strict)


def plan(
    week: GradebookWeek,
    held: HeldColumn,
    pushed: dict[str, Pushed] | None = None,
    *,
    overwrite: bool = False,
) -> Plan:
    return plan_push(week, held, pushed or {}, {}, overwrite=overwrite)


def test_no_grade_is_no_zero_and_what_is_open_waits() -> None:
    week = a_week(row("Amara", None), row("Bo", "0"), row("Chen", "1", status="open"))
    done = plan(week, column(("Amara", "2"), ("Bo", None), ("Chen", None)))
    assert [(each.name, each.after) for each in done.changes] == [("Bo", Decimal(0))]
    assert [left.name for left in done.omitted] == ["Amara", "Chen"]
    assert [left.why for left in done.omitted] == [
        "Not counted, or nothing is decided yet; a grade that is there stays.",
        "Still open: more can be earned. Push again once it is closed.",
    ]


def test_what_a_person_entered_is_theirs_unless_staff_say_otherwise() -> None:
    week, held = a_week(row("Amara"), row("Bo")), column(("Amara", "1"), ("Bo", None))
    [theirs] = plan_push(week, held, {}, {}).theirs
    assert (theirs.name, theirs.why, theirs.over) == (
        "Amara", "entered there, not by Homeroom", False,
    )  # fmt: skip
    amara, bo = plan(week, held, overwrite=True).changes
    assert (amara.over, amara.before, amara.after, bo.over) == (True, ONE, TWO, False)
    last = Pushed("c", "k", "canvas/Amara", "p-amara", Decimal(2), None, "o", MADE_AT, True)
    [changed] = plan(week, held, {"canvas/Amara": last}).theirs
    assert changed.why == "changed there since the last push"
    free = replace(held, grades=(replace(held.grades[0], grade=None, excused=True),))
    assert plan(week, free).theirs[0].why == "excused there"


def test_a_closed_row_says_why_nothing_can_be_written() -> None:
    [one] = column(("Amara", None)).grades
    shut = HeldColumn("W03", Decimal(2), (replace(one, closed="Locked in Canvas."),))
    assert [left.why for left in plan(a_week(row("Amara")), shut).omitted] == ["Locked in Canvas."]


def test_a_plan_stays_the_same_while_its_grades_come_to_stand() -> None:
    week, empty = a_week(row("Amara"), row("Bo", "1")), column(("Amara", None), ("Bo", None))
    first = plan(week, empty)
    half = plan(week, column(("Bo", None), ("Amara", "2")))
    assert (len(first.changes), len(half.changes), len(half.standing)) == (2, 1, 1)
    assert mark_of(half) == mark_of(first)
    assert len({
        mark_of(one) for one in (
            first,
            replace(first, title="Other"),
            replace(first, week=4),
            plan(a_week(row("Amara"), row("Bo", "2")), empty),
            plan(week, column(("Amara", None))),
        )
    }) == 5  # fmt: skip


def test_a_grade_is_scaled_from_what_it_is_before_rounding() -> None:
    third = replace(row("Amara", "0.67"), exact=Decimal(2) / 3)
    done = plan(a_week(third), column(("Amara", None), most="100"))
    assert done.changes[0].after == Decimal("33.33")
    assert "scaled by 100/2" in done.notes[0]


def test_what_is_above_a_strict_maximum_is_not_sent() -> None:
    week = a_week(row("Amara", "2.5"))
    assert plan(week, column(("Amara", None))).changes[0].after == Decimal("2.5")
    [left] = plan(week, column(("Amara", None), strict=True)).omitted
    assert "2.5 is above the column's maximum, 2" in left.why


def test_a_column_with_room_for_what_a_soft_cap_lets_in_scales_nothing() -> None:
    week = replace(a_week(row("Amara", "2.5"), row("Bo", "2")), most=Decimal(3))
    done = plan(week, column(("Amara", None), ("Bo", None), most="2.5", strict=True))
    assert [each.after for each in done.changes] == [Decimal("2.5"), Decimal(2)]
    assert "every grade goes in as it is" in done.notes[0]
    [left] = plan(week, column(("Amara", None), ("Bo", None), strict=True)).omitted
    assert left.why.endswith("Raise it there to 3, the most that somebody may have.")


def test_what_is_above_the_maximum_elsewhere_is_written_and_told() -> None:
    done = plan(a_week(row("Amara", "2.5"), row("Bo", "2")), column(("Amara", None), ("Bo", None)))
    assert [each.after for each in done.changes] == [Decimal("2.5"), Decimal(2)]
    assert done.notes[0] == (
        "1 grade is above the 2 points of “Participation W03”: it goes in as it is and counts as "
        "extra credit."
    )


def test_who_has_no_row_and_which_row_is_nobodys_is_told() -> None:
    done = plan(a_week(row("Amara"), row("Bo")), column(("Amara", None), ("Zoe", None)))
    assert [(left.name, left.why) for left in done.omitted] == [
        ("Bo", "The gradebook has no row that is theirs for certain.")
    ]
    assert [doubt.row.name for doubt in done.doubts] == ["Zoe"]


def test_a_provisional_week_is_said_to_be_one() -> None:
    week = replace(a_week(row("Amara")), locked=False)
    assert "not locked yet" in plan(week, column(("Amara", None))).notes[-1]


@given(
    earned=st.lists(GRADES, min_size=5, max_size=5),
    held=st.lists(GRADES, min_size=5, max_size=5),
    kept=st.lists(KEPT, min_size=5, max_size=5),
)
def test_a_push_touches_only_its_own_and_ends(
    earned: list[str | None],
    held: list[str | None],
    kept: list[tuple[str, str | None, bool] | None],
) -> None:
    week = a_week(*(row(name, grade) for name, grade in zip(NAMES, earned, strict=True)))
    before = dict(zip(NAMES, held, strict=True))
    pushed = {
        f"canvas/{name}": Pushed(
            "c", "k", f"canvas/{name}", name, decimal(one[0]) or Decimal(0), decimal(one[1]), "o",
            MADE_AT, one[2],
        )
        for name, one in zip(NAMES, kept, strict=True)
        if one
    }  # fmt: skip
    done = plan(week, column(*before.items()), pushed)
    told = [*done.changes, *done.standing, *done.theirs]
    assert sorted([each.name for each in told] + [left.name for left in done.omitted]) == [*NAMES]
    for each in done.changes:
        last = pushed.get(each.row)
        ours = (last.grade, *(() if last.confirmed else (last.before,))) if last else (None,)
        assert each.before in ours
    after = before | {each.name: str(each.after) for each in done.changes}
    sure = pushed | {
        each.row: Pushed("c", "k", each.row, each.person, each.after, each.before, "o", MADE_AT,
                         confirmed=True)
        for each in done.changes
    }  # fmt: skip
    again = plan(week, column(*after.items()), sure)
    assert again.changes == ()
    assert again.theirs == done.theirs
    assert plan(week, column(*before.items()), pushed, overwrite=True).theirs == ()


@given(st.integers(0, 60), st.integers(1, 50))
def test_batches_hold_every_change_once(count: int, most: int) -> None:
    week = a_week(*(row(f"S{chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(count)))
    held = column(*((one.name, None) for one in week.rows))
    changes = plan(week, held).changes
    split = list(batches(changes, most))
    assert [each for some in split for each in some] == list(changes)
    assert all(len(some) <= most for some in split)
