"""A week of a small class as the gradebook gets it, with the names that break exports."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from bot.model.gradebook.gradebook import EvidenceRow, GradebookRow, GradebookWeek

MADE_AT = datetime(2026, 9, 14, 4, 0, tzinfo=UTC)


def row(name: str, earned: str | None = "2", **more: str | None) -> GradebookRow:
    """Return a student's week; `earned` goes to the first of two options."""
    login = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
    keys: dict[str, str | None] = {
        "email": f"{login}@example.edu",
        "username": login,
        "number": None,
        "note": "",
        "status": "in full" if earned == "2" else "in part",
    } | more
    return GradebookRow(
        person=f"p-{login}",
        name=name,
        email=keys["email"],
        username=keys["username"],
        number=keys["number"],
        earned=None if earned is None else Decimal(earned),
        asked=Decimal(2),
        marks=(Decimal(earned or 0), Decimal(0)),
        status=keys["status"] or "",
        note=keys["note"] or "",
    )


def a_week(*rows: GradebookRow, evidence: tuple[EvidenceRow, ...] = ()) -> GradebookWeek:
    """Return week 3 of a course, locked, with these students."""
    return GradebookWeek(
        course="Chemistry 101",
        week=3,
        starts=date(2026, 9, 7),
        ends=date(2026, 9, 13),
        zone="Europe/Berlin",
        policy=2,
        made_at=MADE_AT,
        locked=True,
        options=("Attend live", "Discuss"),
        rows=rows,
        evidence=evidence,
    )


SAMPLE_GRADES = {
    "S1001": "9",
    "S1002": "7",
    "S1003": "0",
    "S1004": "6.5",
    "S1005": None,
    "S1006": "4",
    "0001007": "10",
}
"""What the people of the samples earned of 10, by their ID number."""


def sample_week(shared: Path, grades: Mapping[str, str | None] = SAMPLE_GRADES) -> GradebookWeek:
    """Return week 1 of the course whose gradebooks the samples are; its zone is New York's."""
    people = json.loads((shared / "samples" / "roster" / "people.json").read_text("utf-8"))
    rows = []
    for person in people:
        number = person["idnumber"]
        if number not in grades:
            continue
        earned = grades[number]
        keys = {"email": person["email"], "username": person["username"], "number": number}
        student = row(f"{person['firstname']} {person['lastname']}", earned, **keys)
        rows.append(replace(student, person=f"p-{number}", asked=Decimal(10)))
    return replace(
        a_week(*rows), course="CHEM101-F26", week=1, starts=date(2026, 8, 31), ends=date(2026, 9, 6)
    )
