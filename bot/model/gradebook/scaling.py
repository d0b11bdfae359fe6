"""Scaling: a week's points as those of a gradebook's column, and what is more than all of them.

Under a soft cap somebody may have 12.5 of 10. What a gradebook does with more than a column's
points: Canvas takes it and counts it as extra credit (it "won't block you from entering a score
that's more than the number of overall points possible", UNEX's guide; its documentation says so of
extra credit), and so does Blackboard, where totals go above 100 %. Moodle cuts it at the item's
maximum without a word when a file is imported, and saves nothing when it is pushed (run against
Moodle 4.3). So a column there has to have the most that somebody may have; and one that was raised
to that is no reason to scale everybody's grades.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.model.gradebook.export import CENT
from bot.model.gradebook.gradebook import GradebookRow, GradebookWeek
from bot.model.participation.policies.policy import figure


@dataclass(frozen=True, slots=True)
class Scaling:
    """How grades go into a column of `column` points (None: not known).

    `full` is all that is asked, `most` the most that somebody may have where that is more, both in
    our points.
    """

    full: Decimal
    most: Decimal | None
    column: Decimal | None

    @property
    def raised(self) -> bool:
        """Whether the column was given more points so that what is above `full` fits in."""
        if self.column is None or self.most is None:
            return False
        return self.full < self.column <= self.most

    @property
    def factor(self) -> Decimal | None:
        """By what grades are multiplied; None where they go in as they are."""
        if not self.column or not self.full or self.column == self.full or self.raised:
            return None
        return self.column / self.full

    def points(self, row: GradebookRow) -> Decimal:
        """Return a grade in the column's points, reckoned from what it is before rounding."""
        earned = row.exact if row.exact is not None else row.earned
        if earned is None:
            raise ValueError(f"{row.name} has no grade to scale.")
        if self.factor is not None and self.column is not None and row.asked:
            earned = earned * self.column / row.asked
        return earned.quantize(CENT, ROUND_HALF_UP)

    def note(self, title: str, where: str) -> str:
        """Return a sentence on how grades go into the column called `title`; "" as they are."""
        if self.raised and self.column is not None and self.most is not None:
            return (
                f"“{title}” has {figure(self.column)} points {where}, room for what is more than "
                f"{figure(self.full)}, so every grade goes in as it is."
            )
        if self.factor is None or self.column is None:
            return ""
        return (
            f"“{title}” has {figure(self.column)} points {where} and {figure(self.full)} here, so "
            f"every grade is scaled by {figure(self.column)}/{figure(self.full)}."
        )

    def above(self, grades: Iterable[Decimal], title: str) -> str:
        """Return a sentence on those of the `grades` written that are more than the column has."""
        over = sum(grade > self.column for grade in grades) if self.column else 0
        if not over or self.column is None:
            return ""
        column = f"the {figure(self.column)} points of “{title}”"
        if over == 1:
            return f"1 grade is above {column}: it goes in as it is and counts as extra credit."
        return f"{over} grades are above {column}: they go in as they are, as extra credit."


def scaling(week: GradebookWeek, column: Decimal | None) -> Scaling:
    """Return how a week's grades go into a column of so many points, None where it isn't known."""
    full = max((row.asked for row in week.rows), default=Decimal(0))
    return Scaling(full, week.most, column)


def cut_by_moodle(week: GradebookWeek, highest: Decimal) -> str:
    """Return a warning on grades up to `highest` that a file for Moodle has above what is asked."""
    above = [
        row.earned
        for row in week.rows
        if row.earned is not None and row.asked < row.earned <= highest
    ]
    if not above:
        return ""
    to = f"{figure(max(above))} at least"
    if week.most is not None and max(above) <= week.most <= highest:
        to = f"{figure(week.most)}, the most that somebody may have"
    return (
        f"{len(above)} earned more than was asked. Moodle cuts a grade at the item's maximum: "
        f"set {week.column} there to {to}."
    )
