"""What happens beside what the table says: who comes and goes, excuses, a new policy, disputes.

Times are days and hours after the Monday of a week, by the course's clock.
"""

from __future__ import annotations

from bot.chat.calls import Upload
from bot.chat.forms import Form
from tests.scenarios.term.counting import Apart
from tests.scenarios.term.living import Term

JOINED = {"devon": 2, "gauri": 3, "fetu": 5}
LEFT = {"brandon": 4, "emi": 7, "harish": 11}
EXCUSED = {("grace", 3): "week", ("chihiro", 5): "seminar", ("hemi", 9): "seminar",
           ("aline", 12): "week"}  # fmt: skip

CREDITED = ("cagla", 3, "a")
"""Who was in the seminar without checking in; staff remember, before the week locks."""
LATE = ("gorkem", 4, "d")
"""Whose words were too few; staff decide once the week is locked, whose export stays as it was."""

APART = Apart(
    joined=JOINED,
    left=LEFT,
    corrected={CREDITED[0]: {CREDITED[1]: CREDITED[2]}},
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
        await _ask_for_three(room)
    if week == CREDITED[1] + 1:
        await room.until(week, days=1, hours=9)
        await _decide(room, CREDITED[0])
    if week == LATE[1] + 2:
        await room.until(week, days=1, hours=9)
        await _decide(room, LATE[0])


async def _ask_for_three(room: Term) -> None:
    """Change the policy by a file: from this week on three of four, what was before stays."""
    text = (room.folder / "course.yaml").read_text("utf-8").replace("choose: 2", "choose: 3")
    ines = room.people["ines"]
    files = {"file": Upload("three.yaml", text.encode())}
    await room.says(ines, "/class policy change", files=files)
    await room.app.tick()
    await room.presses(ines, "Apply exactly this")
    await room.app.tick()
    said = room.seen(ines)[-1]
    assert "Version 2 of the policy rules from week 6 on." in said, said
    (room.folder / "course.yaml").write_text(text, "utf-8")


async def _dispute(room: Term, name: str, week: int, way: str) -> None:
    """Let a student find out why, and say what is missing."""
    person = room.people[name]
    await room.says(person, f"/class progress week:{week} why:yes")
    await room.presses(person, "Something is missing")
    form = room.last_answer(person).body
    assert isinstance(form, Form)
    what = next(value for value, label in form.fields[0].choices if label.startswith(way))
    said = await room.submits(person, {"what": what, "words": "I did it, look again, please."})
    assert "Staff have it" in said, said


async def _decide(room: Term, name: str) -> None:
    """Let staff credit what a student disputes."""
    ines = room.people["ines"]
    waiting = await room.says(ines, "/class roster disputes")
    assert room.people[name].name in waiting, waiting
    said = await room.presses(ines, "Credit it")
    assert "It is credited now." in said, said


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
    if week == CREDITED[1]:
        await _dispute(room, CREDITED[0], week, "Come to the seminar")
    if week == LATE[1]:
        await _dispute(room, LATE[0], week, "Take part in the discussion")
    if week in LEFT.values():
        await room.enroll(
            lambda student: student.enrolled(week) and LEFT.get(student.username) != week
        )
