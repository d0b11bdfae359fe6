"""A roster that is brought to a running course: what it would do, doing it, and taking it back.

What it would do is kept until somebody presses the button, as a Setup with the roster's people.
What it did is kept as one, too: with everybody it changed as they were before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from bot.chat.calls import Call, Upload
from bot.chat.refusal import Refusal
from bot.features.courses import loading
from bot.features.courses.keeping import save_setup
from bot.features.courses.linking import unlink
from bot.model.course import Course
from bot.model.courses.description import Member
from bot.model.courses.loading.merging import Changes, Sign
from bot.model.courses.loading.present import Present
from bot.model.courses.loading.rosters import Answers, Doubt, match, roster_changes
from bot.model.courses.setup.setups import Setup
from bot.model.happenings import CourseLoaded
from bot.model.ids import short_id
from bot.model.people import Account, Person
from bot.model.time.zones import local
from bot.ports.locked import decision, differing
from bot.ports.rosters import Roster
from bot.ports.work import UnitOfWork

MOST_FAULTS = 5
FILE, KIND, PARTIAL, SAME, OTHER, LINKS = "file", "kind", "partial", "same", "other", "links"
NOTES = "notes"
"""What a setup that holds a roster says; of who is whom, a line each: the row and the person."""
AFTER = "after/"
"""Before a person's id: what the roster made of them, so that nothing later is taken back."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a roster would do to a course; `mark` is another as soon as any of it is."""

    changes: Changes
    doubts: Sequence[Doubt]
    students: int
    """How many are in the course now."""
    mark: str

    def counted(self) -> tuple[int, int, int]:
        """Return how many join or come back, leave, and change otherwise, by sentences."""
        signs = [one.sign for one in self.changes.says]
        return signs.count(Sign.ADD), signs.count(Sign.REMOVE), signs.count(Sign.CHANGE)


async def read_files(files: Sequence[Upload], section: str, work: UnitOfWork) -> Roster:
    """Return the roster in files that belong together; one with errors is refused with them."""
    first, *others = files
    parts = [(one.name, one.content) for one in others]
    roster = await work.tools.rosters.read(first.name, first.content, parts, section)
    refuse_faulty(roster)
    return roster


def refuse_faulty(roster: Roster) -> None:
    """Refuse a roster in which something has to be corrected, and say what."""
    if roster.errors:
        lines = list(roster.errors[:MOST_FAULTS])
        more = len(roster.errors) - len(lines)
        lines += [f"There are {more} more."] if more > 0 else []
        raise Refusal("\n".join([*lines, "Nothing was changed."]))


def noted(roster: Roster) -> str:
    """Return what will look odd about a roster, or is left out of it, a line each."""
    lines = list(roster.warnings[:MOST_FAULTS])
    more = len(roster.warnings) - len(lines)
    return "\n".join([*lines, *([f"There are {more} more."] if more > 0 else [])])


def answers_in(setup: Setup) -> dict[tuple[int, str], bool]:
    """Return what staff have said about who is whom."""
    found = {}
    for name in (SAME, OTHER):
        for line in filter(None, setup.answer(name).split("\n")):
            row, _, person = line.partition(" ")
            found[int(row), person] = name == SAME
    return found


def answered(setup: Setup, doubts: Iterable[Doubt], *, same: bool) -> Setup:
    """Return a setup in which these rows are, or aren't, whom they may be."""
    name = SAME if same else OTHER
    lines = [setup.answer(name), *(f"{one.row} {one.known.id}" for one in doubts)]
    return replace(setup, said={**setup.said, name: "\n".join(filter(None, lines))})


async def outlook(
    course: Course,
    people: Sequence[Member],
    answers: Answers,
    work: UnitOfWork,
    now: datetime,
    *,
    partial: bool,
) -> Outlook:
    """Return what a roster's people would change."""
    present = await _present(course, work)
    matches = await asyncio.to_thread(match, present.people, people, answers)
    changes = await asyncio.to_thread(
        roster_changes, present, people, matches, now, partial=partial
    )
    students = sum(not m.person.is_staff and m.person.dropped is None for m in present.people)
    shown = (*map(str, changes.says), *changes.conflicts, *map(_state, changes.people))
    return Outlook(changes, matches.doubts, students, short_id("roster", *shown))


async def bring(
    setup: Setup, found: Outlook, course: Course, work: UnitOfWork, now: datetime
) -> Setup:
    """Do what a roster would; return what takes it back."""
    before = {one.person.id: one for one in (await _present(course, work)).people}
    today = local(now, course.zone).date()
    changes = found.changes
    touched = {person.id: person for person in changes.people}
    members = []
    for person in touched.values():
        # Who is taken back again was never here: no week is asked of them.
        new = Member(replace(person, enrolled=today, dropped=today))
        members.append(before.get(person.id, new))
    said = {AFTER + person.id: _state(person) for person in touched.values()}
    said[LINKS] = "\n".join(f"{who} {one.platform} {one.id}" for who, one in changes.links)
    said[FILE] = setup.answer(FILE)
    name = short_id("setup", "roster", course.id, setup.id, "undo")
    await loading.apply(changes, course, work, now)
    work.happened(CourseLoaded(course.id))
    await work.setups.erase(setup.id)
    undo = replace(setup, id=name, people=tuple(members), said=said)
    return await save_setup(undo, now, work)


async def take_back(undo: Setup, call: Call, work: UnitOfWork) -> tuple[Person, ...]:
    """Make everybody what they were before a roster; return who has changed since, and stays."""
    course = call.course
    stay, back = [], []
    for member in undo.people:
        current = await work.people.get(member.person.id)
        if current is None:
            continue
        if _state(current) == undo.answer(AFTER + current.id):
            back.append(member.person)
        else:
            stay.append(current)
    async with differing(course, decision(call, "a class list was taken back"), work):
        await work.people.save(back)
    links = [line.split(" ", 2) for line in filter(None, undo.answer(LINKS).split("\n"))]
    accounts = [(who, Account(where, name)) for who, where, name in links]
    await unlink(course.id, accounts, work, call.person.id)
    await work.setups.erase(undo.id)
    work.happened(CourseLoaded(course.id))
    return tuple(stay)


async def _present(course: Course, work: UnitOfWork) -> Present:
    accounts = await work.people.accounts_of(course.id)
    people = await work.people.of(course.id)
    return Present(course, tuple(Member(one, tuple(accounts.get(one.id, ()))) for one in people))


def _state(person: Person) -> str:
    """Return what tells whether anything about somebody but their zone has changed."""
    return short_id("person", *map(str, astuple(replace(person, zone=None))))
