"""A whole term: what every week's export holds, and that it is what a count by hand gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.scenarios.term import happens
from tests.scenarios.term.counting import points
from tests.scenarios.term.living import Term, term
from tests.scenarios.term.students import WEEKS, students

BEFORE = datetime(2026, 9, 6, 12, tzinfo=UTC)


async def test_every_week_s_export_is_what_a_count_by_hand_gives(tmp_path: Path) -> None:
    async with term(tmp_path, BEFORE) as room:
        for week in range(1, WEEKS + 1):
            await happens.before(room, week)
            await room.week(week)
            await happens.after(room, week)
        await room.until(WEEKS + 2, days=1)
        wrong = [line for week in range(1, WEEKS + 1) for line in _differing(room, week)]
        assert wrong == []


def _differing(room: Term, week: int) -> Iterator[str]:
    exported = _exported(room, week)
    for student in students():
        counted = points(student, week, happens.APART)
        given = exported.pop(student.email, None)
        if counted != given:
            yield f"week {week} {student.username} {student.did[week - 1]}: {given}, not {counted}"
    yield from exported


def _exported(room: Term, week: int) -> dict[str, Decimal]:
    """Return the points of the newest Moodle file of a week, by address."""
    named = f"rivers-and-people-week-{week:02}.moodle.csv"
    content = [file.content for file in room.chat.files.values() if file.name == named][-1]
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {row["Email address"]: Decimal(row[f"Participation W{week:02}"]) for row in rows}
