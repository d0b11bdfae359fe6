"""A whole term: what every week's export holds, and that it is what a count by hand gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.scenarios.expectations import same_as_file
from tests.scenarios.term import happens
from tests.scenarios.term.counting import points, total
from tests.scenarios.term.living import Term, term
from tests.scenarios.term.students import WEEKS, students

BEFORE = datetime(2026, 9, 6, 12, tzinfo=UTC)
TOTAL = f"rivers-and-people-total-week-{WEEKS}.csv"
NAMES = ("rivers-and-people-week-{:02}.csv", "rivers-and-people-week-{:02}.moodle.csv")


@pytest.mark.slow
async def test_every_week_s_export_is_what_a_count_by_hand_gives(tmp_path: Path) -> None:
    async with term(tmp_path, BEFORE) as room:
        for week in range(1, WEEKS + 1):
            await happens.before(room, week)
            await room.week(week)
            await happens.after(room, week)
        await room.until(WEEKS + 2, days=1)
        wrong = [line for week in range(1, WEEKS + 1) for line in _differing(room, week)]
        assert wrong == []
        for week in range(1, WEEKS + 1):
            for name in NAMES:
                same_as_file(_newest(room, name.format(week)), f"term/{name.format(week)}")
        await _the_same_again(room)
        await _what_was_decided_late(room)
        await _the_term_in_all(room)


async def _the_same_again(room: Term) -> None:
    """Whatever has happened since, a week that is exported again is the same file."""
    before = _tables(room)
    for week in range(1, WEEKS + 1):
        await _exports(room, f"week:{week} format:moodle")
        await _exports(room, f"week:{week} format:csv")
    assert _tables(room) == before


async def _what_was_decided_late(room: Term) -> None:
    """A decision on a locked week comes as a difference."""
    name, week, _ = happens.LATE
    said = await _exports(room, f"week:{week} of:difference format:csv")
    assert f"{room.people[name].name}: 0 before, 5 now." in said
    assert "+1 by decision of Ines Okafor" in said
    rows = _rows(_newest(room, f"rivers-and-people-week-{week:02}-difference.csv"))
    assert [(row["Username"], row[f"Participation W{week:02}"]) for row in rows] == [(name, "5")]


async def _the_term_in_all(room: Term) -> None:
    """The total holds what was decided late as well."""
    name, week, letter = happens.LATE
    corrected = {**happens.APART.corrected, name: {week: letter}}
    everything = replace(happens.APART, corrected=corrected)
    await _exports(room, f"week:{WEEKS} of:total format:csv")
    content = _newest(room, TOTAL)
    same_as_file(content, f"term/{TOTAL}")
    found = {row["Username"]: Decimal(row["Participation total"]) for row in _rows(content)}
    assert found == {each.username: total(each, everything) for each in students()}


async def _exports(room: Term, what: str) -> str:
    """Ask for an export as the instructor; return the message it arrives with."""
    ines = room.people["ines"]
    await room.says(ines, f"/class export {what}")
    await room.app.tick()
    return room.seen(ines)[-1]


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
    rows = _rows(_newest(room, NAMES[1].format(week)))
    return {row["Email address"]: Decimal(row[f"Participation W{week:02}"]) for row in rows}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _tables(room: Term) -> dict[str, bytes]:
    """Return every file of the class's points, by its id, which is made from what it says."""
    return {file.id: file.content for file in room.chat.files.values() if "csv" in file.name}


def _newest(room: Term, name: str) -> bytes:
    return [file.content for file in room.chat.files.values() if file.name == name][-1]
