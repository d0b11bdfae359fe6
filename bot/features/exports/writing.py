"""Writing an export: in each format that is asked for, and what is kept of it.

`make_export` reads, reckons, writes and records at once; it is what the command line calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from bot.chat.refusal import Refusal
from bot.features.exports.making import Reckoned, read_facts, reckon_aside
from bot.model.course import Course
from bot.model.gradebook.gradebook import GradebookWeek, Key, Scope
from bot.model.gradebook.total import difference, explained, lost
from bot.model.ids import short_id
from bot.model.participation.policies.policy import figure
from bot.model.participation.review.differences import Difference, lines
from bot.ports.exports import Exported, Seat
from bot.ports.gradebooks import ExportFile, Format, Wanted
from bot.ports.tools import Tools
from bot.ports.work import Store, UnitOfWork


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of exports before: the last in each format, and whose rows were in doubt.

    `reasons` are what changed the week since it was locked, in words, by person.
    """

    before: Mapping[Format, Exported]
    decided: Mapping[str, str]
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """An export in one format, what it held, and the grades that the gradebook has after it."""

    file: ExportFile
    week: GradebookWeek
    grades: Mapping[str, Decimal]


async def read_known(course: Course, wanted: Wanted, work: UnitOfWork) -> Known:
    """Read what an export may have to know of those before it."""
    before: dict[Format, Exported] = {}
    for form in Format:
        last = await work.exports.latest(course.id, wanted.week, form, wanted.scope)
        if last is not None:
            before[form] = last
    seats = await work.exports.seats(course.id)
    decided = {seat.row: seat.person for seat in seats if seat.person is not None}
    if not wanted.scope.is_difference:
        return Known(before, decided)
    return Known(before, decided, await _reasons(course, wanted.week, wanted.scope, work))


async def _reasons(course: Course, week: int, scope: Scope, work: UnitOfWork) -> dict[str, str]:
    """Return what changed a locked week, or the unit or term that it ends, in words, by person."""
    names = {person.id: person.name for person in await work.people.of(course.id)}
    found: dict[str, list[Difference]] = {}
    for each in await work.differences.of(course.id, week=week):
        if each.per is scope.per:
            found.setdefault(each.person, []).append(each)
    return {person: "; ".join(lines(some, names)) for person, some in found.items()}


async def write(
    wanted: Wanted, form: Format | None, reckoned: Reckoned, known: Known, tools: Tools
) -> Written:
    """Return an export in one format (None: the target's); Refusal where it can't be written."""
    target = wanted.target
    if target is not None:
        target = replace(target, decided={**known.decided, **target.decided})
        form = await tools.gradebooks.recognize(target, form)
    if form is None:
        raise Refusal("Say in which format the week is to be exported.")
    before = known.before.get(form)
    grades = before.grades if before else {}
    week = reckoned.week
    if wanted.scope.is_difference:
        if before is None:
            raise Refusal(
                f"{week.what[:1].upper()}{week.what[1:]} has not been exported as {form} yet, so "
                "there is no difference to it. Export the whole of it first "
                f"(of:{wanted.scope.whole})."
            )
        week = explained(difference(week, grades, before.at), known.reasons)
        if not week.rows:
            raise Refusal(f"Nothing in {week.what} has changed since its last {form} export.")
    if target is not None:
        file = await tools.gradebooks.fill(week, target, form)
    else:
        file = await tools.gradebooks.write(week, form, wanted.key or key_of(reckoned.live))
    file = replace(file, warnings=(*file.warnings, *_lost(week, grades)))
    return Written(file, week, dict(_after(week, file, grades)))


def _lost(week: GradebookWeek, grades: Mapping[str, Decimal]) -> Iterator[str]:
    """Yield a warning for each grade that is to go; no gradebook's import takes one away."""
    for row in lost(week, grades):
        had = figure(grades[row.person])
        yield f"{row.name} had {had} in the export before and is not counted now: clear it by hand."


def _after(
    week: GradebookWeek, file: ExportFile, before: Mapping[str, Decimal]
) -> Iterator[tuple[str, Decimal]]:
    """Yield the grades that a gradebook has once it took a file: those in it, and older ones."""
    held = {row.person: row.earned for row in week.rows}
    for person, grade in before.items():
        if person not in held or (held[person] is not None and person not in file.graded):
            yield person, grade
    for person in sorted(file.graded):
        if (earned := held.get(person)) is not None:
            yield person, earned


def key_of(week: GradebookWeek) -> Key:
    """Return what most of the class can be told apart by; email where it is as good as any."""
    return max(Key, key=lambda key: sum(bool(row.key(key)) for row in week.rows))


async def keep(
    course: Course,
    key: str,
    by: str | None,
    written: Iterable[Written],
    reckoned: Reckoned,
    now: datetime,
    work: UnitOfWork,
    *,
    settled: bool = False,
) -> None:
    """Record exports, seal what is locked, and keep the rows in doubt until staff decide.

    `key` tells this act of exporting from every other; `by` is who asked. A week is sealed when
    nothing that was in time can still come: at once where the class's places were caught up with
    before (`settled`), a day later otherwise.
    """
    if settled or now >= reckoned.sure:
        for week in (reckoned.week, *reckoned.ending):
            if week.locked:
                await work.exports.seal(course.id, week)
    known = {seat.id for seat in await work.exports.seats(course.id)}
    for each in written:
        await work.exports.record(_exported(course, key, by, each, now))
        seats = [seat_of(course.id, doubt.row.id, doubt.row.name) for doubt in each.file.doubts]
        await work.exports.save_seats([seat for seat in seats if seat.id not in known])


def seat_of(course: str, row: str, name: str) -> Seat:
    """Return a gradebook's row that is in doubt, not decided yet."""
    return Seat(short_id("seat", course, row), course, row, name)


def _exported(
    course: Course, key: str, by: str | None, written: Written, now: datetime
) -> Exported:
    week, file = written.week, written.file
    return Exported(
        id=short_id("exported", key, file.form),
        course=course.id,
        week=week.week,
        scope=week.scope,
        form=file.form,
        by=by,
        at=now,
        made_at=week.made_at,
        policy=week.policy,
        locked=week.locked,
        checksum=file.checksum,
        content=hashlib.sha256(file.content).hexdigest(),
        grades=written.grades,
    )


async def make_export(
    store: Store, course: Course, wanted: Wanted, now: datetime, by: str | None = None
) -> ExportFile:
    """Return a week or total as a file, recorded; the same bytes until something changes.

    Nobody waits while it is made. Refusal for a week outside the term or still ahead, for a
    course without a policy, and where the format or the target can't hold anybody.
    """
    async with store.reading() as work:
        facts = await read_facts(course, wanted.week, now, work, wanted.scope)
        wanted = replace(wanted, week=facts.week)
        known = await read_known(course, wanted, work)
        tools = work.tools
    reckoned = await reckon_aside(facts)
    form = wanted.forms[0] if wanted.forms else None
    written = await write(wanted, form, reckoned, known, tools)
    key = f"{course.id}/{wanted.week}/{wanted.scope}/{now.isoformat()}"
    async with store.work() as work:
        await keep(course, key, by, (written,), reckoned, now, work)
    return written.file
