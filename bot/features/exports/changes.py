"""What changed since a week's export before, for the staff's message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bot.model.gradebook.gradebook import GradebookWeek
from bot.model.participation.policies.policy import figure


def changes(before: Mapping[str, Decimal], now: GradebookWeek) -> tuple[str, ...]:
    """Return a sentence for each student whose points changed since an export's `grades`.

    Those who had no grade yet and now have none of the points are told in one sentence: when a
    week closes they are many, and nothing of theirs was changed.
    """
    return tuple(_changes(before, now))


def _changes(before: Mapping[str, Decimal], now: GradebookWeek) -> Iterator[str]:
    nothing = 0
    for row in now.rows:
        had = before.get(row.person)
        if had is None and row.earned == 0:
            nothing += 1
        elif had != row.earned:
            yield f"{row.name}: {_said(had)} before, {_said(row.earned)} now."
    if nothing:
        yield f"{nothing} without a grade before: 0 now, for nothing more is possible."


def _said(grade: Decimal | None) -> str:
    return "not counted" if grade is None else figure(grade)
