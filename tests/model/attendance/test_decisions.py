"""What staff said of strangers holds until somebody of that name enrolls."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model.attendance.decisions import Decision, outdated, standing
from bot.model.attendance.kept import in_class, was_never_here
from tests.support.sample import ANA, COURSE

DAY = date(2026, 9, 9)
LATE = datetime(2026, 9, 8, 23, tzinfo=UTC)
"""One in the morning of DAY by Berlin's clocks."""
SAID = Decision(COURSE.id, "name ana", "ANA (guest)", None, "ines", LATE)


@pytest.mark.parametrize(
    ("enrolled", "is_outdated"),
    [(None, False), (date(2026, 9, 8), False), (DAY, True), (date(2026, 9, 20), True)],
)
def test_who_enrolls_on_the_day_or_later_is_the_stranger(
    enrolled: date | None, is_outdated: bool
) -> None:
    found = outdated([SAID], [replace(ANA, enrolled=enrolled)], "Europe/Berlin")
    assert (found == (SAID,)) is is_outdated


@pytest.mark.parametrize(
    "said",
    [replace(SAID, person="ben"), replace(SAID, undone=LATE), replace(SAID, name="Ana Lima")],
)
def test_of_others_it_stays(said: Decision) -> None:
    assert outdated([said], [replace(ANA, enrolled=DAY)], "Europe/Berlin") == ()
    assert outdated([SAID], [replace(ANA, enrolled=DAY, dropped=DAY)], "Europe/Berlin") == ()


def test_what_stands_is_by_identity() -> None:
    assert standing([SAID, replace(SAID, identity="x", undone=LATE)]) == {"name ana": None}


def test_whose_joining_was_undone_was_never_in_the_class() -> None:
    ghost = replace(ANA, enrolled=DAY, dropped=DAY)
    assert was_never_here(ghost)
    assert in_class([ghost], LATE) == []
    left = replace(ANA, dropped=DAY)
    assert not was_never_here(left)
    assert in_class([left], LATE) == [left]
