"""What happens in the term beside what the table says: who comes and goes, excuses, a new policy.

Times are days and hours after the Monday of a week, by the course's clock.
"""

from __future__ import annotations

from tests.scenarios.term.counting import Apart
from tests.scenarios.term.living import Term

JOINED = {"devon": 2, "gauri": 3, "fetu": 5}
LEFT = {"brandon": 4, "emi": 7, "harish": 11}
EXCUSED = {("grace", 3): "week", ("chihiro", 5): "seminar", ("hemi", 9): "seminar",
           ("aline", 12): "week"}  # fmt: skip

APART = Apart(
    joined=JOINED,
    left=LEFT,
    weeks={"grace": frozenset({3}), "aline": frozenset({12})},
    seminars={"chihiro": frozenset({5}), "hemi": frozenset({9})},
)


async def before(room: Term, week: int) -> None:
    """Let happen what does on the week's first days."""
    if week == 1:
        await room.enroll(lambda student: student.enrolled(1))
    if week in JOINED.values():
        await room.until(week, days=1, hours=10)
        await room.enroll(lambda student: student.enrolled(week))
    if week == 6:
        await room.until(week, hours=8)
        course = room.folder / "course.yaml"
        text = course.read_text("utf-8").replace("choose: 2", "choose: 3")
        course.write_text(text, "utf-8")
        await room.enroll(lambda student: student.enrolled(5))


async def after(room: Term, week: int) -> None:
    """Let happen what does on the week's Sunday."""
    await room.until(week, days=6, hours=12)
    ines = room.people["ines"]
    for (name, when), what in EXCUSED.items():
        if when == week:
            seminar = await room.seminar(week)
            which = f"week:{week}" if what == "week" or seminar is None else f"session:{seminar.id}"
            person = room.people[name].name
            said = await room.says(
                ines, f"/class roster excuse person:{person} reason:Ill, with a note. {which}"
            )
            assert "is excused from" in said, said
    if week in LEFT.values():
        await room.enroll(
            lambda student: student.enrolled(week) and LEFT.get(student.username) != week
        )
