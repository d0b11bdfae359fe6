"""Meeting programs' reports in a classroom: brought by staff, for sessions on two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.calls import Upload
from bot.model.participation.acts.ledger import Act
from bot.model.people import Person
from tests.support.classroom import Classroom
from tests.support.meeting_files import Visit, zoom
from tests.support.sample import INES, at, session

LIMITS, SERIES = session("limits", at(hours=10)), session("series", at(days=2, hours=10))
"""On Monday and Wednesday from 12:00 to 13:00 by Berlin's clocks, the course's."""


def visit(name: str, joined: str, left: str, email: str = "", day: str = "2026-09-07") -> Visit:
    """Return a stay in a meeting, by Berlin's clocks."""
    times = [datetime.fromisoformat(f"{day} {time}") for time in (joined, left)]
    return Visit(name, email, *times)


ANAS = (
    visit("Ana", "11:55", "12:20", "ana@example.edu"),
    visit("Ana", "12:24", "13:05", "ana@example.edu"),
)
BENS = visit("iPad (Ben)", "12:00", "12:30")
PHONE = visit("15551234567", "12:10", "13:00")


async def brings(
    room: Classroom, visits: Sequence[Visit] | bytes, more: str = "", who: Person = INES
) -> str:
    """Bring a report, Zoom's unless it is given in bytes; return what the answer reads."""
    content = visits if isinstance(visits, bytes) else zoom(visits)
    upload = Upload("report.csv", content)
    return await room.says(who, f"/class attendance import {more}", files={"file": upload})


async def attended(room: Classroom, who: Person) -> list[tuple[int, int | None]]:
    """Return the minutes, and of how many, that stand for somebody's sessions."""
    return [
        (entry.amount, entry.out_of) for entry in await room.ledger(who) if entry.act is Act.ATTEND
    ]
