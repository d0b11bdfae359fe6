"""A week of a small class as the gradebook gets it, with the names that break exports."""

from datetime import UTC, date, datetime
from decimal import Decimal

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
