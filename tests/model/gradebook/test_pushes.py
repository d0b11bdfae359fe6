"""What a push writes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.gradebook.gradebook import GradebookWeek, Key
from bot.model.gradebook.matching import FileRow
from bot.model.gradebook.pushes import HeldColumn, HeldGrade, Plan, Pushed, batches, plan_push
from tests.support.gradebook import MADE_AT, a_week, row

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
    assert "Still open" in done.omitted[1].why


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
    assert [left.name for left in done.omitted] == ["Bo"]
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
